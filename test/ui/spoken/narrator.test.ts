import {expect, test} from 'vitest';
import {keysMark, quotedMark, selectedMark, typedMark} from '../../../source/ui/spoken/marks.ts';
import {createNarrator} from '../../../source/ui/spoken/narrator.ts';

function hear(...frames: string[]): string[] {
	const {tell} = createNarrator();
	return frames.map(tell);
}

test('The first screen is said whole, without empty rows; after that only what is new', () => {
	expect(hear('Title\n\n one \ntwo', 'Title\none\n\ntwo', 'Title\nthree\ntwo', 'Title\none\ntwo')).toEqual([
		'Title\none\ntwo\n',
		'',
		'three\n',
		'one\n',
	]);
});

test('What only grew older is not said again; what else changed in its row is', () => {
	expect(
		hear(
			'code: running 12s',
			'code: running 1m 02s',
			'code: done 1m 02s',
			'code: done just now',
			'code: done 5 min ago',
		),
	).toEqual(['code: running 12s\n', '', 'code: done 1m 02s\n', '', '']);
	expect(hear('3 of 8 done', '4 of 8 done')[1]).toBe('4 of 8 done\n');
});

test('A time within somebody’s text is a text: when it changes, its row is said', () => {
	const row = (text: string) => `${quotedMark}${text}`;
	expect(
		hear(
			row('Bake it for 5 s.'),
			row('Bake it for 30 min.'),
			`${typedMark}${row('Bake it for 1 h.')}`,
			row('Bake it for 1 h.'),
		),
	).toEqual(['Bake it for 5 s.\n', 'Bake it for 30 min.\n', 'Bake it for 1 h.', '\n']);
});

test('When the selection moves, the row that has it is said, and the one that had it is not', () => {
	const list = (at: number) =>
		['one', 'two', 'three']
			.map((row, index) => (index === at ? `${selectedMark} ${row}` : `  ${row}`))
			.join('\n');
	expect(hear(list(0), list(1), list(2), list(1))).toEqual([
		'selected: one\ntwo\nthree\n',
		'selected: two\n',
		'selected: three\n',
		'selected: two\n',
	]);
});

test('Of the keys those are said that were not there before', () => {
	expect(
		hear(
			`${keysMark}keys: q leave, ? help`,
			`${keysMark}keys: a approve, q leave, ? help`,
			`${keysMark}keys: q leave, ? help`,
		),
	).toEqual(['keys: q leave, ? help\n', 'new keys: a approve\n', '']);
});

test('A line that is typed stands at the cursor, and each key adds to it or takes away from it', () => {
	const typing = (text: string, notice = '') => `Question\n${notice}\n${typedMark}> ${text}`;
	expect(
		hear(
			typing(''),
			typing('h'),
			typing('hi '),
			typing('hi'),
			typing('ho'),
			typing('ho', 'Not so.'),
			typing('ho', 'Not so.'),
			'Question\nDone.',
		),
	).toEqual(['Question\n> ', 'h', 'i ', '\b \b', '\n> ho', '\nNot so.\n> ho', '', '\nDone.\n']);
});

test('In a text, the row that the cursor comes to is read, and rows that were passed are not', () => {
	const rows = (at: number) =>
		['a', 'b', 'c'].map((row, index) => (index === at ? `${typedMark}${row}` : row)).join('\n');
	expect(hear(rows(0), rows(1), rows(2), rows(1))).toEqual(['b\nc\na', '\nb', '\nc', '\nb']);
});

test('A flood is cut, and how much is left out is told', () => {
	const [said] = hear(Array.from({length: 100}, (_, index) => `row ${index}`).join('\n'));
	expect(said!.trimEnd().split('\n')).toHaveLength(61);
	expect(said).toContain('and 40 lines more');
});

test('A text that begins as the row of keys does is said like any other.', () => {
	expect(hear('keys: lost and found', 'keys: lost and found\nkeys: lost')).toEqual([
		'keys: lost and found\n',
		'keys: lost\n',
	]);
});

test('Somebody’s text keeps its indentation, without which code says something else', () => {
	const code = ['def find_person(trip, name):', '    for person in trip.people:', '        return person  '];
	expect(hear(code.map(row => `${quotedMark}${row}`).join('\n'))).toEqual([`${code.join('\n').trimEnd()}\n`]);
	const moved = hear(`${quotedMark}return`, `${quotedMark}    return`);
	expect(moved[1]).toBe('    return\n');
});

test('A line that is too long is broken between words, and as deep as it was', () => {
	const {tell} = createNarrator(() => 12);
	expect(tell(`It repairs itself.\n${quotedMark}    one, two, three`)).toBe(
		'It repairs\nitself.\n    one,\n    two,\n    three\n',
	);
});

test('Several rows in which is typed are one block, and come last, once, with their keys', () => {
	const screen = (keys: string, ...rows: string[]) =>
		['Question', ...rows.map(row => `${typedMark}${row}`), 'here: request', `${keysMark}${keys}`].join('\n');
	const all = 'keys: enter send, esc leave';
	expect(
		hear(
			screen('', '> A program', '  that works'),
			screen(all, '> A program', '  that works'),
			screen(all, '> A program', '  that works!'),
		),
	).toEqual(['Question\nhere: request\n', `${all}\n> A program\nthat works`, '!']);
});

test('In a line that is typed a word that no longer fits goes on to the next, and comes back', () => {
	const {tell} = createNarrator(() => 8);
	const typing = ['> one t', '> one tw', '> one two', '> one two ', '> one two', '> one tw'];
	expect(typing.map(text => tell(`${typedMark}${text}`))).toEqual([
		'> one t',
		'w',
		'\b \b\b \b\b \b\ntwo',
		' ',
		'\b \b',
		'\n> one tw',
	]);
});

test('Once the keys for what is asked hear, all of them are said, those too that were there before', () => {
	const keys = (row: string) => `Title\n${keysMark}${row}`;
	expect(
		hear(
			keys('keys: r redo, q leave, ? help'),
			keys(''),
			keys('keys: a approve, r redo, q leave, ? help'),
		)[2],
	).toBe('keys: a approve, r redo, q leave, ? help\n');
});

test('A heading that only lost the keys is not said again: it is said where they are now', () => {
	expect(hear('here: text\noperations', 'text\nhere: operations', 'here: text\noperations')).toEqual([
		'here: text\noperations\n',
		'here: operations\n',
		'here: text\n',
	]);
});
