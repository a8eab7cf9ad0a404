import fc from 'fast-check';
import stringWidth from 'string-width';
import {describe, expect, test} from 'vitest';
import {type EditAction, type Editor, edit, open} from '../../../source/ui/editor/editor.ts';
import {linesOf, type Place, start} from '../../../source/ui/editor/lines.ts';
import type {Motion} from '../../../source/ui/editor/motions.ts';
import {rowOf, rowsAbove, rowsFrom, widthFrom} from '../../../source/ui/editor/rows.ts';
import {frameOf, viewOf} from '../../../source/ui/editor/view.ts';
import type {Line} from '../../../source/ui/text/line.ts';
import {graphemesOf} from '../../../source/ui/text/width.ts';

const plain = (row: Line) => row.map(({text}) => text).join('');

/** The text as it is seen, the cursor as `|`. */
function picture(editor: Editor, top: Place, size: {width: number; height: number}): string[] {
	const {rows, cursor} = viewOf(editor, top, size);
	return rows.map((row, index) => {
		if (index !== cursor.y) return plain(row);
		let cells = 0;
		let units = 0;
		for (const character of plain(row)) {
			if (cells >= cursor.x) break;
			cells += stringWidth(character);
			units += character.length;
		}
		return `${plain(row).slice(0, units)}|${plain(row).slice(units)}`;
	});
}

describe('the rows of an edited text', () => {
	test('break behind words, and between wide characters; a space may stand over the edge', () => {
		const rows = (text: string, width: number) =>
			rowsFrom(linesOf(text), start, width, 99).map(({line, from, to}) =>
				linesOf(text)[line]!.slice(from, to),
			);
		expect(rows('one two three', 7)).toEqual(['one two ', 'three']);
		expect(rows('one  two', 4)).toEqual(['one  ', 'two']);
		expect(rows('    indented', 8)).toEqual(['    inde', 'nted']);
		expect(rows('漢字かな', 5)).toEqual(['漢字', 'かな']);
		expect(rows('a\tb', 4)).toEqual(['a\t', 'b']);
		expect(rows('👩‍👩‍👧👩‍👩‍👧', 1)).toEqual(['👩‍👩‍👧', '👩‍👩‍👧']);
		expect(rows('', 4)).toEqual(['']);
		expect(rows('a\n\nb\n', 4)).toEqual(['a', '', 'b', '']);
	});

	const piece = fc.constantFrom(
		'a',
		'word',
		' ',
		'  ',
		'\t',
		'\n',
		'漢',
		'e\u0301',
		'👩‍👩‍👧',
		'שלום',
		'\u001b',
		'\u202e',
		'x'.repeat(5000),
		'字'.repeat(3000),
	);
	const someText = fc.array(piece, {maxLength: 30}).map(pieces => pieces.join(''));

	test('hold every character once, fit the width, and are the same from wherever they are counted', () => {
		fc.assert(
			fc.property(someText, fc.integer({min: 2, max: 60}), fc.nat(), (text, width, chosen) => {
				const lines = linesOf(text);
				const rows = rowsFrom(lines, start, width, Number.POSITIVE_INFINITY);
				const rejoined = rows.map(
					({line, from, to}, index) => (index > 0 && from === 0 ? '\n' : '') + lines[line]!.slice(from, to),
				);
				expect(rejoined.join('')).toBe(text);
				for (const {line, from, to} of rows) {
					// One space may stand over the edge, and a single character may be wider than the row.
					const cut = lines[line]!.slice(from, to).replace(/ $/, '');
					if (graphemesOf(cut).length > 1) expect(widthFrom(cut)).toBeLessThanOrEqual(width);
				}
				const index = chosen % rows.length;
				const row = rows[index]!;
				const place = {line: row.line, at: row.from};
				expect(rowOf(lines, place, width)).toEqual(row);
				expect(rowsFrom(lines, place, width, 5)).toEqual(rows.slice(index, index + 5));
				expect(rowsAbove(lines, place, width, 5)).toEqual(rows.slice(Math.max(0, index - 5), index));
			}),
			{numRuns: 150},
		);
	});

	test('always show the cursor, on a row and a column that are there, whatever is done', () => {
		const motion = fc.constantFrom<Motion>(
			'up',
			'down',
			'left',
			'right',
			'page-up',
			'page-down',
			'start',
			'end',
			'word-left',
			'word-right',
			'home',
			'line-end',
		);
		const action: fc.Arbitrary<EditAction> = fc.oneof(
			motion.map((to): EditAction => ({type: 'move', to})),
			piece.map((text): EditAction => ({type: 'insert', text})),
			fc.constant<EditAction>({type: 'undo'}),
			fc.constant<EditAction>({type: 'select-all'}),
			fc.constant<EditAction>({type: 'delete', to: 'left'}),
		);
		fc.assert(
			fc.property(
				someText,
				fc.array(fc.tuple(action, fc.integer({min: 1, max: 70}), fc.integer({min: 1, max: 12})), {
					maxLength: 25,
				}),
				(text, steps) => {
					let editor = open(text);
					let top = start;
					for (const [action, width, height] of steps) {
						const size = {width, height};
						editor = edit(editor, action, frameOf(editor.lines, size));
						const view = viewOf(editor, top, size);
						({top} = view);
						expect(view.rows.length).toBeGreaterThan(0);
						expect(view.rows.length).toBeLessThanOrEqual(height);
						expect(view.cursor.y).toBeLessThan(view.rows.length);
						expect(view.cursor.x).toBeLessThan(Math.max(2, width));
						expect(viewOf(editor, top, size)).toEqual(view);
					}
				},
			),
			{numRuns: 150},
		);
	});
});

describe('the view of an edited text', () => {
	const size = {width: 20, height: 3};
	const text = Array.from({length: 20}, (_, index) => `line ${index + 1}`).join('\n');
	const go = (editor: Editor, ...motions: Motion[]) =>
		motions.reduce((before, to) => edit(before, {type: 'move', to}, frameOf(before.lines, size)), editor);

	test('scrolls no further than the cursor makes it, and back only when it has to', () => {
		let editor = go(open(text), 'down', 'down', 'down');
		const {top} = viewOf(editor, start, size);
		expect(picture(editor, start, size)).toEqual(['line 2', 'line 3', '|line 4']);
		editor = go(editor, 'up');
		expect(picture(editor, top, size)).toEqual(['line 2', '|line 3', 'line 4']);
	});

	test('of a place far away has it in the middle', () => {
		const editor = edit(
			open(text),
			{type: 'select', range: {from: {line: 9, at: 0}, to: {line: 9, at: 4}}},
			size,
		);
		expect(picture(editor, start, size)).toEqual(['line 9', 'line| 10', 'line 11']);
	});

	test('shows tabs to the next fourth column, wide characters as two cells, and the cursor behind them', () => {
		const editor = go(open('a\tb漢c'), 'right', 'right', 'right', 'right');
		expect(viewOf(editor, start, size).cursor).toEqual({x: 7, y: 0});
		expect(picture(editor, start, size)).toEqual(['a   b漢|c']);
	});

	test('shows what is selected inverse, line ends too', () => {
		const editor = edit(
			open('one\ntwo'),
			{type: 'select', range: {from: {line: 0, at: 1}, to: {line: 1, at: 2}}},
			size,
		);
		expect(viewOf(editor, start, size).rows).toEqual([
			[
				{text: 'o', inverse: false},
				{text: 'ne', inverse: true},
				{text: ' ', inverse: true},
			],
			[
				{text: 'tw', inverse: true},
				{text: 'o', inverse: false},
			],
		]);
	});

	test('numbers the lines where there is room, each once', () => {
		const wide = {width: 60, height: 4};
		const rows = viewOf(open(`${'word '.repeat(14)}\ntwo`), start, wide).rows.map(plain);
		expect(rows).toEqual([`1  ${'word '.repeat(11)}`, '   word word word ', '2  two']);
	});
});
