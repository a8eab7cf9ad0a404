/** What becomes of each output when a run is forked. */
import {nearestWritingAncestors} from '../graph/writing-ancestors.ts';
import {currentVersion} from '../state/basis.ts';
import type {OperationState, RunState} from '../state/run-state.ts';
import {stalenessOf} from '../state/staleness.ts';

export type ForkWish = {
	/** Made anew, with what depends on them. */
	from: readonly string[];
	/** output_name → the text that takes its place, without its operation being run. */
	set: ReadonlyMap<string, string>;
	/** For all that is made in the fork; null: as it was. */
	model: string | null;
	/** For one operation each, which is made anew. */
	models: Readonly<Record<string, string>>;
};

/** Everything as it was, but what follows from one operation; null: from none. */
export function forkWish(from: string | null): ForkWish {
	return {from: from === null ? [] : [from], set: new Map(), model: null, models: {}};
}

/**
 * `taken`: taken over, and not paid for. `review`: taken over, with the decision on it still open. `set`: replaced
 * by the person's text. `anew`: there is an output, and another is made. `stale`: the same, because it was stale.
 * `ahead`: there was no finished output.
 */
export type Fate = 'taken' | 'review' | 'set' | 'anew' | 'stale' | 'ahead';

/** By output_name, in an order in which they can run. Only a whole output is taken over, and only on what is taken over too; pinned ones are in any case. */
export function fatesOf(state: RunState, {from, set, models}: ForkWish): ReadonlyMap<string, Fate> {
	const asked = new Set([...from, ...Object.keys(models)]);
	const stale = stalenessOf(state);
	const fates = new Map<string, Fate>();
	for (const {output_name} of state.order) {
		const operation = state.operations.get(output_name)!;
		const text = set.get(output_name);
		const stands = () => sourcesOf(state, operation).every(name => fates.get(name) === 'taken');
		fates.set(output_name, fateOf());

		function fateOf(): Fate {
			const whole = operation.status === 'done';
			if (text !== undefined && !(whole && currentVersion(operation)?.text === text)) return 'set';
			if (asked.has(output_name)) return 'anew';
			if (!whole && operation.status !== 'review') return operation.current > 0 ? 'anew' : 'ahead';
			if (whole && operation.pinned) return 'taken';
			if (stale.has(output_name)) return 'stale';
			if (!stands()) return 'anew';
			return whole ? 'taken' : 'review';
		}
	}

	return fates;
}

/** Nothing would be made, set or decided in such a fork. */
export function isCopy(fates: ReadonlyMap<string, Fate>): boolean {
	return fates.size > 0 && [...fates.values()].every(fate => fate === 'taken');
}

/** What it was made from: its inputs, and those whose files it started from. */
function sourcesOf({pipeline, modules}: RunState, {operation}: OperationState): string[] {
	const writes = ({module}: {module: string}) => Object.hasOwn(modules, module) && modules[module]!.writes;
	const writers = writes(operation)
		? nearestWritingAncestors(pipeline.operations, operation.output_name, writes)
		: [];
	return [...operation.inputs, ...writers];
}
