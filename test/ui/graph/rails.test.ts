import fc from 'fast-check';
import {expect, test} from 'vitest';
import {edgesOf} from '../../../source/core/graph/edges.ts';
import {type Node, topologicalOrder} from '../../../source/core/graph/graph.ts';
import {textOf} from '../../../source/ui/graph/canvas.ts';
import {asciiGlyphs, unicodeGlyphs} from '../../../source/ui/graph/glyphs.ts';
import {fitRails, laneWidth, type Pitch, paintRails, railsOf} from '../../../source/ui/graph/rails.ts';
import {graphCount, graphs} from './graphs.ts';
import {readRails} from './rails-checker.ts';

const cardOf = (id: string) => ({mark: null, name: {text: id}, details: []});

function draw(operations: readonly Node[], pitch: Pitch, width = 1000): string {
	return textOf(paintRails(fitRails(railsOf(operations), cardOf, width, pitch), cardOf, unicodeGlyphs));
}

test(`Who follows the lanes of ${graphCount} random graphs finds every edge and no other.`, {
	timeout: 600_000,
}, () => {
	fc.assert(
		fc.property(graphs, fc.constantFrom<Pitch>(1, 2), (operations, pitch) => {
			const text = draw(operations, pitch);
			const {edges, problems, order} = readRails(text, unicodeGlyphs.node);
			const told = edgesOf(operations).map(({from, to}) => `${from} → ${to}`);
			expect({problems, edges}, text).toEqual({problems: [], edges: told.sort()});
			expect(order).toEqual(topologicalOrder(operations).map(({output_name}) => output_name));
		}),
		{numRuns: graphCount},
	);
});

test('Rails give a lane to what is still to be read, and let it come down on its last reader.', () => {
	const operations = [
		{output_name: 'request', inputs: []},
		{output_name: 'plan', inputs: ['request']},
		{output_name: 'code', inputs: ['plan']},
		{output_name: 'works', inputs: ['request', 'code']},
		{output_name: 'readme', inputs: ['request', 'plan', 'works']},
	];
	expect(`\n${draw(operations, 2)}`).toBe(`
○     request
├─○   plan
│ ├─○ code
├─│─○ works
○─┴─┘ readme
`);
	const ascii = textOf(paintRails(fitRails(railsOf(operations), cardOf, 80), cardOf, asciiGlyphs));
	expect(`\n${ascii}`).toBe(`
o     request
+-o   plan
| +-o code
+-)-o works
o-'-' readme
`);
});

test('Two operations that have nothing to do with each other do not stand in one lane.', () => {
	expect(
		draw(
			[
				{output_name: 'a', inputs: []},
				{output_name: 'b', inputs: []},
			],
			2,
		),
	).toBe('○   a\n  ○ b\n');
});

test('Rails that are too wide cut names in the middle, and never the mark.', () => {
	const operations = [
		{output_name: 'the_beginning_of_everything', inputs: []},
		{output_name: 'the_end_of_everything', inputs: ['the_beginning_of_everything']},
	];
	const text = draw(operations, 2, 14);
	expect(text).toBe('○ the_be…thing\n○ the_en…thing\n');
	expect(laneWidth(railsOf(operations), 2)).toBe(1);
});
