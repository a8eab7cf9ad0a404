/** A recording without a screen: the story as text, or its actions one a line. */
import {createPlayback, type Recording} from '../../core/playback/playback.ts';
import type {RunState} from '../../core/state/run-state.ts';
import {escapeJson} from '../../core/visible.ts';
import {summarizeOutcome} from '../run/summary.ts';
import {tell} from './story.ts';

export type PrintOptions = {
	json: boolean;
	/** Texts whole. */
	whole: boolean;
	write(text: string): void;
};

/** Prints it from its first action to its last. Returns why it ended before its log did; null if it did not. */
export function printReplay(recording: Recording, {json, whole, write}: PrintOptions): string | null {
	const playback = createPlayback(recording, {now: () => 0});
	for (let index = 0; index < recording.count(); index++) {
		playback.seek(index + 1);
		if (playback.moment().problem !== null) break;
		const event = recording.at(index);
		write(json ? `${escapeJson(event)}\n` : tell(event, playback.state(), {whole}));
	}

	if (!json) write(`\n${outcomeOf(playback.state())}`);
	return playback.moment().problem;
}

function outcomeOf(state: RunState): string {
	return summarizeOutcome(state, {recorded: state.settings.cassette !== null});
}
