/** The part of the reducer that folds what a person does to a run outside its checkpoints. */
import type {EventOf, RunEvent} from '../events.ts';
import {basisOf, currentVersion} from './basis.ts';
import {letThrough} from './holds.ts';
import {change, recount, release} from './readiness.ts';
import type {Edit, RunState} from './run-state.ts';
import {addPersonsVersion} from './versions.ts';
import {latestFiles} from './writers.ts';

type Steering =
	| 'output-edited'
	| 'edit-undone'
	| 'version-chosen'
	| 'prompt-edited'
	| 'operation-pinned'
	| 'operation-rerun'
	| 'stepping-set'
	| 'breakpoint-set'
	| 'operation-passed'
	| 'run-paused';

export const steering: {[T in Steering & RunEvent['type']]: (state: RunState, event: EventOf<T>) => void} = {
	'output-edited'(state, event) {
		const {attempt, current} = state.operations.get(event.output_name)!;
		state.steered = true;
		state.edits = [...state.edits, {kind: 'output', output_name: event.output_name, before: current}];
		change(
			state,
			event.output_name,
			addPersonsVersion(state, event.output_name, {
				by: event.by,
				text: event.response ?? '',
				attempt,
				files: event.files ?? null,
			}),
		);
		state.workspace = latestFiles(state);
	},

	'edit-undone'(state, event) {
		state.edits = withoutLast(state.edits, event.output_name, 'output');
		makeCurrent(state, event.output_name, event.version);
	},

	'version-chosen'(state, event) {
		const {status, current} = state.operations.get(event.output_name)!;
		if (event.by !== 'module') {
			state.edits = [...state.edits, {kind: 'output', output_name: event.output_name, before: current}];
		}

		makeCurrent(state, event.output_name, event.version);
		if (status !== 'pending') return;
		change(state, event.output_name, {status: 'done', rerun: null});
		letThrough(state, event.output_name);
		release(state, event.output_name);
	},

	'prompt-edited'(state, event) {
		const {operation, system} = state.operations.get(event.output_name)!;
		const {supplement} = operation;
		state.steered = true;
		state.edits = event.undo
			? withoutLast(state.edits, event.output_name, 'prompt')
			: [...state.edits, {kind: 'prompt', output_name: event.output_name, system, supplement}];
		change(state, event.output_name, {
			system: event.system,
			operation: {...operation, supplement: event.supplement},
		});
	},

	'operation-pinned'(state, event) {
		state.steered = true;
		change(state, event.output_name, {pinned: event.pinned});
	},

	'operation-rerun'(state, event) {
		state.steered = true;
		state.status = 'running';
		state.message = null;
		state.finishedAt = null;
		const {redo} = state.operations.get(event.output_name)!;
		const asked = event.model === null ? null : {feedback: '', rejected: '', model: event.model};
		change(state, event.output_name, {
			status: 'pending',
			rerun: event.why ?? 'stale',
			// What was cut off in the middle of a redo is still told what the person said.
			redo: event.why === 'asked' ? asked : redo,
			review: null,
			variants: null,
			failure: null,
			because: null,
			awaiting: null,
		});
		recount(state);
	},

	'stepping-set'(state, event) {
		state.stepping = event.stepping;
		if (!event.stepping) state.passed = new Set();
	},
	'breakpoint-set'(state, event) {
		const breakpoints = new Set(state.breakpoints);
		if (event.on) breakpoints.add(event.output_name);
		else breakpoints.delete(event.output_name);
		state.breakpoints = breakpoints;
	},
	'operation-passed'(state, event) {
		state.passed = new Set([...state.passed, event.output_name]);
	},
	'run-paused'(state, event) {
		state.paused = event.paused;
	},
};

/** The person, or what it was made from, says that this version is right as things are now. */
function makeCurrent(state: RunState, output_name: string, version: number): void {
	state.steered = true;
	if (!state.operations.get(output_name)!.versions[version - 1]) return;
	change(state, output_name, {current: version, basis: basisOf(state, output_name)});
	if (currentVersion(state.operations.get(output_name))?.files) state.workspace = latestFiles(state);
}

function withoutLast(edits: readonly Edit[], output_name: string, kind: Edit['kind']): readonly Edit[] {
	const index = edits.findLastIndex(edit => edit.output_name === output_name && edit.kind === kind);
	return edits.filter((_, at) => at !== index);
}
