/** Everything the engine works with, handed to its parts as one. */
import type {Consumed} from '../events.ts';
import type {Input, ModuleDefinition} from '../module.ts';
import type {Clock, Human, Memory, Model, Runner, Workspace} from '../ports.ts';
import type {RecordedDecisions} from '../recorded-decisions.ts';
import type {Store} from '../store.ts';
import type {Halt} from './halt.ts';
import type {Journal} from './journal.ts';

/**
 * Where in a module's files a trace leads, as it is shown; without a trace, which file it is. Null if nothing tells. An
 * error is a trace, and so is what `Error.captureStackTrace` made one.
 */
export type Whereabouts = (trace: {stack?: string} | null) => string | null;

export type Crew = {
	store: Store;
	modules: (name: string) => ModuleDefinition | undefined;
	/** Of a module of the person's own; null for one of the app's, whose calls are not watched. */
	whereabouts: (module: string) => Whereabouts | null;
	model: Model;
	human: Human;
	memory: Memory;
	workspace: Workspace;
	runner: Runner;
	clock: Clock;
	/** Takes keys out of a text, as the log does: what is told, stored and compared is one text. */
	redact: (text: string) => string;
	/** In [0, 1): jitter of the backoff. */
	random: () => number;
	/** A person is at the screen: failures pause by default, and a stalled call is retried only by them. */
	interactive: boolean;
	/** Where nobody is there: what the person of the recording that answers decided. */
	decided: RecordedDecisions;
};

/** What one operation's doors share during one attempt. */
export type Attempt = {
	output_name: string;
	module: string;
	attempt: number;
	/** As they were when it began: what is edited later does not reach it. */
	inputs: readonly Input[];
	consumed: Consumed;
	prompt: string;
	system: string;
	/** The person's, on the attempt before; null if there is none. */
	feedback: string | null;
	/** What it was answered already, if it starts again. */
	journal: Journal;
	/** Nothing of the attempt goes on: it was stopped, or its module's `run` is over. */
	signal: AbortSignal;
	/** It was stopped. */
	stopped: AbortSignal;
	/** Its module's `run` is over. */
	end: () => void;
	/** Set once a door has halted it. */
	halted: Halt | null;
	/** Frees the attempt's slot while the person thinks. */
	awaitPerson: <T>(decision: Promise<T>) => Promise<T>;
	/**
	 * For a wait between two tries, called before anybody can know of it. What it returns waits, unless the person does
	 * not want to, and no longer than until `enough`.
	 */
	foreseeWait: () => (ms: number, enough?: AbortSignal) => Promise<void>;
	/** Throws a `Halt` when a ceiling is reached and nobody raises it. */
	holdBudget: () => Promise<void>;
};
