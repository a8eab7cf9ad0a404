/** What a proposal would lead to, and what that is expected to cost. */
import {carriedCalls} from '../../core/fork/carry-over.ts';
import {type Fate, fatesOf, forkWish} from '../../core/fork/fates.ts';
import type {RunState} from '../../core/state/run-state.ts';
import {type Affected, foresee, lastAttempt} from '../../core/state/staleness.ts';
import type {ForkFrom} from '../intentions.ts';
import {type Proposal, remakesTarget, targetOf} from './proposal.ts';

/** A sum over last attempts; `unknown`: of some nothing is known. */
export type Expected = {sum: number; unknown: boolean};

/** `taken`: a fork takes it over. `carried`: after how many answered calls it goes on in a fork. */
export type Foreseen = Omit<Affected, 'effect'> & {effect: Affected['effect'] | 'taken'; carried?: number};

export type Foresight = {
	/** The target itself, if it is made anew, then all that follows, in the order in which it would happen. */
	affected: readonly Foreseen[];
	/** Nothing is made anew, kept back or tried again because of it: there is nothing to ask. */
	harmless: boolean;
	/** Those that run anew because of it. */
	again: readonly Foreseen[];
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
	const affected = proposal.kind === 'fork' ? forked(state, proposal) : changed(state, proposal);
	const again = affected.filter(({effect}) => effect === 'rerun' || effect === 'cut');
	const harmless = affected.every(
		({output_name, effect}) =>
			effect === 'pending' && state.operations.get(output_name)!.status === 'pending',
	);
	return {affected, harmless, again, cost: costOf(again), time: timeOf(state, again)};
}

const effects: Record<Fate, Foreseen['effect']> = {
	taken: 'taken',
	review: 'taken',
	set: 'taken',
	anew: 'rerun',
	stale: 'rerun',
	ahead: 'pending',
};

/** Every operation: nothing of this run is changed, and the new one has them all. */
function forked(state: RunState, {output_name}: ForkFrom): Foreseen[] {
	const fates = fatesOf(state, forkWish(output_name));
	return [...fates].map(([name, fate]) => {
		const operation = state.operations.get(name)!;
		const first = fate === 'anew' && operation.current === 0;
		// On other inputs it asks other things, and hears nothing of what it was answered.
		const asksTheSame =
			fate === 'ahead' && operation.operation.inputs.every(input => fates.get(input) === 'taken');
		return {
			output_name: name,
			effect: effects[first ? 'ahead' : fate],
			...lastAttempt(operation),
			carried: asksTheSame ? carriedCalls(operation) : 0,
		};
	});
}

function changed(state: RunState, proposal: Proposal): Foreseen[] {
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
	return [...own, ...foresee(state, name)];
}

export function costOf(again: readonly Foreseen[]): Expected {
	return {
		sum: again.reduce((sum, {last_usd}) => sum + (last_usd ?? 0), 0),
		unknown: again.some(({last_usd}) => last_usd === null),
	};
}

/** The longest way through what runs anew. */
export function timeOf({operations}: RunState, again: readonly Foreseen[]): Expected {
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
