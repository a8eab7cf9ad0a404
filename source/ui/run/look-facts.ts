import {stalenessOf} from '../../core/state/staleness.ts';
import type {RunView} from '../../core/store.ts';
import {isHeldBack} from './held-back.ts';
import type {LookFacts} from './look.ts';

/** `budget`: which operations wait for one. */
export function lookFactsOf(view: RunView, output_name: string, budget: ReadonlySet<string>): LookFacts {
	const state = view.state();
	return {
		live: view.live(output_name),
		printing: view.printing(output_name),
		held: budget.has(output_name),
		stale: stalenessOf(state).has(output_name),
		heldBack: isHeldBack(state, output_name),
		over: state.status !== 'running',
		breakpoint: state.breakpoints.has(output_name),
	};
}
