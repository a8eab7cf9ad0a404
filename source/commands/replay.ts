import {resolve} from 'node:path';
import {followRecording} from '../io/memory/follow-recording.ts';
import type {FoundRun} from '../io/memory/run-folder.ts';
import {type Command, type Surroundings, UsageError} from './command.ts';
import {findRecording} from './replay/find-recording.ts';
import {findToFollow} from './replay/find-to-follow.ts';
import {playOnScreen} from './replay/play-on-screen.ts';
import {printReplay} from './replay/print-replay.ts';
import type {Watched} from './replay/show-replay.ts';
import {prepareForkFrom, runPipeline} from './run/chain.ts';
import {readRunFlags, usualRunsDir} from './run/flags.ts';

export const replay: Command = {
	name: 'replay',
	summary: 'Watch how a run went (the newest if none is named): no call is made, nothing is written',
	usage: 'replay [run|file]',
	most: 1,
	flags: {
		follow: {type: 'boolean'},
		headless: {type: 'boolean'},
		json: {type: 'boolean'},
		whole: {type: 'boolean'},
		runsDir: {type: 'string', default: usualRunsDir},
	},
	help: `
  --follow         watch a run that another terminal is running, or is about to begin
  --headless       print the story as text, also in a terminal
  --whole          with it: every text whole, instead of how it begins
  --json           print the actions, one a line
  --runs-dir DIR   where runs are kept (./runs)

  Logs of the Python OrchestrAI can be replayed too.

  Examples
    $ orchestrai replay
    $ orchestrai replay --follow
    $ orchestrai replay 2026-11-22_14-03-11_engineering --whole | less
`,
	async run({input, flags, around}) {
		const {code, next, run} = await watchOrPrint(input[0] ?? null, flags, around);
		if (next === null) return code;
		const own = {...readRunFlags({}), runsDir: String(flags.runsDir)};
		return runPipeline(await prepareForkFrom(run, next, own, around));
	},
};

/** Nothing of the recording is open any more when this settles: a fork that is wanted then may take long. */
async function watchOrPrint(
	named: string | null,
	flags: Record<string, unknown>,
	around: Surroundings,
): Promise<Watched & {run: FoundRun}> {
	const onScreen = hasScreen(around) && !flags.headless && !flags.json;
	if (flags.whole && onScreen)
		throw new UsageError('--whole is about the story as text: add --headless, or leave it out.');
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
		if (recording.growing() && !follow) say('It goes on: `orchestrai replay --follow` watches it.');
		return {code, next: null, run};
	} finally {
		stop();
		end();
		await found.close();
	}
}

function hasScreen({stdin, stdout}: Surroundings): boolean {
	return Boolean(stdin.isTTY && stdout.isTTY);
}

async function* nothingMore(): AsyncGenerator<void> {}
