import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {
	clipOf,
	type EditAction,
	type Editor,
	edit,
	open,
	selectionOf,
} from '../../../source/ui/editor/editor.ts';
import {type Lines, type Place, textIn, textOf} from '../../../source/ui/editor/lines.ts';
import type {Motion} from '../../../source/ui/editor/motions.ts';

const frame = {width: 20, height: 5};

/** Does all of them, one after the other. */
function edited(editor: Editor, ...actions: EditAction[]): Editor {
	return actions.reduce((before, action) => edit(before, action, frame), editor);
}

function typed(text: string): EditAction[] {
	return Array.from(text, character => ({type: 'type', text: character}));
}

const to = (motion: Motion, select = false): EditAction => ({type: 'move', to: motion, select});
const del = (motion: Motion): EditAction => ({type: 'delete', to: motion});
const said = (editor: Editor) => textOf(editor.lines);
const selected = (editor: Editor) => {
	const range = selectionOf(editor);
	return range && textIn(editor.lines, range);
};

/** The same, done slowly on one string: a text, a cursor and the other end of the selection. */
type Naive = {text: string; cursor: number; mark: number};

const segmenter = new Intl.Segmenter(undefined, {granularity: 'grapheme'});

/** All places where a cursor can stand. */
function stops(text: string): number[] {
	const found: number[] = [];
	let start = 0;
	for (const line of text.split('\n')) {
		for (const {index} of segmenter.segment(line)) found.push(start + index);
		found.push(start + line.length);
		start += line.length + 1;
	}
	return found;
}

function naively({text, cursor, mark}: Naive, action: EditAction): Naive {
	const from = Math.min(cursor, mark);
	const end = Math.max(cursor, mark);
	const splice = (first: number, last: number, put: string): Naive => {
		const next = text.slice(0, first) + put + text.slice(last);
		const at = stops(next).find(stop => stop >= first + put.length)!;
		return {text: next, cursor: at, mark: at};
	};
	const left = stops(text).findLast(stop => stop < cursor) ?? 0;
	const right = stops(text).find(stop => stop > cursor) ?? text.length;
	switch (action.type) {
		case 'type':
		case 'insert':
			return splice(from, end, action.text);
		case 'delete':
			if (from !== end) return splice(from, end, '');
			return action.to === 'left' ? splice(left, cursor, '') : splice(cursor, right, '');
		case 'move': {
			const lineStart = cursor === 0 ? 0 : text.lastIndexOf('\n', cursor - 1) + 1;
			const newline = text.indexOf('\n', cursor);
			const target: Partial<Record<Motion, number>> = {
				left: !action.select && from !== end ? from : left,
				right: !action.select && from !== end ? end : right,
				'line-start': lineStart,
				'line-end': newline === -1 ? text.length : newline,
				start: 0,
				end: text.length,
			};
			const at = target[action.to]!;
			return {text, cursor: at, mark: action.select ? mark : at};
		}
		default:
			throw new Error(`Not modelled: ${action.type}`);
	}
}

function offsetOf(lines: Lines, {line, at}: Place): number {
	return lines.slice(0, line).reduce((sum, one) => sum + one.length + 1, 0) + at;
}

const piece = fc.constantFrom(
	'a',
	'b',
	' ',
	'\t',
	'\n',
	'漢',
	'é',
	'e\u0301',
	'\u0301',
	'👩‍👩‍👧',
	'👍🏽',
	'🇩🇪',
	'🇫',
	'ה',
	'\u200d',
	'\u001b',
	'\u202e',
	'\r',
);
const someText = fc.array(piece, {maxLength: 40}).map(pieces => pieces.join(''));
const someAction: fc.Arbitrary<EditAction> = fc.oneof(
	piece.map((text): EditAction => ({type: 'type', text})),
	fc
		.array(piece, {maxLength: 8})
		.map((pieces): EditAction => ({type: 'insert', text: pieces.join('').replaceAll('\r', 'r')})),
	fc.constantFrom<Motion>('left', 'right').map(del),
	fc
		.tuple(fc.constantFrom<Motion>('left', 'right', 'line-start', 'line-end', 'start', 'end'), fc.boolean())
		.map(([motion, select]) => to(motion, select)),
);

describe('an edited text', () => {
	test('is what the same edits make of a plain string, cursor and selection too', () => {
		fc.assert(
			fc.property(someText, fc.array(someAction, {maxLength: 40}), (text, actions) => {
				let editor = open(text);
				let naive: Naive = {text, cursor: 0, mark: 0};
				for (const action of actions) {
					editor = edit(editor, action, frame);
					naive = naively(naive, action);
					expect(said(editor)).toBe(naive.text);
					expect(offsetOf(editor.lines, editor.cursor)).toBe(naive.cursor);
					expect(offsetOf(editor.lines, editor.mark ?? editor.cursor)).toBe(naive.mark);
				}
			}),
			{numRuns: 400},
		);
	});

	test('is undone to what it was, and done again to what it had become, whatever was done', () => {
		const more: fc.Arbitrary<EditAction> = fc.oneof(
			{weight: 3, arbitrary: someAction},
			fc
				.constantFrom<EditAction['type']>('newline', 'tab', 'outdent', 'cut', 'mark', 'select-all')
				.map(type => ({type}) as EditAction),
			fc.constantFrom<Motion>('word-left', 'word-right', 'line-start', 'line-end').map(del),
			fc.constantFrom<Motion>('up', 'down', 'page-up', 'page-down', 'home').map(motion => to(motion, true)),
			someText.map((text): EditAction => ({type: 'rewrite', text})),
			someText.map((text): EditAction => ({type: 'paste', clip: {text: `${text}\n`, whole: true}})),
		);
		fc.assert(
			fc.property(someText, fc.array(more, {maxLength: 40}), (text, actions) => {
				const done = edited(open(text), ...actions);
				let editor = done;
				while (editor.history.past.length > 0) editor = edited(editor, {type: 'undo'});
				expect(said(editor)).toBe(text);
				expect(editor.history.depth).toBe(0);
				while (editor.history.future.length > 0) editor = edited(editor, {type: 'redo'});
				expect(said(editor)).toBe(said(done));
				if (done.history.past.length > 0) expect(editor.history.depth).toBe(done.history.depth);
			}),
			{numRuns: 400},
		);
	});
});

describe('typing', () => {
	test('is undone word by word, and a cursor that moved begins anew', () => {
		let editor = edited(open(''), ...typed('a red fox'));
		editor = edited(editor, {type: 'undo'});
		expect(said(editor)).toBe('a red ');
		editor = edited(editor, {type: 'undo'}, {type: 'undo'});
		expect(said(editor)).toBe('');
		editor = edited(open(''), ...typed('ab'), to('left'), to('right'), ...typed('c'), {type: 'undo'});
		expect(said(editor)).toBe('ab');
	});

	test('after an undo leaves nothing to do again', () => {
		const editor = edited(open(''), ...typed('one'), {type: 'undo'}, ...typed('two'), {type: 'redo'});
		expect(said(editor)).toBe('two');
	});

	test('replaces what is selected, and an undo selects it again', () => {
		let editor = edited(open('one two'), to('word-right', true), ...typed('1'));
		expect(said(editor)).toBe('1 two');
		editor = edited(editor, {type: 'undo'});
		expect(selected(editor)).toBe('one');
	});

	test('of a new line keeps the indentation, as far as the cursor was', () => {
		const editor = edited(open('\t\tone'), to('line-end'), {type: 'newline'}, ...typed('two'));
		expect(said(editor)).toBe('\t\tone\n\t\ttwo');
	});
});

describe('a pasted text', () => {
	test('goes in whole, is undone whole, has its line ends made plain and its control characters kept', () => {
		let editor = edited(open('[]'), to('right'), {type: 'insert', text: 'one\r\n\ttwo\rthree \u001b[31m'});
		expect(said(editor)).toBe('[one\n\ttwo\nthree \u001b[31m]');
		editor = edited(editor, {type: 'undo'});
		expect(said(editor)).toBe('[]');
	});

	test('as whole lines goes between lines, wherever the cursor is in its own', () => {
		const first = edited(open('one\ntwo\nthree'), to('right'));
		const clip = clipOf(first);
		const editor = edited(first, {type: 'cut'}, to('down'), {type: 'paste', clip});
		expect(said(editor)).toBe('two\none\nthree');
	});

	test('of a hundred thousand lines goes in', () => {
		const text = 'a line\n'.repeat(200_000);
		const editor = edited(open('x'), {type: 'insert', text});
		expect(editor.lines).toHaveLength(200_001);
	});
});

describe('moving', () => {
	test('up and down keeps its column over shorter rows, as a person sees them', () => {
		const text = 'a long line that wraps\nab\nanother long line';
		const editor = edited(open(text), to('line-end'), to('left'), to('left'));
		// The first line is shown as `a long line that ` and `wraps`.
		expect(editor.cursor).toEqual({line: 0, at: 20});
		expect(edited(editor, to('up')).cursor).toEqual({line: 0, at: 3});
		expect(edited(editor, to('down'), to('down')).cursor).toEqual({line: 2, at: 3});
		expect(edited(editor, to('down'), to('down'), to('up'), to('up')).cursor).toEqual(editor.cursor);
	});

	test('by words stops at the ends of words, and of runs of marks, and goes over line ends', () => {
		const text = 'let größe = foo.bar(漢字);\nnext';
		const ends: string[] = [];
		let editor = open(text);
		for (let count = 0; count < 10; count++) {
			const next = edited(editor, to('word-right'));
			ends.push(textIn(text.split('\n'), {from: editor.cursor, to: next.cursor}));
			editor = next;
		}
		expect(ends).toEqual(['let', ' größe', ' =', ' foo', '.', 'bar', '(', '漢字', ');', '\n']);
		const starts: number[] = [];
		for (let count = 0; count < 9; count++) {
			editor = edited(editor, to('word-left'));
			starts.push(editor.cursor.at);
		}
		expect(starts).toEqual([text.indexOf('\n'), 22, 20, 19, 16, 15, 12, 10, 4]);
	});

	test('home goes to the first word of a line, then to its very start', () => {
		const editor = edited(open('    one'), to('line-end'), to('home'));
		expect(editor.cursor.at).toBe(4);
		expect(edited(editor, to('home')).cursor.at).toBe(0);
	});

	test('selects without a shift key once it is told to, until something is done', () => {
		const editor = edited(open('one two'), {type: 'mark'}, to('word-right'), to('right'));
		expect(selected(editor)).toBe('one ');
		expect(selected(edited(editor, {type: 'unmark'}, to('right')))).toBe(null);
		const gone = edited(editor, del('left'));
		expect(said(gone)).toBe('two');
		expect(selected(edited(gone, to('right')))).toBe(null);
	});
});

describe('indentation', () => {
	const block = 'def f():\n  if x:\n\n    y\nz';

	test('is of the kind that the text has', () => {
		const editor = edited(open(block), to('end'), {type: 'tab'});
		expect(said(editor).endsWith('\nz ')).toBe(true);
		expect(said(edited(open(block), to('end'), to('home'), {type: 'tab'})).endsWith('\n  z')).toBe(true);
		expect(said(edited(open('one'), {type: 'tab'}))).toBe('\tone');
	});

	test('of selected lines moves them all, keeps them selected, and is one step back', () => {
		let editor = edited(
			open(block),
			{type: 'select', range: {from: {line: 1, at: 2}, to: {line: 4, at: 0}}},
			{type: 'tab'},
		);
		expect(said(editor)).toBe('def f():\n    if x:\n\n      y\nz');
		expect(selected(editor)).toBe('if x:\n\n      y\n');
		editor = edited(editor, {type: 'outdent'}, {type: 'outdent'}, {type: 'outdent'});
		expect(said(editor)).toBe('def f():\nif x:\n\ny\nz');
		editor = edited(editor, {type: 'undo'}, {type: 'undo'}, {type: 'undo'});
		expect(said(editor)).toBe('def f():\n    if x:\n\n      y\nz');
		expect(said(edited(editor, {type: 'undo'}))).toBe(block);
	});
});

describe('what can be undone', () => {
	test('is bounded: the oldest steps are forgotten, the last never', () => {
		const lines = open('x');
		let editor = lines;
		for (let step = 0; step < 2500; step++) editor = edited(editor, {type: 'insert', text: 'y'});
		expect(editor.history.past).toHaveLength(2000);
		const huge = 'z'.repeat(9 * 1024 * 1024);
		editor = edited(editor, {type: 'insert', text: huge}, {type: 'insert', text: huge});
		expect(editor.history.past).toHaveLength(1);
		expect(said(edited(editor, {type: 'undo'})).length).toBe(2501 + huge.length);
	});
});
