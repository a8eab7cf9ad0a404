/** A run that stopped is made ready to go on: what it was started with holds, unless a flag says otherwise. */
import {isDeepStrictEqual} from 'node:util';
import type {RunState} from '../../core/state/run-state.ts';
import {makeVisible} from '../../core/visible.ts';
import type {Settings} from '../../io/library/settings.ts';
import type {RunFolder} from '../../io/memory/run-folder.ts';
import {isBuiltIn} from '../../modules/registry.ts';
import {type Surroundings, UsageError} from '../command.ts';
import {isRehearsal, rehearse} from '../demo/rehearsal.ts';
import {foreseeIfAsked} from './before-start.ts';
import {checkModels} from './check-models.ts';
import {checkNames} from './check-names.ts';
import {withoutCredentials} from './endpoint.ts';
import {type RunFlags, readRunFlags} from './flags.ts';
import {readKeysAlone, settleFolder} from './folder.ts';
import {hostsOf, labelOf, modelsOf} from './label.ts';
import {checkPipeline, listModuleNames, loadModules, type Modules} from './plan.ts';
import {chooseAnswering} from './prepare.ts';
import {readRequest} from './read-request.ts';
import {findCassette, repliesFor, sayReplies} from './recording.ts';
import {isInteractive, type Prepared} from './run-pipeline.ts';
import {settleSettings} from './settle-settings.ts';
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
	const rehearsal = (await isRehearsal({cassette, pipeline: state.pipeline.source}))
		? await rehearse(interactive)
		: null;
	const names = await listModuleNames(rehearsal ? null : around.folder);
	const {name, source: text} = state.pipeline;
	const {pipeline} = checkPipeline({file: `the pipeline in ${runFolder.log}`, name, text}, names);
	checkNames(pipeline, flags);
	const {settings, trusted} = rehearsal
		? await readKeysAlone(around)
		: await settleFolder(around, trustAsked ? flags : {...flags, headless: true}, names, pipeline);
	const modules = await loadModules(pipeline, names, {trusted});
	refuseReplaced(state.modules, modules);
	const answers = [...answersBy(request, state), ...state.answers, ...flags.answers];
	const base_url =
		settings.base_url ?? (cassette === null ? recordedEndpoint(before.base_url, settings) : null);
	const roles = {...before.roles, ...settings.roles};
	const answering = await chooseAnswering(
		{...settings, base_url, roles},
		flags,
		cassette,
		'recorded',
		interactive,
	);
	const runSettings = settleSettings(flags, {
		interactive,
		before,
		roles,
		base_url: withoutCredentials(base_url?.value ?? (cassette === null ? null : before.base_url)),
		cassette,
		parameters: before.parameters,
	});
	checkModels(pipeline, modules, answering.model, runSettings);
	const asked = modelsOf(pipeline, modules, answering.model, runSettings);
	const models = asked.map(({model}) => model);
	sitting.keepSecret(answering.secrets);
	const runner = await openRunner(runFolder, rehearsal);
	const suggested = rehearsal?.suggested ?? (await repliesFor(openIn(state), cassette, answers));
	if (!rehearsal && !interactive) sayReplies(suggested, around);
	const page = await foreseeIfAsked({
		pipeline,
		modules,
		state,
		settings: runSettings,
		asked,
		hosts: hostsOf(models, {...settings, base_url}),
		flags: {...flags, answers},
		interactive,
		answering,
		runner,
		around,
		request: state.request,
		files: Object.keys(state.workspace).length,
		wanted: settings.preflight,
	});
	return {
		sitting,
		modules,
		answering,
		label: cassette === null ? labelOf(models, {...settings, base_url}) : null,
		flags: {...flags, answers},
		interactive,
		around,
		runner: rehearsal ? rehearsal.wrapRunner(runner) : runner,
		first: {
			type: 'run-resumed',
			settings: runSettings,
		},
		suggested,
		before: page,
		notify: settings.notify,
	};
}

/** A prompt may bear the name of a module that is gone: it would answer in its place, and be paid for. */
function refuseReplaced(recorded: RunState['modules'], modules: Modules): void {
	for (const [name, {traits}] of modules) {
		const before = Object.hasOwn(recorded, name) ? recorded[name]! : traits;
		if (isBuiltIn(before) || !isBuiltIn(traits)) continue;
		throw new UsageError(
			`this run began with a module ${name} of your own, which is not in ./modules any more. Put it back, or begin anew.`,
		);
	}
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

/**
 * A log is a file like any other: it may not send a key to an address that the person did not name. The
 * endpoint that it records is gone on with only on this machine; elsewhere the person names it again.
 */
function recordedEndpoint(recorded: string | null, {api_key}: Settings): Settings['base_url'] {
	const url = withoutCredentials(recorded);
	if (url === null) return null;
	if (api_key === null || isLoopback(url)) return {value: url, from: 'flag'};
	throw new UsageError(
		`this run was made with the endpoint ${url}. To go on there, with your key, add --base-url ${url}.`,
	);
}

function isLoopback(url: string): boolean {
	return URL.canParse(url) && ['localhost', '127.0.0.1', '[::1]'].includes(new URL(url).hostname);
}
