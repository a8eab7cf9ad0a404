/** A pipeline as parsed: a list of operations that form a DAG. */
import type {Budget} from '../events.ts';
import type {Parameters} from '../ports.ts';

/** Where something stands in the YAML; both from 1. */
export type Position = {line: number; column: number};

/** `model` and the limits are ours; every other key is a parameter that is sent as it is. */
export type ModelConfig = {
	/** A role, a real name, or `provider/name`. */
	model?: string;
	/** The debugger's ladder of further models. */
	escalate?: string[];
	/** Iterations on one model before the next rung. */
	escalate_after?: number;
	retries?: number;
	first_token_timeout_ms?: number;
	idle_timeout_ms?: number;
	timeout_ms?: number;
	parameters: Parameters;
};

export type DebugOptions = {
	run?: string;
	args?: string;
	stdin?: string;
	test?: string;
	install?: string;
	max_iterations?: number;
	run_timeout_ms?: number;
	same_error_limit?: number;
};

/** How many outputs of earlier runs join what it is told, and at most how many tokens of them in all. */
export type MemoryOptions = {recall: number; max_tokens: number};

/** More would say little of today, and each run that is looked at has to be read. */
export const mostRecalled = 20;
/** Less of a text says nothing. */
export const leastRecallTokens = 50;
/** A page or two beside the inputs: enough for a plan, no more than a few cents. */
export const usualRecallTokens = 4000;

export type Checkpoint = 'always' | 'never';
export type OnError = 'pause' | 'continue' | 'stop';

export type Operation = {
	module: string;
	inputs: string[];
	/** Its id. */
	output_name: string;
	supplement: string | null;
	/** The defaults are merged in. */
	model_config: ModelConfig;
	checkpoint: Checkpoint | null;
	on_error: OnError | null;
	debug: DebugOptions;
	memory: MemoryOptions;
	budget: Budget;
	position: Position;
};

export type Pipeline = {
	name: string;
	description: string | null;
	operations: Operation[];
	budget: Budget;
	/** The YAML as it was. */
	source: string;
};
