/** What a proposal would lead to, and what that is expected to cost. */
import type {RunState} from '../../core/state/run-state.ts';
import {type Affected, foresee, lastAttempt} from '../../core/state/staleness.ts';
import {type Proposal, remakesTarget, targetOf} from './proposal.ts';

/** A sum over last attempts; `unknown`: of some nothing is known. */
export type Expected = {sum: number; unknown: boolean};

export type Foresight = {
	/** The target itself, if it is made anew, then all that follows, in the order in which it would happen. */
	affected: readonly Affected[];
	/** Nothing is made anew, kept back or tried again because of it: there is nothing to ask. */
	harmless: boolean;
	/** Those that run anew because of it. */
	again: readonly Affected[];
	/** USD. */
	cost: Expected;
	/** ms, with what does not depend on each other side by side. */
	time: Expected;
};

const cache = new WeakMap<Proposal, {state: RunState; revision: number; foresight: Foresight}>();

/** Asked several times a frame, worked out once for each state. */
export function foresightOf(state: RunState, proposal: Proposal): Foresight {
	const known = cache.get(proposal);
	if (known?.state === state && known.revision === state.revision) return known.foresight;
	const foresight = foreseen(state, proposal);
	cache.set(proposal, {state, revision: state.revision, foresight});
	return foresight;
}

function foreseen(state: RunState, proposal: Proposal): Foresight {
	const name = targetOf(proposal);
	const target = state.operations.get(name)!;
	const own: Affected[] = remakesTarget(proposal, state)
		? [
				{
					output_name: name,
					effect: target.status === 'running' || target.status === 'review' ? 'cut' : 'rerun',
					...lastAttempt(target),
				},
			]
		: [];
	const affected = [...own, ...foresee(state, name)];
	const again = affected.filter(({effect}) => effect === 'rerun' || effect === 'cut');
	const harmless = affected.every(
		({output_name, effect}) =>
			effect === 'pending' && state.operations.get(output_name)!.status === 'pending',
	);
	return {affected, harmless, again, cost: costOf(again), time: timeOf(state, again)};
}

export function costOf(again: readonly Affected[]): Expected {
	return {
		sum: again.reduce((sum, {last_usd}) => sum + (last_usd ?? 0), 0),
		unknown: again.some(({last_usd}) => last_usd === null),
	};
}

/** The longest way through what runs anew. */
export function timeOf({operations}: RunState, again: readonly Affected[]): Expected {
	const endOf = new Map<string, number>();
	for (const {output_name, last_ms} of again) {
		const {inputs} = operations.get(output_name)!.operation;
		const start = Math.max(0, ...inputs.map(input => endOf.get(input) ?? 0));
		endOf.set(output_name, start + (last_ms ?? 0));
	}

	return {
		sum: Math.max(0, ...endOf.values()),
		unknown: again.some(({last_ms}) => last_ms === null),
	};
}
