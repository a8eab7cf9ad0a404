import type {Usage} from './ports.ts';

/** One answer out of a memory log, as a cassette plays it. */
export type RecordedAnswer = {
	/** null: the log does not know operations by name (the Python OrchestrAI's). */
	output_name: string | null;
	module: string;
	attempt: number;
	/** The n-th model call within the attempt, from 1. */
	call: number;
	/** The user message. */
	prompt: string;
	/** The system message; null if there was none, or the log does not tell. */
	system: string | null;
	/** The model that answered; null where the log does not tell. */
	model: string | null;
	response: string;
	/** When the text came: [ms since the call, characters so far], thinned. */
	timing?: [number, number][];
	usage: Usage | null;
};

/** The note beside an answer that another prompt had. */
export const recordedForAnother =
	'This was recorded for another prompt: what changed did not influence this answer.';

/** What a recorded answer is found by, as one text. */
export function keyOfCall({
	output_name,
	attempt,
	call,
}: {
	output_name: string | null;
	attempt: number;
	/** Null is an output that is taken over, and no call. */
	call: number | null;
}): string {
	return JSON.stringify([output_name, attempt, call]);
}
