/** The state after any number of a recording's actions, forwards and backwards. */
import type {RunEvent} from '../events.ts';
import {copyState} from '../state/copy-state.ts';
import {emptyState, reduce} from '../state/reduce.ts';
import type {RunState} from '../state/run-state.ts';
import type {Recording} from './playback.ts';

/** From one snapshot to the next, actions: so many are folded again at most to go one back. */
const interval = 64;

export type History = {
	state(): RunState;
	/** How many actions it is the state after. */
	actions(): number;
	/** How many can be reached: fewer than there are when one of them cannot be read. */
	count(): number;
	/** Why the rest cannot be reached, a sentence; null if it can. */
	problem(): string | null;
	/** Goes there, or as far as can be read. `passing` is called after each event that is passed forwards. */
	goTo(actions: number, passing?: (event: RunEvent) => void): void;
};

export function openHistory(recording: Recording): History {
	const snapshots: RunState[] = [];
	let state = emptyState();
	let actions = 0;
	let problem: string | null = null;
	let readable = Number.POSITIVE_INFINITY;
	const count = () => Math.min(recording.count(), readable);

	function read(index: number): RunEvent | null {
		try {
			return recording.at(index);
		} catch (error) {
			problem = (error as Error).message;
			readable = index;
			return null;
		}
	}

	return {
		state: () => state,
		actions: () => actions,
		count,
		problem: () => problem,
		goTo(wanted, passing) {
			const target = Math.max(0, Math.min(count(), wanted));
			const nearest = Math.min(Math.floor(target / interval), snapshots.length - 1);
			if (target < actions || (!passing && nearest * interval > actions)) {
				state = copyState(snapshots[nearest]!);
				actions = nearest * interval;
			}

			while (actions < target) {
				if (actions === snapshots.length * interval) snapshots.push(copyState(state));
				const event = read(actions);
				if (event === null) return;
				reduce(state, event);
				actions++;
				passing?.(event);
			}
		},
	};
}
