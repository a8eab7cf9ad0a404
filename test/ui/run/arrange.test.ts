import {describe, expect, test} from 'vitest';
import {createSketches} from '../../../source/ui/graph/sketches.ts';
import {type Arrangement, arrange, makeRoom, type Room} from '../../../source/ui/run/arrange.ts';
import {chain, operations} from '../../core/graph/operations.ts';

const cardOf = (id: string) => ({mark: {text: '○'}, name: {text: id}, details: [[{text: 'x'.repeat(14)}]]});
const split = (
	graph: Parameters<typeof createSketches>[0],
	columns: number,
	rows: number,
	more: Partial<Room> = {},
) => arrange(createSketches(graph, cardOf, false), {columns, rows, boxes: true, zoomed: null, ...more});

const engineering = operations({
	request: [],
	code_plan: ['request'],
	code: ['code_plan'],
	working_codebase: ['request', 'code'],
	modified_codebase: ['request', 'working_codebase'],
	readme: ['request', 'code_plan', 'modified_codebase'],
});

test('A long flat graph has the whole width above the text, a chain too long for it stands beside the text.', () => {
	expect(split(engineering, 160, 46)).toMatchObject({beside: false, drawing: {layout: {direction: 'lr'}}});
	expect(split(chain(12), 120, 60)).toMatchObject({beside: true, drawing: {layout: {direction: 'tb'}}});
});

test('Where no box has room there are rails: above the text, or beside it on a wide screen.', () => {
	expect(split(engineering, 80, 22)).toMatchObject({
		beside: false,
		drawing: {kind: 'rails'},
		graph: {height: 8},
	});
	expect(split(chain(100), 120, 34)).toMatchObject({beside: true, drawing: {kind: 'rails'}});
});

const long = chain(7).map(({output_name, inputs}) => ({
	output_name: `operation_number_${output_name}`,
	inputs: inputs.map(name => `operation_number_${name}`),
}));

test('A graph that is a little too long is panned rather than drawn without boxes.', () => {
	const {drawing, graph} = split(long, 120, 22);
	expect(drawing).toMatchObject({kind: 'boxes'});
	expect(drawing.width).toBeGreaterThan(graph.width - 4);
});

test('A pane that is zoomed has the whole screen; the graph then has boxes, however many.', () => {
	expect(split(engineering, 120, 34, {zoomed: 'inspector'})).toMatchObject({
		graph: {height: 0},
		inspector: {width: 120, height: 34},
	});
	expect(split(chain(100), 120, 34, {zoomed: 'graph'})).toMatchObject({
		graph: {width: 120, height: 34},
		inspector: {height: 0},
		drawing: {kind: 'boxes'},
	});
});

test('Rails come first where boxes are still to be laid out.', () => {
	expect(split(engineering, 160, 46, {boxes: false}).drawing.kind).toBe('rails');
});

describe('what is decided below', () => {
	const total = ({graph, inspector, beside}: Arrangement) =>
		beside ? graph.height : graph.height + inspector.height;

	test('takes its rows from the text first, then from the graph, and changes no drawing', () => {
		const whole = split(engineering, 160, 46);
		const less = makeRoom(whole, {taken: 14});
		expect(less.graph).toEqual(whole.graph);
		expect(less.drawing).toBe(whole.drawing);
		expect(total(less)).toBe(32);
		const least = makeRoom(whole, {taken: 32});
		expect(least.graph.height).toBeLessThan(whole.graph.height);
		expect(total(least)).toBe(14);
	});

	test('leaves a text that is judged or compared half of all rows, and nothing moves while none is', () => {
		const whole = split(engineering, 120, 34);
		expect(whole.beside).toBe(false);
		for (const taken of [0, 6, 12]) {
			const {graph, inspector, drawing} = makeRoom(whole, {taken, read: true});
			expect(inspector.height).toBeGreaterThanOrEqual(17);
			expect(graph.height).toBeGreaterThan(0);
			expect(drawing).toBe(whole.drawing);
		}
		expect(makeRoom(whole, {taken: 0})).toBe(whole);
	});

	test('leaves an edited text its rows, if the graph must go for it', () => {
		const {graph, inspector} = makeRoom(split(engineering, 80, 22), {taken: 4, editing: true});
		expect(graph.height).toBe(0);
		expect(inspector.height).toBe(18);
	});
});

test('At any size the panes fill the room and nothing is negative.', () => {
	for (const graph of [[], chain(1), engineering, chain(100)]) {
		const sketches = createSketches(graph, cardOf, false);
		for (let columns = 60; columns <= 300; columns += 20) {
			for (let rows = 14; rows <= 100; rows += 9) {
				for (const zoomed of [null, 'graph', 'inspector'] as const) {
					for (const [taken, read] of [
						[0, false],
						[0, true],
						[5, false],
						[5, true],
						[rows, true],
						[rows + 3, false],
					] as const) {
						const {
							graph: a,
							inspector: b,
							beside,
						} = makeRoom(arrange(sketches, {columns, rows, zoomed, boxes: true}), {taken, read});
						expect(Math.min(a.height, b.height, a.width, b.width)).toBeGreaterThanOrEqual(0);
						const left = Math.max(0, rows - taken);
						if (zoomed) expect(Math.max(a.height, b.height)).toBe(left);
						else if (beside) expect([a.height, b.height, a.width + b.width]).toEqual([left, left, columns]);
						else expect(a.height + b.height).toBe(left);
					}
				}
			}
		}
	}
});
