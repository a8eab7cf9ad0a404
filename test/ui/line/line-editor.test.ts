import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {editorRows} from '../../../source/ui/line/editor-rows.ts';
import {type EditorAction, edit, editorOf} from '../../../source/ui/line/line-editor.ts';

/** `|` is the cursor. */
function pressed(start: string, ...actions: EditorAction[]): string {
	const cursor = start.indexOf('|');
	const {text, cursor: at} = actions.reduce(edit, {text: start.replace('|', ''), cursor});
	return `${text.slice(0, at)}|${text.slice(at)}`;
}

describe('the line editor', () => {
	test('inserts where the cursor is', () => {
		expect(pressed('ab|d', {type: 'insert', text: 'c'})).toBe('abc|d');
	});

	test('takes pasted line ends of any system for new lines', () => {
		expect(pressed('|', {type: 'insert', text: 'a\r\nb\rc'})).toBe('a\nb\nc|');
	});

	test('moves over and deletes whole characters as a reader sees them', () => {
		expect(pressed('a👩‍👩‍👧|b', {type: 'left'})).toBe('a|👩‍👩‍👧b');
		expect(pressed('ae\u0301|', {type: 'backspace'})).toBe('a|');
		expect(pressed('|家x', {type: 'delete'})).toBe('|x');
	});

	test('goes to the ends of the line that the cursor is in, not of the text', () => {
		expect(pressed('one\ntw|o\nthree', {type: 'home'})).toBe('one\n|two\nthree');
		expect(pressed('one\ntw|o\nthree', {type: 'end'})).toBe('one\ntwo|\nthree');
		expect(pressed('|\none', {type: 'home'})).toBe('|\none');
	});

	test('keeps the column, in cells, when it moves between lines', () => {
		expect(pressed('abcd\nab|', {type: 'up'})).toBe('ab|cd\nab');
		expect(pressed('家計|x\nabcdef', {type: 'down'})).toBe('家計x\nabcd|ef');
		expect(pressed('abc|\nx\nabc', {type: 'down'}, {type: 'up'})).toBe('a|bc\nx\nabc');
		expect(pressed('ab|', {type: 'up'})).toBe('|ab');
		expect(pressed('|ab', {type: 'down'})).toBe('ab|');
	});

	test('kills the word before, to the start and to the end of the line', () => {
		expect(pressed('make a game |', {type: 'kill-word'})).toBe('make a |');
		expect(pressed('x\nmake a| game', {type: 'kill-to-start'})).toBe('x\n| game');
		expect(pressed('make| a game\ny', {type: 'kill-to-end'})).toBe('make|\ny');
		expect(pressed('make|\ny', {type: 'kill-to-end'})).toBe('make|y');
	});

	test('keeps its cursor between two characters whatever is pressed', () => {
		const types = [
			'left',
			'right',
			'up',
			'down',
			'home',
			'end',
			'backspace',
			'delete',
			'kill-word',
			'word-left',
		] as const;
		const action = fc.oneof(
			fc.constantFrom(...types).map((type): EditorAction => ({type})),
			fc.constantFrom('a', '家', '👩‍👩‍👧', '\n', ' ').map((text): EditorAction => ({type: 'insert', text})),
		);
		fc.assert(
			fc.property(fc.array(action, {maxLength: 60}), actions => {
				const {text, cursor} = actions.reduce(edit, editorOf());
				expect(cursor).toBeGreaterThanOrEqual(0);
				expect(cursor).toBeLessThanOrEqual(text.length);
				expect((text.slice(0, cursor) + text.slice(cursor)).isWellFormed()).toBe(true);
				expect(text.slice(0, cursor).isWellFormed()).toBe(true);
			}),
		);
	});
});

describe('the rows of an edited text', () => {
	const shown = (text: string, cursor: number, width: number, height: number) =>
		editorRows({text, cursor}, width, height).map(row =>
			row.map(span => (span.inverse ? `[${span.text}]` : span.text)).join(''),
		);

	test('show the cursor as a block, behind the text too', () => {
		expect(shown('abc', 1, 10, 3)).toEqual(['a[b]c']);
		expect(shown('abc', 3, 10, 3)).toEqual(['abc[ ]']);
		expect(shown('a\n', 2, 10, 3)).toEqual(['a ', '[ ]']);
	});

	test('never exceed their width, also where a wide character meets the edge', () => {
		expect(shown('abc家', 4, 4, 3)).toEqual(['abc', '家[ ]']);
	});

	test('keep the cursor in view when there are more rows than room', () => {
		expect(shown('1\n2\n3\n4\n5', 9, 10, 2)).toEqual(['4 ', '5[ ]']);
		expect(shown('1\n2\n3\n4\n5', 0, 10, 2)).toEqual(['[1] ', '2 ']);
	});
});
