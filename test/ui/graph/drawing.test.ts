import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {parse} from 'yaml';
import {edgesOf} from '../../../source/core/graph/edges.ts';
import type {Node} from '../../../source/core/graph/graph.ts';
import {textOf} from '../../../source/ui/graph/canvas.ts';
import {type Card, type CardForm, sizeOfCard} from '../../../source/ui/graph/cards.ts';
import {asciiGlyphs, unicodeGlyphs} from '../../../source/ui/graph/glyphs.ts';
import {type LayoutOptions, layoutGraph} from '../../../source/ui/graph/layout.ts';
import {paintGraph} from '../../../source/ui/graph/paint.ts';
import {readDrawing} from './checker.ts';
import {graphCount, graphs} from './graphs.ts';

type Style = LayoutOptions & {glyphs: 'unicode' | 'ascii'};

const styles: Style[] = [
	{direction: 'lr', framed: true, apart: true, glyphs: 'unicode'},
	{direction: 'lr', framed: true, apart: false, glyphs: 'unicode'},
	{direction: 'tb', framed: true, apart: false, glyphs: 'unicode'},
	{direction: 'lr', framed: false, apart: false, glyphs: 'unicode'},
	{direction: 'lr', framed: true, apart: true, glyphs: 'ascii'},
	{direction: 'tb', framed: true, apart: true, glyphs: 'ascii'},
	{direction: 'lr', framed: false, apart: true, glyphs: 'ascii'},
];

function draw(operations: readonly Node[], {glyphs, ...options}: Style): string {
	const form: CardForm = {framed: options.framed, details: 1, most: 60};
	const cards = new Map<string, Card>(
		operations.map(({output_name}) => [
			output_name,
			{mark: null, name: {text: output_name}, details: [[{text: 'module'}]]},
		]),
	);
	const layout = layoutGraph(operations, id => sizeOfCard(cards.get(id)!, form), options);
	return textOf(
		paintGraph(layout, id => cards.get(id)!, form, glyphs === 'ascii' ? asciiGlyphs : unicodeGlyphs),
	);
}

function expectTrue(operations: readonly Node[], style: Style): void {
	const text = draw(operations, style);
	const {edges, problems} = readDrawing(
		text,
		operations.map(({output_name}) => output_name),
		style.glyphs,
	);
	const told = edgesOf(operations).map(({from, to}) => `${from} → ${to}`);
	expect({problems, edges}, text).toEqual({problems: [], edges: told.sort()});
}

const bundled = join(import.meta.dirname, '../../../pipelines');
const pipelines = readdirSync(bundled)
	.filter(name => name.endsWith('.yml'))
	.map(name => {
		const {pipeline} = parse(readFileSync(join(bundled, name), 'utf8')) as {pipeline: Node[]};
		return {name, pipeline};
	});

describe('A finger that follows any line arrives only where an edge leads', () => {
	test.each(pipelines)('in $name, in every style.', ({pipeline}) => {
		for (const style of styles) expectTrue(pipeline, style);
	});

	test(`in ${graphCount} random graphs.`, {timeout: 600_000}, () => {
		fc.assert(
			fc.property(graphs, fc.constantFrom(...styles), (operations, style) => expectTrue(operations, style)),
			{numRuns: graphCount},
		);
	});
});
