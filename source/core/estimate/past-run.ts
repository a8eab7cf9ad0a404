/** What an earlier run of the same pipeline tells of what the next one will take. */
import type {Usage} from '../ports.ts';

export type PastCall = {
	/** As the endpoint named it. */
	model: string | null;
	/** Null: nobody counted. */
	usage: Usage | null;
	duration_ms: number;
};

/** An operation that came to its end; every call of its attempts, failed ones included. */
export type PastOperation = {module: string | null; calls: readonly PastCall[]};

/** By output_name. */
export type PastRun = ReadonlyMap<string, PastOperation>;
