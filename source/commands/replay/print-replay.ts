/** A recording without a screen: the story as text, or its actions one a line. */
import type {Recording} from '../../core/playback/playback.ts';
import {emptyState, reduce} from '../../core/state/reduce.ts';
import {escapeJson} from '../../core/visible.ts';
import type {Output} from '../output.ts';
import {summarizeOutcome} from '../run/summary.ts';
import {createTeller} from './story.ts';

export type PrintOptions = {
	json: boolean;
	/** Texts whole. */
	whole: boolean;
	output: Output;
	/** Yields when there is more to print; ends when no more will come. */
	growth: AsyncIterable<void>;
	/** Aborts when nobody reads any more. */
	signal: AbortSignal;
};

/**
 * Prints it from its first action to its last, and goes on as it grows. Rejects with a sentence when an action cannot
 * be read: what is before it is printed.
 */
export async function printReplay(
	recording: Recording,
	{json, whole, output, growth, signal}: PrintOptions,
): Promise<void> {
	const tell = createTeller({whole});
	const state = emptyState();
	let printed = 0;

	async function write(text: string): Promise<void> {
		if (!(json ? output.write(text) : output.tell(text))) await output.drained(signal);
	}

	async function printOn(): Promise<void> {
		for (; printed < recording.count() && !signal.aborted; printed++) {
			const event = recording.at(printed);
			await write(json ? `${escapeJson(event)}\n` : tell(event, reduce(state, event)));
		}
	}

	try {
		await printOn();
		for await (const _ of growth) await printOn();
	} finally {
		if (!json && !signal.aborted) await write(`\n${summarizeOutcome(state)}`);
	}
}
