/** Which operation is looked at. */
import type {RunState} from '../../core/state/run-state.ts';
import type {Drawing} from '../graph/choose.ts';
import {createSketches} from '../graph/sketches.ts';
import {opposite, stepFrom, type Way} from '../graph/steps.ts';

/** While nobody steers, what runs: the one looked at as long as it runs, then the first that does. */
export function followed(state: RunState, selected: string | null): string | null {
	const current = selected === null ? undefined : state.operations.get(selected);
	if (current?.status === 'running') return selected;
	for (const [name, operation] of state.operations) if (operation.status === 'running') return name;
	if (current) return selected;
	return state.operations.keys().next().value ?? null;
}

/** How the person came to where they are: the last step is the last. */
export type Trail = readonly {from: string; way: Way; to: string}[];

/** Longer ways back are not remembered. */
const mostSteps = 50;

/** The neighbour in the picture; whoever turns round comes back the way they came. Null: nothing is there. */
export function walk(
	drawing: Drawing,
	{operations}: RunState,
	selected: string,
	way: Way,
	trail: Trail,
): {name: string; trail: Trail} | null {
	const last = trail.at(-1);
	if (last?.to === selected && last.way === opposite[way] && operations.has(last.from)) {
		return {name: last.from, trail: trail.slice(0, -1)};
	}
	const name = stepFrom(drawing, id => operations.get(id)?.operation.inputs ?? [], selected, way);
	if (name === null) return null;
	return {name, trail: [...trail.slice(1 - mostSteps), {from: selected, way, to: name}]};
}

/** Why a step leads nowhere. */
export function whyNot(drawing: Drawing, way: Way): string {
	if (drawing.kind === 'rails' && (way === 'left' || way === 'right')) {
		return 'One row for each operation: up and down lead through them, tab to the text.';
	}
	const where = {left: 'to the left', right: 'to the right', up: 'above', down: 'below'}[way];
	return `Nothing of the graph is further ${where}; tab leads to the text.`;
}

/** One row for each operation: the picture as long as none was drawn. */
export function rowsOf({pipeline: {operations}}: RunState): Drawing {
	const cardOf = (id: string) => ({mark: null, name: {text: id}, details: []});
	return createSketches(operations, cardOf, false).rails(1);
}
