import {createPlayback} from '../../core/playback/playback.ts';
import {makeVisible} from '../../core/visible.ts';
import {systemClock} from '../../io/clock.ts';
import type {Surroundings} from '../command.ts';
import type {FoundRecording} from './find-recording.ts';
import {showReplay} from './show-replay.ts';

export type PlayOptions = {
	/** From its end on, as it goes; else from its start. */
	follow: boolean;
	/** Yields when it has grown. */
	growth: AsyncIterable<void>;
	around: Surroundings;
};

/** Shows a recording until the person leaves. Resolves with the exit code. */
export async function playOnScreen(
	{recording, run}: FoundRecording,
	{follow, growth, around}: PlayOptions,
): Promise<number> {
	const playback = createPlayback(recording, {now: systemClock.now});
	if (follow) playback.toEnd();
	else playback.play();
	let trouble: Error | null = null;
	(async () => {
		for await (const _ of growth) playback.grown();
	})().catch(error => {
		trouble = error as Error;
	});
	const code = await showReplay({playback, folder: run.folder?.path ?? null, around});
	if (trouble !== null) around.stderr.write(makeVisible(`${(trouble as Error).message}\n`));
	return code;
}
