/**
 * A dataflow scheduler over the folded state: whatever is ready runs, up to a limit, without levels or
 * supersteps. It keeps nothing of its own but what is in flight.
 */
import type {EventDraft, FinishStatus} from '../events.ts';
import {isLogError} from '../log-error.ts';
import {isHeld} from '../state/holds.ts';
import type {RunState} from '../state/run-state.ts';
import {writersInTurn} from '../state/writers.ts';
import {createBudgetGuard} from './budget-guard.ts';
import type {Crew} from './crew.ts';
import {Halt} from './halt.ts';
import {operate, reviewAgain} from './operate.ts';
import {createPropagation} from './propagate.ts';
import {showLatestFiles} from './show-files.ts';
import {createSteering, type Steering} from './steer.ts';

export type Engine = Steering & {
	/** Runs until nothing can go on. Rejects only when the log can no longer be written. */
	run(): Promise<FinishStatus>;
	/** How the run ends, or has ended. Steering may set a finished run going again: asked anew, this tells of that. */
	finished(): Promise<FinishStatus>;
	/** What runs goes on, nothing new starts. */
	pause(): void;
	/** Ends a pause; sets a run going again that stopped before it was done. */
	proceed(): void;
	/** Lets go: what runs is aborted and stays unfinished, for `resume`. */
	stop(message?: string): void;
};

/** An operation in flight. */
type Hand = {
	abort: AbortController;
	/** Ends its wait for another try; null while none is foreseen. */
	hurry: AbortController | null;
	interrupted: boolean;
	over: Promise<void>;
};

/** From the start, or from where steering set the run going again, to where the engine lets go. */
type Leg = {
	abort: AbortController;
	holdBudget: (output_name: string) => Promise<void>;
	halted: Halt | null;
	/** What the person would have been needed for. */
	needs: string[];
	over: boolean;
	end: PromiseWithResolvers<FinishStatus>;
};

/**
 * Of a run that is done, nothing begins until steering sets it going; `beforeMore` is written then, ahead of
 * everything else: what the run is held to from there on. `takenUp`: before anything begins, the workspace shows the
 * run's files again, and with `adopted` what its new pipeline makes stale is to be made anew.
 */
export function createEngine(
	crew: Crew,
	{beforeMore = [], takenUp}: {beforeMore?: readonly EventDraft[]; takenUp?: {adopted: boolean}} = {},
): Engine {
	const {store} = crew;
	const hands = new Map<string, Hand>();
	/** How many in hand use a slot: one that waits for the person uses none. */
	let slots = 0;
	/** Steering that is under way: the run does not end meanwhile. */
	let steering = 0;
	let leg = beginLeg();
	let unwritten = beforeMore;
	/** Nothing starts, and the run does not end, before. */
	let begun = false;
	if (store.state().status === 'done') {
		leg.over = true;
		leg.end.resolve('done');
		begun = true;
	}

	const propagation = createPropagation(crew, {interrupt, reopen});
	store.onFault(fail);

	function beginLeg(): Leg {
		const abort = new AbortController();
		const end = Promise.withResolvers<FinishStatus>();
		const holdBudget = createBudgetGuard(crew, abort.signal);
		return {abort, holdBudget, halted: null, needs: [], over: false, end};
	}

	function advance(): void {
		if (leg.over || !begun) return;
		const state = store.state();
		if (!leg.halted) {
			for (const name of state.ready) {
				if (slots >= state.settings.concurrency) break;
				if (!isHeld(state, name) && !hands.has(name)) take(name, operate);
			}
		}

		if (hands.size === 0 && steering === 0 && (leg.halted || state.ready.size === 0)) finish();
	}

	/** Has one operation worked on, in a slot. */
	function take(name: string, work: typeof operate): void {
		if (work === operate && propagation.reuse(name)) {
			hold(() => propagation.follow(name)).catch(fail);
			return;
		}

		slots++;
		const abort = new AbortController();
		const {signal} = abort;
		if (leg.abort.signal.aborted) abort.abort();
		const {holdBudget} = leg;
		const hand: Hand = {abort, hurry: null, interrupted: false, over: Promise.resolve()};
		const foreseeWait = () => {
			hand.hurry ??= new AbortController();
			const hurried = hand.hurry.signal;
			return (ms: number, until: AbortSignal) => crew.clock.sleep(ms, AbortSignal.any([until, hurried]));
		};
		hands.set(name, hand);
		hand.over = work(crew, name, {signal, holdBudget, awaitPerson, foreseeWait})
			.then(() => propagation.follow(name, hand.interrupted))
			.catch(error => {
				if (isLogError(error)) fail(error);
				else if (error instanceof Halt && !hand.interrupted) takeHalt(error);
				else if (leg.abort.signal.aborted) takeHalt(stoppedMidway);
				else if (!hand.interrupted) fail(error);
			})
			.finally(() => {
				hands.delete(name);
				slots--;
				advance();
			});
	}

	function fail(error: unknown): void {
		leg.over = true;
		abortAll();
		leg.end.reject(error);
	}

	/** Ends an operation's attempt; settles once nothing of it goes on. */
	async function interrupt(name: string): Promise<void> {
		const hand = hands.get(name);
		if (!hand) return;
		hand.interrupted = true;
		hand.abort.abort();
		await hand.over;
	}

	/** Its next try does not wait any longer. */
	function hurry(name: string): void {
		const hand = hands.get(name);
		if (!hand) return;
		hand.hurry?.abort();
		hand.hurry = null;
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
			leg.needs.push(halt.message);
			return;
		}

		leg.halted ??= halt;
		abortAll();
	}

	/** Whatever is in hand, and what waits for the budget. (A signal for both would cost each operation more than all else.) */
	function abortAll(): void {
		leg.abort.abort();
		for (const {abort} of hands.values()) abort.abort();
	}

	function finish(): void {
		const {end, halted, needs} = leg;
		leg.over = true;
		const {status, message} = verdict(store.state(), halted, needs);
		const {usd, unknown, input_tokens, output_tokens, possiblyPaid} = store.state().money;
		const totals = {usd, unknown, input_tokens, output_tokens, possibly_paid: possiblyPaid};
		const {skipped, blocked} = store.state().counts;
		const left_out = skipped + blocked > 0 ? {left_out: {skipped, blocked}} : {};
		store
			.commit({type: 'run-finished', status, message, totals, ...left_out})
			.then(() => end.resolve(status), end.reject);
	}

	/** A finished run goes on: what was cut off or failed is taken up, as after a resume. */
	function reopen(): void {
		if (!leg.over) return;
		if (unwritten.length > 0) for (const event of unwritten) store.emit(event);
		else if (store.state().status !== 'done')
			store.emit({type: 'run-resumed', settings: store.state().settings});
		unwritten = [];
		leg = beginLeg();
		takeReviews();
	}

	function takeReviews(): void {
		for (const [name, {status}] of store.state().operations) {
			if (status === 'review' && !hands.has(name)) take(name, reviewAgain);
		}
	}

	async function putInOrder({adopted}: {adopted: boolean}): Promise<void> {
		if (writersInTurn(store.state()).length > 0) await showLatestFiles(crew);
		if (adopted) await propagation.followAll();
	}

	function begin(): void {
		begun = true;
		if (!leg.halted && !leg.over) takeReviews();
		advance();
	}

	/** The run does not end while `work` goes on; what it throws ends the run only if the log failed. */
	async function hold<T>(work: () => Promise<T>): Promise<T> {
		steering++;
		try {
			return await work();
		} finally {
			steering--;
			advance();
		}
	}

	return {
		...createSteering(crew, {propagation, hold, reopen, interrupt, hurry}),
		run() {
			if (takenUp) putInOrder(takenUp).then(begin, fail);
			else begin();
			return leg.end.promise;
		},
		finished: () => leg.end.promise,
		pause() {
			if (!leg.over && !store.state().paused) store.emit({type: 'run-paused', paused: true});
		},
		proceed() {
			if (leg.over && store.state().status !== 'done') reopen();
			if (store.state().paused) store.emit({type: 'run-paused', paused: false});
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
