/** A run on the screen: the desk where decisions wait, and what the screen may ask for. */
import {join} from 'node:path';
import type {Question, Runner, Shell} from '../../core/ports.ts';
import {copyText} from '../../io/clipboard.ts';
import {systemClock} from '../../io/clock.ts';
import {discardEdit} from '../../io/editor.ts';
import {openShell} from '../../io/job-control.ts';
import {createDrafts} from '../../io/memory/drafts.ts';
import {createUnkeptDrafts} from '../../io/memory/unkept-drafts.ts';
import type {NotifyHow} from '../../io/notifier.ts';
import {resetModes} from '../../io/terminal-modes.ts';
import {tidyAtRest} from '../../io/tidy-at-rest.ts';
import type {ChangePage} from '../../ui/adoption/page.ts';
import {createPresence, type Presence} from '../../ui/call/presence.ts';
import type {Desk} from '../../ui/desk.ts';
import type {ForkFrom, Intentions, KnownModel} from '../../ui/intentions.ts';
import type {Stage} from '../../ui/stage.tsx';
import type {Theme} from '../../ui/theme.ts';
import type {Surroundings} from '../command.ts';
import {acceptedEdits} from './accepted-edits.ts';
import {askOnStage, type Left} from './ask-on-stage.ts';
import {askBeforeStart, type BeforeStart, type Start} from './before-start.ts';
import {type Calls, callWhenNeeded} from './call.ts';
import {describeFault, namesRunning, onFault, ScreenFault} from './faults.ts';
import {steeringBy} from './intentions.ts';
import {ownEditorOf} from './own-editor.ts';
import type {Ended} from './plainly.ts';
import {hasOwn, type Modules} from './plan.ts';
import {playsOf} from './playing.ts';
import {screenOff} from './screen-off.ts';
import {codes, onSignals} from './signals.ts';
import type {Running, Sitting} from './sitting.ts';
import {sayWhenStuck} from './stuck.ts';
import {onTerminalGone} from './terminal-gone.ts';
import {themeFor} from './theme-for.ts';
import {withoutKeys} from './without-keys.ts';

/** How a run is shown, and begins. */
type Showing = {
	label: string | null;
	modules: Modules;
	/** Names of models to suggest. */
	models: readonly KnownModel[];
	/** Looks for more of them; missing where there are none. */
	offered: Intentions['offered'];
	prefill?: (question: Question) => string | null;
	/** What the person is shown before anything begins; null where that is not wanted. */
	before: BeforeStart | null;
	/** `wanted`: what the person changed before the start. */
	begin(wanted: Start): Running;
};

export type OnScreen = Showing & {
	sitting: Sitting;
	desk: Desk;
	around: Surroundings;
	/** Of the run's folder. */
	runner: Runner;
	notify: NotifyHow;
	/** The variables of the environment that its keys are read from. */
	keyNames: readonly string[];
	resumeCommand: string;
	/** Loads what the run needs, once the first frame is there. */
	warmUp: (() => Promise<void>) | undefined;
	/** What the person is asked first; `adopted`: how it is shown if they adopt it. */
	change?: {page: ChangePage; adopted: Showing | null};
};

/** Shows the run until the person leaves; what still runs then is stopped and kept. */
export async function showRun({change, ...options}: OnScreen): Promise<Ended | Left> {
	// The screen is heavy, and without a terminal it is never needed.
	const {openStage} = await import('../../ui/stage.tsx');
	const {around} = options;
	const presence = createPresence(systemClock.now);
	const theme = await themeFor(around);
	const calls = callWhenNeeded({...options, view: options.sitting.store, presence, theme});
	const shell = openShell();
	const stage = openStage(presence, shell && {shell, quiet: calls.quiet}, {
		theme,
		// What it stumbles over, the first call tells.
		drawn: () => options.warmUp?.().catch(() => null),
	});
	const stopTidying = tidyAtRest();
	try {
		const choice = change
			? await askOnStage(stage, around, () => stage.change({page: change.page, theme}))
			: {kind: 'keep' as const};
		if (choice.kind === 'left') return choice;
		const chosen = {...options, ...(choice.kind === 'adopt' ? change?.adopted : null)};
		const start: Start | Left = chosen.before
			? await askBeforeStart(stage, chosen.before, {theme, around})
			: {kind: 'start'};
		if (start.kind === 'left') return start;
		return await showStarted(chosen, {stage, theme, calls, shell, presence, start});
	} finally {
		stopTidying();
		stage.unmount();
		calls.end();
		// Code of the folder may have written to the terminal by itself.
		if (hasOwn(options.modules)) around.stdout.send(resetModes(null));
	}
}

type Begun = {
	stage: Stage;
	theme: Theme;
	calls: Calls;
	shell: Shell | null;
	presence: Presence;
	start: Start;
};

async function showStarted(
	{
		sitting,
		desk,
		around,
		runner,
		keyNames,
		label,
		modules,
		models,
		offered,
		prefill,
		resumeCommand,
		begin,
	}: OnScreen,
	{stage, theme, calls, shell, presence, start}: Begun,
): Promise<Ended> {
	const {store, folder, redact} = sitting;
	const heard = store.state().notes.length;
	const {engine, ended} = begin(start);
	const unkept = createUnkeptDrafts();
	const drafts = createDrafts(folder.drafts, {
		redact,
		unkept,
		onProblem: sentence => store.emit({type: 'note-taken', output_name: null, note: sentence}),
	});
	let signalCode: number | null = null;
	let fault: Error | null = null;
	let next: ForkFrom | null = null;
	const accepted = acceptedEdits(store);
	const playing = playsOf({sitting, runner, around, calls, presence});
	const editor = ownEditorOf({
		drafts: folder.drafts,
		environment: withoutKeys(around.environment, {names: keyNames, redact}),
		stdout: around.stdout,
		calls,
	});
	/** The terminal is taken back from whatever program has it. */
	const takeBack = () => Promise.all([playing.stop(), editor.stop()]);
	const leave = () => void takeBack().then(stage.unmount);
	let drawAnew = (): void => undefined;
	stage.run({
		view: store,
		desk,
		heard,
		title: {model: label, recorded: label === null, folder: folder.path},
		theme,
		drafts,
		...(prefill ? {prefill} : {}),
		now: systemClock.now,
		openEditor: editor.open,
		intentions: {
			quit: () => stage.unmount(),
			pause: () => engine.pause(),
			proceed: () => engine.proceed(),
			...(shell && {
				standAside: terminal => calls.quiet(terminal).lend(shell.standAside),
				heedShell(told) {
					drawAnew = told.back;
					return shell.listen(told);
				},
			}),
			models,
			offered,
			steering: steeringBy(engine),
			playing: playing.plays,
			async fork(from) {
				next = from;
				stage.unmount();
				return null;
			},
			copy: (text, name) =>
				copyText({
					text,
					name,
					folder: join(folder.path, 'copied'),
					write: sequence => around.stdout.send(sequence),
				}),
		},
	});
	// Only now: the first frame is there.
	const looked = runner.cage();
	const interrupt = (code: number, message: string) => {
		// Said again, it is about the screen too: the run comes to its end behind it.
		if (store.state().status !== 'running' || signalCode !== null) leave();
		if (store.state().status !== 'running') return;
		signalCode ??= code;
		engine.stop(message);
		// The screen goes with the run, and a program that has the terminal at once.
		void takeBack();
		void engine.finished().then(leave, leave);
	};
	const lentTo = () => (editor.isOpen() ? 'editor' : playing.isOpen() ? 'program' : null);
	const offs = [
		sayWhenStuck(modules, around, {
			resumeCommand,
			screen: screenOff({...around, calls, lentTo, drawAnew: () => drawAnew()}),
		}),
		onSignals((signal, code) => {
			// Ctrl-C in the editor reaches us too, and is the editor's.
			if (signal === 'SIGINT' && editor.takesInterrupt()) return;
			interrupt(code, `Interrupted by ${signal}.`);
		}),
		onTerminalGone(around, () => interrupt(codes.SIGHUP, 'The terminal was closed.')),
		onFault(
			error => {
				fault ??= error;
				engine.stop(describeFault(error));
				leave();
			},
			() => namesRunning(store.state()),
		),
	];
	// A run that ends by itself stays to be looked at, unless its log can no longer be written.
	engine.finished().catch(leave);
	store.onEvent(event => {
		// Steering may set it going again: then that end counts.
		if (event.type === 'operation-rerun' || event.type === 'run-resumed')
			queueMicrotask(() => void engine.finished().catch(leave));
	});
	try {
		await stage.waitUntilExit();
	} catch (error) {
		fault ??= new ScreenFault(error);
	} finally {
		calls.end();
	}

	// The screen that told of them is gone.
	for (const text of unkept.left()) around.stderr.write(`${text}\n`);
	if (store.state().status === 'running')
		engine.stop(
			fault ? describeFault(fault) : next ? 'Left by the person, for a fork of it.' : 'Left by the person.',
		);

	try {
		const status = await ended();
		// Only now is it certain that the log holds them.
		for (const name of accepted) await discardEdit(folder.drafts, name);
		return {status, signalCode, fault, ...(next ? {next} : {})};
	} finally {
		// What it is tried with is gone then.
		await looked;
		for (const off of offs) off();
	}
}
