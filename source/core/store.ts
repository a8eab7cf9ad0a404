/**
 * Holds the one state of a run and the live text of what streams now. Framework-free: screens, printers
 * and recorders subscribe to it.
 */
import {type EventDraft, type RunEvent, stamp} from './events.ts';
import {GrowingText} from './growing-text.ts';
import type {Clock, Log} from './ports.ts';
import {emptyState, reduce} from './state/reduce.ts';
import type {RunState} from './state/run-state.ts';

/** What an operation's model has streamed in the call that runs now. */
export type LiveText = {
	text: GrowingText;
	reasoning: number;
	attempt: number;
	call: number;
	/** ms since the epoch. */
	startedAt: number;
	/** When something last came of it; of a recording, which does not tell, for ever. */
	heardAt: number;
};

/** What an operation runs now, and the end of what that has printed. */
export type Printing = {
	command: string;
	purpose: 'run' | 'test' | 'install';
	tail: string;
	/** ms since the epoch. */
	startedAt: number;
};

/** Characters of what is printed that are held on to while it runs. */
const TAIL = 16 * 1024;

export type RunView = {
	state(): RunState;
	/** Grows with every event and every piece of text: a cheap snapshot to compare. */
	revision(): number;
	/** The live text of an operation, of its first variant that streams; null when nothing does. */
	live(output_name: string): LiveText | null;
	/** The live texts of an operation whose variants stream side by side, by attempt. */
	lives(output_name: string): readonly LiveText[];
	/** What an operation's program, or an installation for it, prints; null when none runs. */
	printing(output_name: string): Printing | null;
	/** Called after each change; never throws into the engine. Returns how to stop. */
	subscribe(listener: () => void): () => void;
	/** Called with each event as it happens, in order. */
	onEvent(listener: (event: RunEvent) => void): () => void;
};

/** Whose answer streams. */
export type Stream = {output_name: string; attempt: number};

export type Store = RunView & {
	/** Records, reduces, notifies: in that order, and in one total order. */
	emit(draft: EventDraft): RunEvent;
	/** The same, settled once it is on disk: for what a promise to the person depends on. */
	commit(draft: EventDraft): Promise<RunEvent>;
	/**
	 * The same, on its way to the disk at once, and nobody waits for that: the next call, question or decision, and the
	 * run's end, are committed behind it.
	 */
	record(draft: EventDraft): RunEvent;
	/** The same, settled once no kill of the process can take it: what is paid for, and may be gone on from. */
	secure(draft: EventDraft): Promise<RunEvent>;
	/** Called when the log fails with what was recorded. Returns how to stop. */
	onFault(listener: (error: unknown) => void): () => void;
	beginText(of: Stream, call: number): void;
	pushText(of: Stream, text: string): void;
	pushReasoning(of: Stream, characters: number): void;
	/** The live text is whole, and this is it: held once from now on. */
	shareText(of: Stream, whole: string): void;
	endText(of: Stream): void;
	beginPrinting(of: Stream, what: Pick<Printing, 'command' | 'purpose'>): void;
	pushPrinted(of: Stream, text: string): void;
	endPrinting(of: Stream): void;
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
	const live = new Map<string, LiveText[]>();
	const printings = new Map<string, Printing & {attempt: number}>();
	const changeListeners = new Set<() => void>();
	const eventListeners = new Set<(event: RunEvent) => void>();
	const faultListeners = new Set<(error: unknown) => void>();
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

	function record(draft: EventDraft): RunEvent {
		const event = emit(draft);
		log.flushed().catch(error => {
			for (const listener of faultListeners) listener(error);
		});
		return event;
	}

	function findPrinting({output_name, attempt}: Stream) {
		const printing = printings.get(output_name);
		return printing?.attempt === attempt ? printing : undefined;
	}

	function find({output_name, attempt}: Stream): LiveText | undefined {
		return live.get(output_name)?.find(text => text.attempt === attempt);
	}

	function others({output_name, attempt}: Stream): LiveText[] {
		return (live.get(output_name) ?? []).filter(text => text.attempt !== attempt);
	}

	return {
		state: () => state,
		revision: () => state.revision + textRevision,
		live: output_name => live.get(output_name)?.[0] ?? null,
		lives: output_name => live.get(output_name) ?? [],
		printing: output_name => printings.get(output_name) ?? null,
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
		record,
		async secure(draft) {
			const event = record(draft);
			if (!log.write?.()) await log.flushed();
			return event;
		},
		onFault(listener) {
			faultListeners.add(listener);
			return () => faultListeners.delete(listener);
		},
		beginText(of, call) {
			const {output_name, attempt} = of;
			const now = clock.now();
			const text = new GrowingText();
			const begun = {text, reasoning: 0, attempt, call, startedAt: now, heardAt: now};
			live.set(
				output_name,
				[...others(of), begun].sort((one, other) => one.attempt - other.attempt),
			);
			textRevision++;
			notify();
		},
		pushText(of, text) {
			const current = find(of);
			if (!current) return;
			current.text.append(text);
			current.heardAt = clock.now();
			textRevision++;
			notify();
		},
		pushReasoning(of, characters) {
			const current = find(of);
			if (!current) return;
			current.reasoning += characters;
			current.heardAt = clock.now();
			textRevision++;
			notify();
		},
		shareText: (of, whole) => find(of)?.text.share(whole),
		endText(of) {
			const rest = others(of);
			if (rest.length > 0) live.set(of.output_name, rest);
			else live.delete(of.output_name);
			textRevision++;
			notify();
		},
		beginPrinting({output_name, attempt}, what) {
			printings.set(output_name, {...what, attempt, tail: '', startedAt: clock.now()});
			textRevision++;
			notify();
		},
		pushPrinted(of, text) {
			const printing = findPrinting(of);
			if (!printing) return;
			printing.tail = tailOf(printing.tail + text);
			textRevision++;
			notify();
		},
		endPrinting(of) {
			if (!findPrinting(of)) return;
			printings.delete(of.output_name);
			textRevision++;
			notify();
		},
	};
}

/** Begins with a whole character. */
function tailOf(text: string): string {
	return text.slice(-TAIL).replace(/^[\uDC00-\uDFFF]/, '');
}
