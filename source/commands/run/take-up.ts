/** A run that stopped is made ready to go on: what it was started with holds, unless a flag says otherwise. */
import {isDeepStrictEqual} from 'node:util';
import type {RunState} from '../../core/state/run-state.ts';
import {makeVisible} from '../../core/visible.ts';
import type {RunFolder} from '../../io/memory/run-folder.ts';
import {type Surroundings, UsageError} from '../command.ts';
import {foreseeIfAsked} from './before-start.ts';
import {type RunFlags, readRunFlags} from './flags.ts';
import {findMeans} from './means.ts';
import {readRequest} from './read-request.ts';
import {findCassette, repliesFor, sayReplies} from './recording.ts';
import {isInteractive, type Prepared} from './run-pipeline.ts';
import {openRunner, openSitting, type Sitting} from './sitting.ts';
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
	const sitting = await openSitting(runFolder, []);
	const say = (sentence: string) => around.stderr.write(`${makeVisible(sentence)}\n`);
	if (sitting.log.repair) say(sitting.log.repair.message);
	try {
		if (sitting.store.state().status !== 'done') return await goOn(sitting, flags, around);
		if (reopen && interactive) return await openDone(sitting, flags, around);
		say(`${runFolder.id} is done; there is nothing to resume.`);
		await sitting.close();
		return null;
	} catch (error) {
		await sitting.close();
		throw error;
	}
}

/** Flags change what it is held to: that is written at once. Without any, nothing is in the way of reading. */
async function openDone(sitting: Sitting, flags: RunFlags, around: Surroundings): Promise<Prepared> {
	const none = {...readRunFlags({}), runsDir: flags.runsDir, preflight: flags.preflight};
	if (!isDeepStrictEqual(flags, none)) return {...(await goOn(sitting, flags, around)), before: null};
	try {
		return {...(await goOn(sitting, flags, around, {trustAsked: false})), before: null, opened: true};
	} catch (error) {
		return {...(await withoutMeans(sitting, flags, around, (error as Error).message)), opened: true};
	}
}

async function goOn(
	sitting: Sitting,
	flags: RunFlags,
	around: Surroundings,
	{trustAsked = true}: {trustAsked?: boolean} = {},
): Promise<Prepared> {
	const {folder: runFolder} = sitting;
	const interactive = isInteractive(around, flags);
	const request = await readRequest(flags.request, around);
	const state = sitting.store.state();
	const before = state.settings;
	const cassette = (await findCassette(flags, around)) ?? before.cassette;
	const means = await findMeans({log: runFolder.log, state, before}, flags, around, {cassette, trustAsked});
	const {pipeline, modules, answering, rehearsal, runSettings} = means;
	const answers = [...answersBy(request, state), ...state.answers, ...flags.answers];
	sitting.keepSecret(answering.secrets);
	const runner = await openRunner(runFolder, rehearsal);
	const suggested = rehearsal?.suggested ?? (await repliesFor(openIn(state), cassette, answers));
	if (!rehearsal && !interactive) sayReplies(suggested, around);
	const page = await foreseeIfAsked({
		pipeline,
		modules,
		state,
		settings: runSettings,
		asked: means.asked,
		hosts: means.hosts,
		flags: {...flags, answers},
		interactive,
		answering,
		runner,
		around,
		request: state.request,
		files: Object.keys(state.workspace).length,
		wanted: means.settings.preflight,
	});
	return {
		sitting,
		modules,
		answering,
		label: means.label,
		flags: {...flags, answers},
		interactive,
		around,
		runner: rehearsal ? rehearsal.wrapRunner(runner) : runner,
		first: [{type: 'run-resumed', settings: runSettings}],
		suggested,
		before: page,
		notify: means.settings.notify,
	};
}

/** A request given late answers what `start_module` asks; it cannot replace what the run was told. */
function answersBy(request: string | null, state: RunState): {name: string; text: string}[] {
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

/** The operations without an output, which may still ask. */
function openIn({operations}: RunState): string[] {
	return [...operations.values()].flatMap(({operation, current}) =>
		current === 0 ? [operation.output_name] : [],
	);
}
