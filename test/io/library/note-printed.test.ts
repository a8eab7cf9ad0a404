import {expect, test} from 'vitest';
import {notePrinted} from '../../../source/io/library/note-printed.ts';

function notesOf(...pieces: readonly string[]): string[] {
	const notes: string[] = [];
	const printed = notePrinted({log: note => void notes.push(note)});
	for (const piece of pieces) printed.take(piece);
	printed.end();
	return notes;
}

const yellow = '\u001B[38;2;200;200;0m';
const plain = '\u001B[39m';

test('A line is a note, without its colours, however it comes in pieces.', () => {
	expect(
		notesOf(`${yellow}1${plain} and\r\n\u001B[1`, 'mtwo\u001B', `[m\n${yellow}${plain}\n`, 'three'),
	).toEqual(['1 and', 'two', 'three']);
	expect(notesOf('a\u001B[2Jb')).toEqual(['a\u001B[2Jb']);
});

test('A long line is cut by what is seen of it, and never within its colours.', () => {
	const long = `${yellow}x${plain}`.repeat(3000);
	expect(notesOf(long)).toEqual([`${'x'.repeat(2000)}…`]);
	expect(notesOf(`${'x'.repeat(1998)}\u001B[3333333`)).toEqual([`${'x'.repeat(1998)}…`]);
});

test('Colours that begin and never end take no time.', {timeout: 3000}, () => {
	expect(notesOf('\u001B['.repeat(2_000_000))).toHaveLength(1);
	expect(notesOf(`\u001B[${'3;'.repeat(2_000_000)}`)).toHaveLength(1);
	expect(notesOf(...Array.from({length: 50_000}, () => '\u001B[3'))).toHaveLength(1);
});
