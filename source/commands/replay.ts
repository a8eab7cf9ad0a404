import {resolve} from 'node:path';
import {createPlayback} from '../core/playback/playback.ts';
import {makeVisible} from '../core/visible.ts';
import {systemClock} from '../io/clock.ts';
import type {Command} from './command.ts';
import {findRecording} from './replay/find-recording.ts';
import {printReplay} from './replay/print-replay.ts';
import {showReplay} from './replay/show-replay.ts';
import {usualRunsDir} from './run/flags.ts';

export const replay: Command = {
	name: 'replay',
	summary: 'Tell how a run went (the newest if none is named): no call is made, nothing is written',
	usage: 'replay [run|file]',
	most: 1,
	flags: {
		headless: {type: 'boolean'},
		json: {type: 'boolean'},
		whole: {type: 'boolean'},
		runsDir: {type: 'string', default: usualRunsDir},
	},
	help: `
  --headless       print the story as text, also in a terminal
  --whole          with it: every text whole, instead of how it begins
  --json           print the actions, one a line
  --runs-dir DIR   where runs are kept (./runs)

  Examples
    $ orchestrai replay
    $ orchestrai replay 2026-11-22_14-03-11_engineering --whole | less
`,
	async run({input, flags, around}) {
		const {recording, notes, close, run} = await findRecording(
			input[0] ?? null,
			resolve(around.folder, String(flags.runsDir)),
			around,
		);
		const say = (sentence: string) => around.stderr.write(`${makeVisible(sentence)}\n`);
		for (const note of notes) say(note);
		const screen = Boolean(around.stdin.isTTY && around.stdout.isTTY) && !flags.headless && !flags.json;
		try {
			if (screen) {
				const playback = createPlayback(recording, {now: systemClock.now});
				playback.play();
				return await showReplay({playback, folder: run.folder?.path ?? null, around});
			}

			const problem = printReplay(recording, {
				json: Boolean(flags.json),
				whole: Boolean(flags.whole),
				write: text => around.stdout.write(text),
			});
			if (problem !== null) say(problem);
			return 0;
		} finally {
			await close();
		}
	},
};
