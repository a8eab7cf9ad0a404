/** A run that stopped is made ready to go on: what it was started with holds, unless a flag says otherwise. */
import {hostname} from 'node:os';
import {join} from 'node:path';
import {isDeepStrictEqual} from 'node:util';
import {isNothing} from '../../core/adoption/changes.ts';
import {foreseeAdoption} from '../../core/adoption/foresee-adoption.ts';
import type {EventDraft, ModuleTraits} from '../../core/events.ts';
import {describeLeftOff} from '../../core/left-off.ts';
import type {Operation} from '../../core/pipeline/pipeline.ts';
import {numberReplies, type Reply} from '../../core/replies.ts';
import {nextAttempt} from '../../core/state/next-attempt.ts';
import {emptyState, reduce} from '../../core/state/reduce.ts';
import type {RunState} from '../../core/state/run-state.ts';
import {liveHolder} from '../../io/memory/lock.ts';
import {isLogProblem} from '../../io/memory/log-problem.ts';
import {readLog} from '../../io/memory/reader.ts';
import type {RunFolder} from '../../io/memory/run-folder.ts';
import {type Surroundings, UsageError} from '../command.ts';
import {isRehearsal} from '../demo/rehearsal.ts';
import {
	adopting,
	keepRecorded,
	prepareAdoption,
	sayAdopted,
	sayChangedSince,
	sayKept,
	toChangePage,
} from './adoption.ts';
import {type Found, findChanges} from './changes.ts';
import {type RunFlags, readRunFlags} from './flags.ts';
import {settleFolder} from './folder.ts';
import {getReady} from './get-ready.ts';
import {isInteractive} from './is-interactive.ts';
import {findMeans, type Means} from './means.ts';
import {listModuleNames, loadModules} from './plan.ts';
import {readRequest} from './read-request.ts';
import {findCassette, repliesFor, sayReplies} from './recording.ts';
import {followCommandOf, replayCommandOf, resumeCommandOf} from './resume-command.ts';
import type {Prepared} from './run-pipeline.ts';
import {type First, openSitting, type Sitting} from './sitting.ts';
import {withoutMeans} from './without-means.ts';

/**
 * Null when the run is done already, which is said; with `reopen`, where there is a screen, it is opened there
 * instead: nothing is asked or written by that, and what stands in the way of asking a model is told when one is.
 */
export async function takeUp(
	runFolder: RunFolder,
	flags: RunFlags,
	around: Surroundings,
	{reopen}: {reopen: boolean},
): Promise<Prepared | null> {
	const interactive = isInteractive(around, flags);
	const sitting = await openSitting(runFolder, [], {
		whenLocked: problem => tellOpen(runFolder, problem, flags, around),
	});
	const say = (sentence: string) => around.stderr.write(`${sentence}\n`);
	if (sitting.log.repair) say(sitting.log.repair.message);
	try {
		const isDone = sitting.store.state().status === 'done';
		const prepared =
			!isDone || flags.adopt
				? await goOn(sitting, flags, around)
				: reopen && interactive
					? await openDone(sitting, flags, around)
					: null;
		if (prepared !== null) return prepared;
		const more = flags.adopt ? ', and nothing that it was made from changed since' : '';
		const changed = flags.adopt ? null : await tellChanged(sitting, flags, around);
		say(`${runFolder.id} is done${more}; ${changed ?? 'there is nothing to resume.'}`);
		await sitting.close();
		return null;
	} catch (error) {
		await sitting.close();
		throw error;
	}
}

/** That another process has the run: of one that is done there is nothing to wait for. */
async function tellOpen(
	{path, log, id}: RunFolder,
	problem: string,
	flags: RunFlags,
	around: Surroundings,
): Promise<string> {
	const [holder, read] = await Promise.all([liveHolder(join(path, 'lock')), readLog(log)]);
	const isDone = !isLogProblem(read) && read.actions.reduce<RunState>(reduce, emptyState()).status === 'done';
	if (isDone && holder !== null) {
		const elsewhere = holder.host === hostname() ? '' : ` on ${holder.host}`;
		return `${id} is done, and open in another terminal (process ${holder.pid}${elsewhere}). Close it there, then try again; \`${replayCommandOf(id, flags, around)}\` shows it.`;
	}

	return `${problem} Meanwhile \`${followCommandOf(id, flags, around)}\` shows how it goes.`;
}

/** What changed since a run was done, and how to have it made so; null where nothing did. */
async function tellChanged(sitting: Sitting, flags: RunFlags, around: Surroundings): Promise<string | null> {
	const state = sitting.store.state();
	const {folder: runFolder} = sitting;
	if (await isRehearsal({cassette: state.settings.cassette, pipeline: state.pipeline.source})) return null;
	const modules = await currentModules(state, flags, around);
	const found = await findChanges(state, around.folder, modules);
	if (found === null || isNothing(found.changes)) return null;
	const {outcomes} = foreseeAdoption(state, [adopting(found, modules)]);
	return sayChangedSince(found, outcomes, `${resumeCommandOf(runFolder.id, flags, around)} --adopt`);
}

/** As the run recorded them where they may not be looked at now. */
async function currentModules(
	{pipeline, modules}: RunState,
	flags: RunFlags,
	around: Surroundings,
): Promise<ReadonlyMap<string, {traits: ModuleTraits}>> {
	try {
		const names = await listModuleNames(around.folder);
		const {trusted} = await settleFolder(around, {...flags, headless: true}, names, pipeline, {quiet: true});
		return await loadModules(pipeline, names, {trusted, stderr: around.stderr});
	} catch (error) {
		if (!(error instanceof UsageError)) throw error;
		return new Map(Object.entries(modules).map(([name, traits]) => [name, {traits}]));
	}
}

/** Flags change what it is held to: that is written at once. Without any, nothing is in the way of reading. */
async function openDone(sitting: Sitting, flags: RunFlags, around: Surroundings): Promise<Prepared | null> {
	const none = {...readRunFlags({}), runsDir: flags.runsDir, preflight: flags.preflight};
	if (!isDeepStrictEqual(flags, none)) {
		const prepared = await goOn(sitting, flags, around);
		return prepared && {...prepared, before: null};
	}

	try {
		const prepared = await goOn(sitting, flags, around, {toRead: true});
		return prepared && {...prepared, before: null, opened: true};
	} catch (error) {
		return {...(await withoutMeans(sitting, flags, around, (error as Error).message)), opened: true};
	}
}

/** `toRead`: nothing is asked first. Null: the run is done, and `--adopt` finds nothing to adopt. */
async function goOn(
	sitting: Sitting,
	flags: RunFlags,
	around: Surroundings,
	{toRead = false}: {toRead?: boolean} = {},
): Promise<Prepared | null> {
	const {folder: runFolder} = sitting;
	const interactive = isInteractive(around, flags);
	const request = await readRequest(flags.request, around);
	const state = sitting.store.state();
	const {settings: before} = state;
	const cassette = (await findCassette(flags, around)) ?? before.cassette;
	const trustAsked = !toRead;
	const find = (of: Parameters<typeof findMeans>[0], quiet: boolean) =>
		findMeans(of, flags, around, {cassette, trustAsked: trustAsked && !quiet, quiet});
	const recorded = await find({log: runFolder.log, state, before}, false);
	// What is said now is for what is asked next.
	const said = numberReplies(flags.answers, name => answeredIn(state, name));
	const answers = [...answersBy(request, state), ...state.answers, ...said];
	sitting.keepSecret(recorded.answering.secrets);
	const say = (sentence: string) => around.stderr.write(`${sentence}\n`);

	const leftOff = state.status === 'done' ? null : describeLeftOff(state);
	if (leftOff !== null && !interactive && !flags.json) say(`The run ${leftOff}.`);

	const ready = async (means: Means, first: First, as: RunState): Promise<Prepared> => {
		const suggested = means.rehearsal?.suggested ?? (await repliesFor(openIn(as), cassette, answers));
		if (!means.rehearsal && !interactive) sayReplies(suggested, around);
		return getReady(means, {
			sitting,
			first,
			suggested,
			state: as,
			flags: {...flags, answers},
			interactive,
			around,
			request: as.request,
			files: Object.keys(as.workspace).length,
			leftOff,
		});
	};

	const resumed = {type: 'run-resumed', settings: recorded.runSettings} as const;
	// What ships with the app is of one piece.
	const found = recorded.rehearsal ? null : await findChanges(state, around.folder, recorded.modules);
	if (found === null)
		return flags.adopt && state.status === 'done' ? null : ready(recorded, [resumed], state);
	const adoption = await prepareAdoption(state, found, around.folder, () =>
		found.pipeline === state.pipeline
			? Promise.resolve(recorded)
			: find({log: found.file, state: {...state, pipeline: found.pipeline}, before}, true),
	);
	if (flags.adopt) {
		if ('cannot' in adoption) throw new UsageError(`--adopt: ${adoption.cannot}`);
		say(sayAdopted(found, adoption));
		return ready(adoption.means, adoption.first, adoption.after);
	}

	if (!interactive) say(sayKept(found, adoption));
	const kept = [resumed, ...keepRecorded(state, found), ...noteOf(found, interactive)] satisfies First;
	const prepared = await ready(recorded, kept, state);
	if (!interactive || isNothing(found.changes)) return prepared;
	const adopted = 'cannot' in adoption ? null : await ready(adoption.means, adoption.first, adoption.after);
	return {...prepared, change: {page: toChangePage(state, found, adoption), adopted}};
}

/** What the screen tells where there is nothing to choose. */
function noteOf({problem}: Found, interactive: boolean): EventDraft[] {
	if (problem === null || !interactive) return [];
	const note = `${problem} The run goes on with what it recorded.`;
	return [{type: 'note-taken', output_name: null, note}];
}

/** A request given late answers what `start_module` asks; it cannot replace what the run was told. */
function answersBy(request: string | null, state: RunState): Reply[] {
	if (request === null) return [];
	const open = [...state.operations.values()].filter(
		({operation, current}) => operation.module === 'start_module' && current === 0,
	);
	if (open.length === 0 || state.request?.trim()) {
		throw new UsageError(
			'this run has its task already, so --request would change nothing. `orchestrai run` begins anew with another.',
		);
	}

	return open.map(({operation}) => ({name: operation.output_name, text: request}));
}

/** How many questions of the attempt that goes on were answered before the run stopped. */
function answeredIn({operations}: RunState, output_name: string): number {
	const operation = operations.get(output_name);
	if (operation === undefined) return 0;
	const goesOn = nextAttempt(operation);
	return operation.questions.filter(({attempt, reply}) => attempt === goesOn && reply !== null).length;
}

/** The operations without an output, which may still ask. */
function openIn({operations}: RunState): Operation[] {
	return [...operations.values()].flatMap(({operation, current}) => (current === 0 ? [operation] : []));
}
