/** Two runs beside each other: which operations differ, in what, and which of them first. */
import type {RunState} from '../state/run-state.ts';
import {type Side, sideOf} from './side.ts';

/**
 * In what an operation differs, causes before consequences. `wiring`: it reads other inputs. `prompt`: what it is
 * told, apart from the texts of its inputs; those are `inputs`. `files` instead of `answer` where the output is a
 * codebase in both.
 */
export type Aspect =
	| 'only in one'
	| 'module'
	| 'wiring'
	| 'system prompt'
	| 'prompt'
	| 'model'
	| 'settings'
	| 'inputs'
	| 'answer'
	| 'files'
	| 'status';

export type ComparedOperation = {
	output_name: string;
	/** Null where the run has no such operation. */
	one: Side | null;
	two: Side | null;
	/** Empty where nothing differs. */
	differs: readonly Aspect[];
	/** Inputs of both whose texts differ. */
	changedInputs: readonly string[];
};

export type ComparedRuns = {
	/** Each after all that it reads. */
	operations: readonly ComparedOperation[];
	/** The first that differs; null where nothing does. */
	first: ComparedOperation | null;
};

/** What one of the logs does not tell, such as the prompt of an output that was taken over, is no difference. */
export function compareRuns(one: RunState, two: RunState): ComparedRuns {
	const operations = orderOf(one, two).map(output_name =>
		compareSides(output_name, sideOf(one, output_name), sideOf(two, output_name)),
	);
	return {operations, first: operations.find(({differs}) => differs.length > 0) ?? null};
}

/** The second run's order; what only the first one has comes right after what it came after there. */
function orderOf(one: RunState, two: RunState): string[] {
	const names = two.order.map(({output_name}) => output_name);
	let after = -1;
	for (const {output_name} of one.order) {
		const at = names.indexOf(output_name);
		if (at === -1) names.splice(++after, 0, output_name);
		else after = Math.max(after, at);
	}

	return names;
}

function compareSides(output_name: string, one: Side | null, two: Side | null): ComparedOperation {
	if (one === null || two === null)
		return {output_name, one, two, differs: ['only in one'], changedInputs: []};
	const changedInputs = [...one.given.keys()].filter(
		name => two.given.has(name) && two.given.get(name) !== one.given.get(name),
	);
	const codebases = one.files !== null && two.files !== null;
	const found: [Aspect, boolean][] = [
		['module', one.module !== two.module],
		['wiring', one.inputs.join('\n') !== two.inputs.join('\n')],
		['system prompt', isOther(one.system, two.system)],
		['prompt', isOther(one.ownPrompt, two.ownPrompt)],
		['model', isOther(one.models, two.models)],
		['settings', isOther(one.parameters, two.parameters)],
		['inputs', changedInputs.length > 0],
		['answer', !codebases && isOther(one.output, two.output)],
		['files', codebases && isOther(one.files, two.files)],
		['status', one.state.status !== two.state.status],
	];
	const differs = found.flatMap(([aspect, is]) => (is ? [aspect] : []));
	return {output_name, one, two, differs, changedInputs};
}

/** Plain data; null is not known. */
function isOther(one: unknown, two: unknown): boolean {
	return one !== null && two !== null && inOrder(one) !== inOrder(two);
}

/** The order in which keys were written says nothing. */
function inOrder(value: unknown): string {
	return JSON.stringify(value, (_, inner: unknown) =>
		typeof inner === 'object' && inner !== null && !Array.isArray(inner)
			? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
			: inner,
	);
}
