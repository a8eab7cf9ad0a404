import {createPlayback} from '../../core/playback/playback.ts';
import {systemClock} from '../../io/clock.ts';
import type {Surroundings} from '../command.ts';
import type {FoundRecording} from './find-recording.ts';
import {showReplay, type Watched} from './show-replay.ts';

export type PlayOptions = {
	/** From its end on, as it goes; else from its start. */
	follow: boolean;
	/** Yields when it has grown. */
	growth: AsyncIterable<void>;
	around: Surroundings;
};

/** Shows a recording until the person leaves. */
export async function playOnScreen(
	{recording, run, whyNoFork}: FoundRecording,
	{follow, growth, around}: PlayOptions,
): Promise<Watched> {
	const playback = createPlayback(recording, {now: systemClock.now});
	if (follow) playback.toEnd();
	else playback.play();
	let trouble: Error | null = null;
	(async () => {
		for await (const _ of growth) playback.grown();
	})().catch(error => {
		trouble = error as Error;
	});
	const watched = await showReplay({
		playback,
		folder: run.folder?.path ?? null,
		around,
		whyNoFork,
	});
	if (trouble !== null) around.stderr.write(`${(trouble as Error).message}\n`);
	return watched;
}
