/**
 * Holds the one state of a run and the live text of what streams now. Framework-free: screens, printers
 * and recorders subscribe to it.
 */
import {type EventDraft, type RunEvent, stamp} from './events.ts';
import type {Clock, Log} from './ports.ts';
import {emptyState, reduce} from './state/reduce.ts';
import type {RunState} from './state/run-state.ts';

/** What an operation's model has streamed in the call that runs now. Text is appended, never stored piece by piece. */
export type LiveText = {pieces: string[]; length: number; reasoning: number; call: number; startedAt: number};

export type RunView = {
	state(): RunState;
	/** Grows with every event and every piece of text: a cheap snapshot to compare. */
	revision(): number;
	/** The live text of an operation, null when nothing streams there. */
	live(output_name: string): LiveText | null;
	/** Called after each change; never throws into the engine. Returns how to stop. */
	subscribe(listener: () => void): () => void;
	/** Called with each event as it happens, in order. */
	onEvent(listener: (event: RunEvent) => void): () => void;
};

export type Store = RunView & {
	/** Records, reduces, notifies: in that order, and in one total order. */
	emit(draft: EventDraft): RunEvent;
	/** The same, settled once it is on disk: for what a promise to the person depends on. */
	commit(draft: EventDraft): Promise<RunEvent>;
	beginText(output_name: string, call: number): void;
	pushText(output_name: string, text: string): void;
	pushReasoning(output_name: string, characters: number): void;
	endText(output_name: string): void;
};

export function createStore({
	log,
	clock,
	state = emptyState(),
}: {
	log: Log;
	clock: Pick<Clock, 'now'>;
	/** The fold of what the log holds already, when a run is taken up again. */
	state?: RunState;
}): Store {
	const live = new Map<string, LiveText>();
	const changeListeners = new Set<() => void>();
	const eventListeners = new Set<(event: RunEvent) => void>();
	let textRevision = 0;

	function notify(): void {
		for (const listener of changeListeners) listener();
	}

	function emit(draft: EventDraft): RunEvent {
		const event = stamp(draft, clock.now());
		log.append(event);
		reduce(state, event);
		for (const listener of eventListeners) listener(event);
		notify();
		return event;
	}

	return {
		state: () => state,
		revision: () => state.revision + textRevision,
		live: output_name => live.get(output_name) ?? null,
		subscribe(listener) {
			changeListeners.add(listener);
			return () => changeListeners.delete(listener);
		},
		onEvent(listener) {
			eventListeners.add(listener);
			return () => eventListeners.delete(listener);
		},
		emit,
		async commit(draft) {
			const event = emit(draft);
			await log.flushed();
			return event;
		},
		beginText(output_name, call) {
			live.set(output_name, {pieces: [], length: 0, reasoning: 0, call, startedAt: clock.now()});
			textRevision++;
			notify();
		},
		pushText(output_name, text) {
			const current = live.get(output_name);
			if (!current) return;
			current.pieces.push(text);
			current.length += text.length;
			textRevision++;
			notify();
		},
		pushReasoning(output_name, characters) {
			const current = live.get(output_name);
			if (!current) return;
			current.reasoning += characters;
			textRevision++;
			notify();
		},
		endText(output_name) {
			live.delete(output_name);
			textRevision++;
			notify();
		},
	};
}
