/** A recording on the screen: it is looked at, and nothing of it is changed. */
import {mkdtemp} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {Playback} from '../../core/playback/playback.ts';
import type {Drafts} from '../../core/ports.ts';
import {copyText} from '../../io/clipboard.ts';
import {systemClock} from '../../io/clock.ts';
import {openShell} from '../../io/job-control.ts';
import {tidyAtRest} from '../../io/tidy-at-rest.ts';
import {createPresence} from '../../ui/call/presence.ts';
import {createDesk} from '../../ui/desk.ts';
import {type ForkFrom, refusingToSteer} from '../../ui/intentions.ts';
import type {Surroundings} from '../command.ts';
import {describeFault} from '../run/faults.ts';
import {themeFor} from '../run/theme-for.ts';
import {untilGone} from '../run/until-gone.ts';

export type ShowReplay = {
	playback: Playback;
	/** The run's folder; null for a log by itself. */
	folder: string | null;
	around: Surroundings;
	/** Why no run can be begun from it, a sentence; null where one can. */
	whyNoFork: string | null;
};

/** `code`: 0, or a signal's. `next`: a fork that the person wants begun now. */
export type Watched = {code: number; next: ForkFrom | null};

/** Shows it until the person leaves. */
export async function showReplay({playback, folder, around, whyNoFork}: ShowReplay): Promise<Watched> {
	// The screen is heavy, and without a terminal it is never needed.
	const {openStage} = await import('../../ui/stage.tsx');
	const theme = await themeFor(around);
	const stage = openStage(createPresence(systemClock.now), null, {theme});
	const shell = openShell();
	let next: ForkFrom | null = null;
	const stopTidying = tidyAtRest();
	const {signalCode, fault} = await untilGone(around, stage.unmount, async () => {
		stage.run({
			view: playback,
			playback,
			desk: createDesk(),
			title: {model: null, recorded: true, folder},
			theme,
			drafts: noDrafts,
			openEditor: async () => ({kind: 'unchanged'}),
			intentions: {
				quit: stage.unmount,
				pause() {},
				proceed() {},
				...(shell && {
					standAside: terminal => terminal.lend(shell.standAside),
					heedShell: shell.listen,
				}),
				models: [],
				steering: refusingToSteer('This is a recording: nothing of its run is changed.'),
				copy: async (text, name) =>
					copyText({
						text,
						name,
						// Not into the run: nothing of it is changed.
						folder: await mkdtemp(join(tmpdir(), 'orchestrai-copied-')),
						write: sequence => around.stdout.send(sequence),
					}),
				...(whyNoFork === null
					? {
							async fork(from) {
								next = from;
								stage.unmount();
								return null;
							},
						}
					: {whyNoFork}),
			},
		});
		await stage.waitUntilExit();
	});
	stopTidying();
	stage.unmount();
	if (fault) throw new Error(`the replay ended. ${describeFault(fault)}`, {cause: fault});
	return {code: signalCode ?? 0, next: signalCode === null ? next : null};
}

const noDrafts: Drafts = {load: () => null, save() {}, discard() {}};
