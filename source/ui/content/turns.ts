/** A debugger's turns: each iteration with the repair that led to it. */
import type {DirectionGiven, FileManifest} from '../../core/events.ts';
import type {Call, Iteration, OperationState} from '../../core/state/run-state.ts';

export type Turn = {
	iteration: Iteration;
	/** The files before the repair that led to it; null where there was none. */
	before: FileManifest | null;
	/** What was asked between the two. */
	calls: readonly Call[];
	/** What the person said between the two. */
	told: readonly DirectionGiven[];
	/** USD; null if a price is unknown. */
	cost_usd: number | null;
	duration_ms: number;
	failed: boolean;
	/** One line: what came of it. */
	outcome: string;
};

export function turnsOf(operation: OperationState): Turn[] {
	const {iterations, calls} = operation;
	return iterations.map((iteration, index) => {
		const last = iterations[index - 1];
		const previous = last?.attempt === iteration.attempt ? last : null;
		const asked = calls
			.slice(previous?.callsBefore ?? 0, iteration.callsBefore)
			.filter(({attempt}) => attempt === iteration.attempt);
		const before = previous?.files ?? (asked.length > 0 ? filesAtStart(operation, iteration.attempt) : null);
		return {
			iteration,
			before,
			calls: asked,
			told: toldAfter(operation, iteration.attempt, nth(iterations, iteration) - 1),
			...costOf(asked),
			...timeOf(iteration, asked),
			...outcomeOf(iteration),
		};
	});
}

/** Null where the attempt began without files. */
function filesAtStart({versions, basis}: OperationState, attempt: number): FileManifest | null {
	const made = versions.find(version => version.attempt === attempt);
	const files = (made ? made.basis : basis)?.files ?? null;
	return files === null || Object.keys(files).length === 0 ? null : files;
}

/** What the person said since the last run. */
export function toldSince(operation: OperationState): DirectionGiven[] {
	const last = operation.iterations.at(-1);
	return last ? toldAfter(operation, last.attempt, nth(operation.iterations, last)) : [];
}

function toldAfter({directions}: OperationState, attempt: number, count: number): DirectionGiven[] {
	return directions
		.filter(({given, after}) => given.attempt === attempt && after === count)
		.map(({given}) => given);
}

/** Its place among those of its attempt, from 1. */
function nth(iterations: readonly Iteration[], iteration: Iteration): number {
	return iterations.filter(({attempt}) => attempt === iteration.attempt).indexOf(iteration) + 1;
}

/** The code that ran last in the current attempt; before that, what it began with. */
export function filesBefore(operation: OperationState): FileManifest {
	const last = operation.iterations.at(-1);
	return last?.attempt === operation.attempt ? last.files : (operation.basis?.files ?? {});
}

/** The repair that is asked for now, after the last run. */
export function repairAsked({iterations, calls, status}: OperationState): Call | null {
	if (status !== 'running') return null;
	const last = iterations.at(-1);
	const call = calls.at(-1);
	const open = call && last && calls.length > last.callsBefore && call.attempt === last.attempt;
	return open && call.response === null ? call : null;
}

/** A patch was written since the last run, and the person looks at it. */
export function patchWaiting({awaiting}: OperationState): boolean {
	return awaiting?.kind === 'direction' && awaiting.about === 'patch';
}

function costOf(calls: readonly Call[]): {cost_usd: number | null} {
	let sum = 0;
	for (const {cost_usd, response, reused} of calls) {
		if (reused || response === null) continue;
		if (cost_usd === null) return {cost_usd: null};
		sum += cost_usd;
	}

	return {cost_usd: sum};
}

function timeOf({install, runs}: Iteration, calls: readonly Call[]): {duration_ms: number} {
	const all = [...calls, ...(install ? [install] : []), ...runs];
	return {duration_ms: all.reduce((sum, {duration_ms}) => sum + (duration_ms ?? 0), 0)};
}

function outcomeOf({install, runs}: Iteration): {failed: boolean; outcome: string} {
	const bad = runs.find(({fingerprint}) => fingerprint !== null);
	if (bad) return {failed: true, outcome: bad.summary};
	const last = runs.at(-1);
	if (last) return {failed: false, outcome: last.summary};
	if (install?.ok === false) return {failed: true, outcome: 'the installation failed'};
	return {failed: false, outcome: 'installed; it runs now'};
}
