/** What arrows, panning and the lines of a selection do, in graphs of every shape. */
import fc from 'fast-check';
import {expect, test} from 'vitest';
import {edgesOf} from '../../../source/core/graph/edges.ts';
import {type Node, topologicalOrder} from '../../../source/core/graph/graph.ts';
import type {Drawing} from '../../../source/ui/graph/choose.ts';
import {forms} from '../../../source/ui/graph/forms.ts';
import {createLegs, keyOf} from '../../../source/ui/graph/legs.ts';
import {outsideOf, panTo, placeOf} from '../../../source/ui/graph/pan.ts';
import {createSketches} from '../../../source/ui/graph/sketches.ts';
import {endOf, stepFrom, type Way} from '../../../source/ui/graph/steps.ts';
import {graphCount, graphs} from './graphs.ts';

const runs = {numRuns: Math.max(60, Math.floor(graphCount / 8))};
const ways: Way[] = ['left', 'right', 'up', 'down'];
const cardOf = (id: string) => ({mark: {text: '○'}, name: {text: id}, details: [[{text: 'module'}]]});
const kinds = fc.constantFrom('lr', 'tb', 'rails');

function draw(operations: readonly Node[], kind: string): Drawing {
	const sketches = createSketches(operations, cardOf, false);
	const form = forms.filter(({direction, details}) => direction === kind && details === 1);
	return sketches.boxes(form, () => true, false) ?? sketches.rails(120);
}

const readsIn = (operations: readonly Node[]) => {
	const inputs = new Map(operations.map(one => [one.output_name, one.inputs]));
	return (id: string) => inputs.get(id) ?? [];
};

test('Arrows lead from every operation to every other.', () => {
	fc.assert(
		fc.property(graphs, kinds, (operations, kind) => {
			const drawing = draw(operations, kind);
			const readsOf = readsIn(operations);
			const follow = (next: (id: string) => (string | null)[], start: string) => {
				const found = new Set([start]);
				for (const id of found) for (const to of next(id)) if (to !== null) found.add(to);
				return found;
			};
			const forward = new Map(
				operations.map(({output_name: id}) => [id, ways.map(way => stepFrom(drawing, readsOf, id, way))]),
			);
			const backward = new Map<string, string[]>();
			for (const [from, tos] of forward)
				for (const to of tos) if (to !== null) backward.set(to, [...(backward.get(to) ?? []), from]);
			const first = endOf(drawing, 'first')!;
			expect(follow(id => forward.get(id)!, first).size).toBe(operations.length);
			expect(follow(id => backward.get(id) ?? [], first).size).toBe(operations.length);
		}),
		runs,
	);
});

test('An arrow leads to where it points.', () => {
	fc.assert(
		fc.property(graphs, kinds, fc.constantFrom(...ways), (operations, kind, way) => {
			const drawing = draw(operations, kind);
			for (const {output_name: id} of operations) {
				const to = stepFrom(drawing, readsIn(operations), id, way);
				if (to === null) continue;
				const [from, there] = [placeOf(drawing, id)!, placeOf(drawing, to)!];
				const middle = ({x, y, width, height}: typeof from) =>
					way === 'left' || way === 'right' ? x + width / 2 : y + height / 2;
				const gone = middle(there) - middle(from);
				expect(way === 'right' || way === 'down' ? gone : -gone).toBeGreaterThan(0);
			}
		}),
		runs,
	);
});

test('Along the flow an arrow prefers who reads the output.', () => {
	const operations = [
		{output_name: 'a', inputs: []},
		{output_name: 'b', inputs: []},
		{output_name: 'reads_b', inputs: ['b']},
		{output_name: 'reads_a', inputs: ['a']},
	];
	const drawing = draw(operations, 'lr');
	expect(stepFrom(drawing, readsIn(operations), 'a', 'right')).toBe('reads_a');
	expect(stepFrom(drawing, readsIn(operations), 'b', 'right')).toBe('reads_b');
	expect(stepFrom(drawing, readsIn(operations), 'reads_a', 'left')).toBe('a');
	expect(stepFrom(drawing, readsIn(operations), 'a', 'left')).toBeNull();
});

test('The view holds the selected box, moves no further than it must, and counts what lies outside.', () => {
	const sizes = fc.record({width: fc.integer({min: 1, max: 160}), height: fc.integer({min: 1, max: 50})});
	fc.assert(
		fc.property(graphs, kinds, sizes, fc.array(fc.nat(), {maxLength: 8}), (operations, kind, pane, picks) => {
			const drawing = draw(operations, kind);
			const order = topologicalOrder(operations);
			let view = {x: 0, y: 0, width: 0, height: 0};
			for (const pick of picks) {
				const box = placeOf(drawing, order[pick % order.length]!.output_name)!;
				view = panTo(drawing, pane, view, box);
				expect(view.x).toBeGreaterThanOrEqual(0);
				expect(view.y).toBeGreaterThanOrEqual(0);
				expect(view.x + view.width).toBeLessThanOrEqual(drawing.width);
				expect(view.y + view.height).toBeLessThanOrEqual(drawing.height);
				if (box.width <= view.width) {
					expect(box.x).toBeGreaterThanOrEqual(view.x);
					expect(box.x + box.width).toBeLessThanOrEqual(view.x + view.width);
				}
				expect(box.y).toBeGreaterThanOrEqual(view.y);
				expect(panTo(drawing, pane, view, box)).toEqual(view);
				const {left, right, up, down, shown, all} = outsideOf(drawing, view);
				expect(left + right + up + down + shown).toBe(all);
				if (box.width <= view.width && box.height <= view.height) expect(shown).toBeGreaterThan(0);
			}
		}),
		runs,
	);
});

test('The lines of an operation are those that lead to it and from it, from end to end.', () => {
	fc.assert(
		fc.property(graphs, fc.constantFrom('lr', 'tb'), (operations, kind) => {
			const drawing = draw(operations, kind);
			if (drawing.kind !== 'boxes') throw new Error('no boxes');
			const {layout} = drawing;
			const legs = createLegs(drawing);
			const arrowsInto = (id: string) => {
				const {x, y, width, height} = layout.boxes.get(id)!;
				const keys: number[] = [];
				for (let at = 0; at < (kind === 'lr' ? height : width); at++) {
					const [px, py] = kind === 'lr' ? [x - 1, y + at] : [x + at, y - 1];
					if (layout.strokes[py]?.get(px)?.arrow) keys.push(keyOf(layout, px, py));
				}
				return keys;
			};
			const targets = new Map<string, Set<string>>();
			for (const {from, to} of edgesOf(operations))
				targets.set(from, (targets.get(from) ?? new Set()).add(to));
			for (const {output_name: id, inputs} of operations) {
				const {into, outOf} = legs(id);
				// Every arrow at its own box, and of the others none.
				for (const {output_name: other} of operations) {
					const shining = arrowsInto(other).filter(key => outOf.has(key)).length;
					expect(shining > 0).toBe(targets.get(id)?.has(other) ?? false);
					if (other === id) expect(arrowsInto(id).every(key => into.has(key))).toBe(true);
					else expect(arrowsInto(other).some(key => into.has(key))).toBe(false);
				}
				if (inputs.length === 0) expect(into.size).toBe(0);
			}
		}),
		runs,
	);
});

test('In the rails, too, only the lanes of an operation shine.', () => {
	const operations = [
		{output_name: 'request', inputs: []},
		{output_name: 'plan', inputs: ['request']},
		{output_name: 'code', inputs: ['plan']},
		{output_name: 'works', inputs: ['request', 'code']},
		{output_name: 'readme', inputs: ['request', 'plan', 'works']},
	];
	const drawing = draw(operations, 'rails');
	const {into, outOf} = createLegs(drawing)('plan');
	const shines = (cells: ReadonlyMap<number, number>) =>
		operations.map((_, y) =>
			Array.from({length: 5}, (_, x) => (cells.has(keyOf(drawing, x, y)) ? '*' : '.')).join(''),
		);
	// ○     request
	// ├─○   plan
	// │ ├─○ code
	// ├─│─○ works
	// ○─┴─┘ readme
	expect(shines(into)).toEqual(['.....', '**...', '.....', '.....', '.....']);
	expect(shines(outOf)).toEqual(['.....', '.....', '..**.', '..*..', '.**..']);
});
