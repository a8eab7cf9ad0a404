/** A recording on the screen: it is looked at, and nothing of it is changed. */
import {mkdtemp} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {Playback} from '../../core/playback/playback.ts';
import type {Drafts} from '../../core/ports.ts';
import {copyText} from '../../io/clipboard.ts';
import {systemClock} from '../../io/clock.ts';
import {standAside} from '../../io/job-control.ts';
import {createPresence} from '../../ui/call/presence.ts';
import {createDesk} from '../../ui/desk.ts';
import type {Intentions, Steers} from '../../ui/intentions.ts';
import type {Surroundings} from '../command.ts';
import {describeFault, onFault, ScreenFault} from '../run/faults.ts';
import {codes, onSignals} from '../run/signals.ts';
import {onTerminalGone} from '../run/terminal-gone.ts';
import {themeFor} from '../run/theme-for.ts';

export type ShowReplay = {
	playback: Playback;
	/** The run's folder; null for a log by itself. */
	folder: string | null;
	around: Surroundings;
	/** Begins a new run from a moment of it; missing where none can be begun. */
	fork?: Intentions['fork'];
};

/** Shows it until the person leaves. Resolves with the exit code: 0, or a signal's. */
export async function showReplay({playback, folder, around, fork}: ShowReplay): Promise<number> {
	// The screen is heavy, and without a terminal it is never needed.
	const {openStage} = await import('../../ui/start.tsx');
	const stage = openStage(createPresence(systemClock.now));
	const theme = await themeFor(around);
	let signalCode: number | null = null;
	let fault: Error | null = null;
	const leave = (code: number) => {
		signalCode ??= code;
		stage.unmount();
	};
	const offs = [
		onSignals((_, code) => leave(code)),
		onTerminalGone(around, () => leave(codes.SIGHUP)),
		onFault(error => {
			fault ??= error;
			stage.unmount();
		}),
	];
	try {
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
				// Windows knows no such thing.
				...(process.platform === 'win32' ? {} : {standAside: terminal => terminal.lend(standAside)}),
				models: [],
				steering: steersNothing,
				copy: async (text, name) =>
					copyText({
						text,
						name,
						// Not into the run: nothing of it is changed.
						folder: await mkdtemp(join(tmpdir(), 'orchestrai-copied-')),
						write: data => around.stdout.write(data),
					}),
				...(fork ? {fork} : {}),
			},
		});
		await stage.waitUntilExit().catch(error => {
			fault ??= new ScreenFault(error);
		});
	} finally {
		stage.unmount();
		for (const off of offs) off();
	}

	if (fault) throw new Error(`the replay ended. ${describeFault(fault)}`, {cause: fault});
	return signalCode ?? 0;
}

const noDrafts: Drafts = {load: () => null, save() {}, discard() {}};

const refuse = async () => 'This is a recording: nothing of its run is changed.';

const steersNothing: Steers = {
	edit: refuse,
	editPrompt: refuse,
	choose: refuse,
	undo: refuse,
	rerun: refuse,
	rerunStale: refuse,
	pin: refuse,
	setStepping: refuse,
	setBreakpoint: refuse,
	step: refuse,
};
