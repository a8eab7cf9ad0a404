/** One thing that a model's server, or the way to it, can do; and what the app must make of it. */
import type {Dispatcher} from 'undici';
import type {FaultKind, Parameters} from '../../source/core/ports.ts';
import type {Reply} from '../helpers/model-server.ts';
import type {Stage} from './stage.ts';

export type FaultCase = {
	/** A sentence: the case's title, and its place on the page. */
	happens: string;
	/** To the n-th request for the first operation, from 1. */
	reply: Reply | ((stage: Stage, n: number) => Reply | Promise<Reply>);
	/** Where the model is asked instead of at the server. */
	address?: (stage: Stage) => string | Promise<string>;
	/** What holds the connections there. */
	dispatcher?: () => Dispatcher;
	parameters?: Parameters;
	/** Headers that the settings name for this endpoint. */
	headers?: Record<string, string>;
	/** Lets the time go by that it takes; without, it ends while the clock stands still. */
	passes?: (stage: Stage) => Promise<void>;
	/** It does not get well: after the first try the same comes again. */
	lasting?: true;
	/** The person stopped the run. */
	stopped?: true;
	/** What the server must have seen and not seen, once all is over. */
	afterwards?: (stage: Stage) => void;
	ends: Fault | Whole;
};

export type Fault = {
	kind: FaultKind;
	/**
	 * By itself: after at least so many ms, not at all, or, since it may have been paid for, only once and only where nobody is
	 * there to decide.
	 */
	retried: number | 'no' | 'once, where nobody is there';
	/** What the server charges: nothing, nobody knows, or what its count of tokens says. */
	paid: 'no' | 'maybe' | 'counted';
	/** On the clock, from the asking, ms. */
	within: number;
	/** A part of the sentence that the person reads, and of what they are told to do. */
	says: string;
	remedy: string;
	/** What had come of an answer, kept to be looked at. */
	keeps?: string;
};

/** It is no fault, though it may look like one. */
export type Whole = {
	text: string;
	within: number;
	/** What is said beside the answer. */
	notes?: readonly string[];
	/** What the operation's page shows while nothing comes. */
	shows?: string;
	/** As the log names it. */
	model?: string;
	/** Its tokens are. */
	estimated?: true;
};

export function isFault(ends: Fault | Whole): ends is Fault {
	return 'kind' in ends;
}

/** The first wait of the backoff where chance adds nothing, ms. */
export const firstBackoff_ms = 500;

export const limits = {first_token_timeout_ms: 600_000, idle_timeout_ms: 120_000, timeout_ms: 1_800_000};

export const secret = 'sk-test-0123456789abcdefghij';

/** Whatever is secret in some case. */
export const secrets = [secret, 'secret-pass-of-ann', 'a-key-in-a-header', 'pasted-…-with-dots'];

export const longAnswer_MB = Number(process.env.ORCHESTRAI_TEST_ANSWER_MB ?? 2);
