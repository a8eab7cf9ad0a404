/**
 * One sitting of a run: from the moment its log is open until it is closed. The same for new runs and
 * for those taken up again; a screen or plain lines are subscribers, no more.
 */
import {join} from 'node:path';
import {createEngine, type Engine} from '../../core/engine/engine.ts';
import {showLatestFiles} from '../../core/engine/show-files.ts';
import type {EventDraft, FinishStatus, RunEvent} from '../../core/events.ts';
import type {Clock, Human, Memory, Model, Runner} from '../../core/ports.ts';
import type {RecordedDecisions} from '../../core/recorded-decisions.ts';
import type {OpenCall} from '../../core/state/calls.ts';
import {emptyState, reduce} from '../../core/state/reduce.ts';
import type {RunState} from '../../core/state/run-state.ts';
import {createStore, type Store} from '../../core/store.ts';
import {giveUpUnanswered} from '../../core/unanswered.ts';
import {systemClock} from '../../io/clock.ts';
import {type OpenLog, openLog} from '../../io/memory/log.ts';
import {isLogProblem} from '../../io/memory/log-problem.ts';
import {createOutputsKeeper, type OutputsKeeper} from '../../io/memory/outputs.ts';
import {findOutputsBehind, type OutputTexts} from '../../io/memory/outputs-behind.ts';
import {endAfterOutputs} from '../../io/memory/outputs-first.ts';
import {createPartialAnswers} from '../../io/memory/partial-answers.ts';
import {createRedactor, type Redact} from '../../io/memory/redact.ts';
import {type RunFolder, removeUnusedFolder} from '../../io/memory/run-folder.ts';
import {createWorkspace} from '../../io/workspace/files/folder.ts';
import {createRunner} from '../../io/workspace/runner.ts';
import {keepHandMade} from './hand-made.ts';
import type {Modules} from './plan.ts';

/** What a sitting begins with, in order. */
export type First = readonly [EventDraft, ...EventDraft[]];

export type Sitting = {
	store: Store;
	folder: RunFolder;
	redact: Redact;
	/** What its log held when it was opened. */
	history: readonly RunEvent[];
	/** Begins with `first` (run-started or run-resumed, and what goes with it) and goes on until nothing can. */
	run(first: First, crew: SittingCrew): Running;
	/** Of a run that is done: nothing is added to its log until somebody steers it; `first` (run-resumed) when that sets it going. */
	reopen(first: First, crew: SittingCrew): Running;
	/** Further keys that must never reach the disk. */
	keepSecret(secrets: string[]): void;
	/**
	 * The person left before it began. What was taken up stays as it was. A new run is taken away, folder and all, if
	 * nothing is in it and `discard` is set; else it is kept, and begins with `first`. False: it is gone.
	 */
	leave(first: First, left: {message: string; discard: boolean}): Promise<boolean>;
	/** Gives the log back without having run. */
	close(): Promise<void>;
};

export type Running = {
	engine: Engine;
	/** Waits until the run has ended (steering may have set it going again meanwhile), and closes the log. */
	ended(): Promise<FinishStatus>;
};

export type SittingCrew = {
	modules: Modules;
	model: Model;
	human: Human;
	memory: Memory;
	interactive: boolean;
	/** The run waits before each operation. */
	stepping: boolean;
	/** Wraps the runner of this run's folder, e.g. to show recorded runs. */
	runner: Runner;
	decided: RecordedDecisions;
};

/** Opens the log of a run; throws with a sentence when that cannot be, with that of `whenLocked` if another has it. */
export async function openSitting(
	folder: RunFolder,
	secrets: string[],
	{whenLocked, clock = systemClock}: {whenLocked?(problem: string): Promise<string>; clock?: Clock} = {},
): Promise<Sitting & {log: OpenLog}> {
	let known = [...secrets];
	let redactKnown = createRedactor(known);
	const redact: Redact = text => redactKnown(text);
	const opened = await openLog(folder.path, {redact});
	if (isLogProblem(opened)) {
		const {kind, problem, cause} = opened;
		throw new Error((kind === 'locked' && (await whenLocked?.(problem))) || problem, {cause});
	}
	const log: OpenLog = opened;
	const state = log.history.reduce<RunState>(reduce, emptyState());
	const outputs = createOutputsKeeper(folder.outputs, {redact, textOf: name => currentText(state, name)});
	const store = createStore({log: endAfterOutputs(log, outputs), clock, state});
	store.onEvent(event => outputs.onEvent(event));

	const resumed = log.history.length > 0;
	const behind = resumed ? await findOutputsBehind(folder.outputs, textsOf(state), redact) : [];
	const workspace = keepHandMade(createWorkspace(folder.workspace), {
		folder,
		store,
		resumed,
		now: systemClock.now,
	});
	const partials = createPartialAnswers(folder.drafts, {
		redact,
		onProblem: note => store.emit({type: 'note-taken', output_name: null, note}),
	});

	const begin = (crew: SittingCrew, more: Parameters<typeof createEngine>[1]): Running => {
		const engine = createEngine(
			{
				...crew,
				store,
				modules: name => crew.modules.get(name)?.definition,
				whereabouts: name => crew.modules.get(name)?.own ?? null,
				workspace,
				clock,
				redact,
				random: Math.random,
			},
			more,
		);
		const stopKeeping = keepPartials();
		// What goes wrong is told by `ended`, which comes later.
		const run = () => void engine.run().catch(() => null);
		// The files that a fork takes over are there before anything works on them.
		if (resumed || Object.keys(state.workspace).length === 0) run();
		else
			showLatestFiles({store, workspace}).then(run, error => {
				engine.stop((error as Error).message);
				run();
			});
		return {engine, ended: () => untilKept(engine.finished(), {outputs, log, stopKeeping})};
	};

	/** What an earlier sitting left is forgotten once the log holds it. Returns how to stop. */
	function keepPartials(): () => Promise<void> {
		const following = log.flushed().then(async () => {
			if (resumed) await partials.clear();
			return partials.follow(store);
		});
		following.catch(() => null);
		return async () => {
			// Where the log failed, what there is stays.
			const stop = await following.catch(() => null);
			stop?.();
		};
	}

	return {
		store,
		folder,
		redact,
		history: log.history,
		log,
		run(first, crew) {
			if (resumed) {
				outputs.renew(behind);
				const partialOf = ({output_name, call}: OpenCall) => partials.load({...call, output_name});
				for (const event of giveUpUnanswered(state, partialOf)) store.emit(event);
			}

			for (const event of first) store.emit(event);
			setHolds(store, crew);
			return begin(crew, resumed ? {takenUp: {adopted: first.some(isAdoption)}} : {});
		},
		reopen(first, crew) {
			outputs.renew(behind);
			return begin(crew, {beforeMore: first});
		},
		async leave(first, {message, discard}) {
			if (first[0].type === 'run-started') {
				if (discard && (await removeUnusedFolder(folder, () => log.close()))) return false;
				for (const event of first) store.emit(event);
				await store.commit({type: 'run-finished', status: 'stopped', message});
			}

			await log.close();
			return true;
		},
		keepSecret(more) {
			known = [...known, ...more];
			redactKnown = createRedactor(known);
		},
		close: () => log.close(),
	};
}

function isAdoption(event: EventDraft): boolean {
	return event.type === 'pipeline-changed' && event.kept !== true;
}

/** Where nobody is there to begin it, nothing is held. */
function setHolds(store: Store, {interactive, stepping}: SittingCrew): void {
	const state = store.state();
	if (state.stepping !== stepping) store.emit({type: 'stepping-set', stepping});
	if (interactive) return;
	for (const output_name of state.breakpoints) {
		const {module} = state.operations.get(output_name)!.operation;
		store.emit({type: 'breakpoint-set', output_name, module, on: false});
	}
}

/** Settles once everything that the run made is on disk, however the run ended. */
async function untilKept(
	running: Promise<FinishStatus>,
	{outputs, log, stopKeeping}: {outputs: OutputsKeeper; log: OpenLog; stopKeeping(): Promise<void>},
): Promise<FinishStatus> {
	try {
		return await running;
	} finally {
		await stopKeeping();
		try {
			await outputs.settled();
		} finally {
			await log.close();
		}
	}
}

/** What is known to be harmless, and may run without asking. */
export type Vouched = {knownHashes: ReadonlySet<string>; knownCommands: ReadonlySet<string>};

/** The runner of a run's folder. */
export function openRunner(folder: RunFolder, vouched: Vouched | null): Runner {
	return createRunner({
		workspace: folder.workspace,
		made: folder.made,
		venv: join(folder.path, 'venv'),
		...(vouched ? {knownHashes: vouched.knownHashes, knownCommands: vouched.knownCommands} : {}),
	});
}

function textsOf(state: RunState): OutputTexts[] {
	return [...state.operations].map(([output_name, {versions}]) => ({
		output_name,
		versions: versions.map(({text}) => text),
		current: currentText(state, output_name),
	}));
}

function currentText(state: RunState, output_name: string): string | null {
	const operation = state.operations.get(output_name);
	return operation?.versions[operation.current - 1]?.text ?? null;
}
