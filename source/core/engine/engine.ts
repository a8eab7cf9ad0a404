/**
 * A dataflow scheduler over the folded state: whatever is ready runs, up to a limit, without levels or
 * supersteps. It keeps nothing of its own but what is in flight.
 */
import type {FinishStatus} from '../events.ts';
import {isLogError} from '../log-error.ts';
import type {RunState} from '../state/run-state.ts';
import {createBudgetGuard} from './budget-guard.ts';
import type {Crew} from './crew.ts';
import {Halt} from './halt.ts';
import {operate, reviewAgain} from './operate.ts';

export type Engine = {
	/** Runs until nothing can go on. Rejects only when the log can no longer be written. */
	run(): Promise<FinishStatus>;
	/** What runs goes on, nothing new starts. */
	pause(): void;
	proceed(): void;
	/** Lets go: what runs is aborted and stays unfinished, for `resume`. */
	stop(message?: string): void;
};

export function createEngine(crew: Crew): Engine {
	const {store} = crew;
	const abort = new AbortController();
	/** Operations in hand, and how many of them use a slot (one that waits for the person uses none). */
	let inHand = 0;
	let slots = 0;
	let halted: Halt | null = null;
	/** What the person would have been needed for. */
	const needs: string[] = [];
	let settleRun: {resolve: (status: FinishStatus) => void; reject: (error: unknown) => void};

	const holdBudget = createBudgetGuard(crew, abort.signal);

	function advance(): void {
		const state = store.state();
		if (!halted && !state.paused) {
			for (const name of state.ready) {
				if (slots >= state.settings.concurrency) break;
				take(name, operate);
			}
		}

		if (inHand === 0 && (halted || state.ready.size === 0)) finish();
	}

	/** Has one operation worked on, in a slot. */
	function take(name: string, work: typeof operate): void {
		inHand++;
		slots++;
		const hands = {signal: abort.signal, holdBudget, awaitPerson};
		work(crew, name, hands).then(
			() => {
				inHand--;
				slots--;
				advance();
			},
			error => {
				inHand--;
				slots--;
				if (error instanceof Halt) takeHalt(error);
				else if (abort.signal.aborted && !isLogError(error)) takeHalt(stoppedMidway);
				else {
					abort.abort();
					settleRun.reject(error);
					return;
				}

				advance();
			},
		);
	}

	async function awaitPerson<T>(decision: Promise<T>): Promise<T> {
		slots--;
		advance();
		try {
			return await decision;
		} finally {
			slots++;
		}
	}

	function takeHalt(halt: Halt): void {
		if (halt.status === 'waiting') {
			needs.push(halt.message);
			return;
		}

		halted ??= halt;
		abort.abort();
	}

	let finished = false;
	function finish(): void {
		if (finished) return;
		finished = true;
		const {status, message} = verdict(store.state(), halted, needs);
		const {usd, unknown, input_tokens, output_tokens, possiblyPaid} = store.state().money;
		const totals = {usd, unknown, input_tokens, output_tokens, possiblyPaid};
		store
			.commit({type: 'run-finished', status, message, totals})
			.then(() => settleRun.resolve(status), settleRun.reject);
	}

	return {
		run() {
			return new Promise((resolve, reject) => {
				settleRun = {resolve, reject};
				for (const [name, {status}] of store.state().operations) {
					if (status === 'review') take(name, reviewAgain);
				}

				advance();
			});
		},
		pause() {
			if (!finished && !store.state().paused) store.emit({type: 'run-paused', paused: true});
		},
		proceed() {
			if (!finished && store.state().paused) store.emit({type: 'run-paused', paused: false});
			advance();
		},
		stop(message = 'Stopped by the person.') {
			takeHalt(new Halt('stopped', message));
			advance();
		},
	};
}

const stoppedMidway = new Halt('stopped', 'Stopped in the middle of an operation.');

function verdict(
	state: RunState,
	halted: Halt | null,
	needs: string[],
): {status: FinishStatus; message: string | null} {
	if (halted) return {status: halted.status, message: halted.message};
	if (state.counts.failed > 0) {
		const failed = [...state.operations.values()].find(({status}) => status === 'failed');
		return {status: 'failed', message: failed?.failure?.message ?? null};
	}

	if (needs.length > 0) return {status: 'waiting', message: needs.join('\n')};
	const left = [...state.operations.values()].filter(
		({status}) => status === 'pending' || status === 'running',
	);
	if (left.length > 0) {
		const names = left.map(({operation}) => operation.output_name).join(', ');
		return {status: 'failed', message: `Nothing can go on, and these never started: ${names}.`};
	}

	return {status: 'done', message: null};
}
