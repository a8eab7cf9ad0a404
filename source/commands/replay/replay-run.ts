import {resolve} from 'node:path';
import type {Recording} from '../../core/playback/playback.ts';
import {followRecording} from '../../io/memory/follow-recording.ts';
import type {FoundRun} from '../../io/memory/run-folder.ts';
import {holdYoungSpace} from '../../io/young-space.ts';
import {type Invocation, type Surroundings, UsageError} from '../command.ts';
import {prepareForkFrom, runPipeline} from '../run/chain.ts';
import {readRunFlags} from '../run/flags.ts';
import {findRecording} from './find-recording.ts';
import {findToFollow} from './find-to-follow.ts';
import {playOnScreen} from './play-on-screen.ts';
import {printReplay} from './print-replay.ts';
import type {Watched} from './show-replay.ts';

export async function replayRun({input, flags, around}: Invocation): Promise<number> {
	const {code, next, run} = await watchOrPrint(input[0] ?? null, flags, around);
	if (next === null) return code;
	const own = {...readRunFlags({}), runsDir: String(flags.runsDir)};
	return runPipeline(await prepareForkFrom(run, next, own, around));
}

/** Nothing of the recording is open any more when this settles: a fork that is wanted then may take long. */
async function watchOrPrint(
	named: string | null,
	flags: Record<string, unknown>,
	around: Surroundings,
): Promise<Watched & {run: FoundRun}> {
	const onScreen = hasScreen(around) && !flags.headless && !flags.json;
	if (flags.whole && onScreen)
		throw new UsageError('--whole is about the story as text: add --headless, or leave it out.');
	holdYoungSpace();
	const say = (sentence: string) => around.stderr.write(`${sentence}\n`);
	const ending = new AbortController();
	const end = () => ending.abort();
	const stop = around.stdout.onBroken(end);
	const {signal} = ending;
	const follow = Boolean(flags.follow);
	const runsDir = resolve(around.folder, String(flags.runsDir));
	const chosen = follow ? await findToFollow(named, runsDir, around, signal) : named;
	const found = await findRecording(chosen, runsDir, around);
	const {recording, run, notes} = found;
	try {
		for (const note of notes) say(note);
		if (follow && !recording.growing()) say(`${run.id} is not running: it is shown as it was.`);
		const growth = followRecording(found, run.log, signal);
		if (onScreen) return {...(await playOnScreen(found, {follow, growth, around})), run};
		const code = await printReplay(recording, {
			json: Boolean(flags.json),
			whole: Boolean(flags.whole),
			output: around.stdout,
			growth: follow ? growth : nothingMore(),
			signal,
		}).then(
			() => 0,
			error => {
				say((error as Error).message);
				return 1;
			},
		);
		if (recording.growing() && !follow)
			say(
				hasEnded(recording)
					? 'It came to its end, and is still open in another terminal.'
					: 'It goes on: `orchestrai replay --follow` watches it.',
			);
		return {code, next: null, run};
	} finally {
		stop();
		end();
		await found.close();
	}
}

/** Nothing was set going since its last end, though it may have been edited. */
function hasEnded(recording: Recording): boolean {
	const going = ['run-started', 'run-resumed', 'operation-rerun', 'module-started'];
	for (let index = recording.count() - 1; index >= 0; index--) {
		const {type} = recording.glance(index);
		if (type === 'run-finished') return true;
		if (going.includes(type)) return false;
	}

	return false;
}

function hasScreen({stdin, stdout}: Surroundings): boolean {
	return Boolean(stdin.isTTY && stdout.isTTY);
}

async function* nothingMore(): AsyncGenerator<void> {}
