import {expect, test} from 'vitest';
import {textOf} from '../../../source/ui/graph/canvas.ts';
import type {Card} from '../../../source/ui/graph/cards.ts';
import {chooseDrawing, type Drawing, paintDrawing} from '../../../source/ui/graph/choose.ts';
import {unicodeGlyphs} from '../../../source/ui/graph/glyphs.ts';
import {chain} from '../../core/graph/operations.ts';

const cardOf = (id: string): Card => ({
	mark: {text: '✓', tone: 'good'},
	name: {text: id, bold: true},
	details: [[{text: 'module', tone: 'quiet'}]],
});

function choose(operations: Parameters<typeof chooseDrawing>[0], width: number, height: number): Drawing {
	return chooseDrawing(operations, cardOf, {size: {width, height}, direction: null, ascii: false});
}

function draw(operations: Parameters<typeof chooseDrawing>[0], width: number, height: number): string {
	return textOf(paintDrawing(choose(operations, width, height), cardOf, unicodeGlyphs));
}

test('A chain is drawn to the right where there is room, downwards where not, and as rails at last.', () => {
	const operations = chain(6);
	expect(choose(operations, 120, 30)).toMatchObject({kind: 'boxes', layout: {direction: 'lr'}});
	expect(choose(operations, 40, 60)).toMatchObject({kind: 'boxes', layout: {direction: 'tb'}});
	expect(choose(operations, 70, 1)).toMatchObject({kind: 'boxes', form: {framed: false}});
	expect(choose(operations, 20, 20)).toMatchObject({kind: 'rails'});
});

test('What is drawn is never larger than the size, for any size that holds a row for each operation.', () => {
	const operations = [
		...chain(9),
		{output_name: 'a_name_of_two_hundred_characters_'.repeat(6), inputs: ['o3', 'o8']},
	];
	for (let width = 1; width < 140; width += 7) {
		for (const height of [10, 24, 60]) {
			const rows = draw(operations, width, height).trimEnd().split('\n');
			expect(rows.length).toBeLessThanOrEqual(height);
			for (const row of rows) expect(row.length).toBeLessThanOrEqual(width);
		}
	}
});

test('A box holds the mark and the name, with details under the name.', () => {
	expect(`\n${draw(chain(2), 80, 24)}`).toBe(`
╭──────────╮   ╭──────────╮
│ ✓ o0     ├──▶│ ✓ o1     │
│   module │   │   module │
╰──────────╯   ╰──────────╯
`);
	expect(draw(chain(2), 40, 1)).toBe('[ ✓ o0 ├──▶[ ✓ o1 ]\n');
});

test('Every cell says whose it is, so that a status can colour it without a new layout.', () => {
	const drawing = choose(chain(2), 80, 24);
	const canvas = paintDrawing(drawing, cardOf, unicodeGlyphs);
	const row = canvas[1]!;
	expect(row[0]).toMatchObject({role: 'border', id: 'o0'});
	expect(row[2]).toMatchObject({glyph: '✓', role: 'text', id: 'o0', look: {tone: 'good'}});
	expect(row[11]).toMatchObject({glyph: '├', role: 'port', id: 'o0', net: 0});
	expect(row[12]).toMatchObject({glyph: '─', role: 'line', id: null, net: 0});
	expect(row[14]).toMatchObject({glyph: '▶', role: 'arrow', net: 0});
	expect(drawing).toMatchObject({layout: {nets: [{sources: ['o0'], targets: ['o1']}]}});
});

test('A part of a large drawing is painted as it stands in the whole.', () => {
	const drawing = choose(chain(30), 10_000, 100);
	const whole = paintDrawing(drawing, cardOf, unicodeGlyphs);
	const part = paintDrawing(drawing, cardOf, unicodeGlyphs, {x: 95, y: 1, width: 40, height: 2});
	expect(textOf(part)).toBe(textOf(whole.slice(1, 3).map(row => row.slice(95, 135))));
});
