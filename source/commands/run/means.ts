/** With what a recorded run goes on here, or one that is forked from it. */
import {isAbsolute, relative} from 'node:path';
import type {RunSettings} from '../../core/events.ts';
import type {Pipeline} from '../../core/pipeline/pipeline.ts';
import type {RunState} from '../../core/state/run-state.ts';
import type {Settings} from '../../io/library/settings.ts';
import {isBuiltIn} from '../../modules/registry.ts';
import {type Surroundings, UsageError} from '../command.ts';
import {isRehearsal, rehearse} from '../demo/rehearsal.ts';
import {checkModels} from './check-models.ts';
import {checkNames} from './check-names.ts';
import {chooseAnswering} from './choose-answering.ts';
import {type Answering, withoutCredentials} from './endpoint.ts';
import type {RunFlags} from './flags.ts';
import {readKeysAlone, settleFolder} from './folder.ts';
import {isInteractive} from './is-interactive.ts';
import {hostsOf, labelFor, modelsOf} from './label.ts';
import {checkPipeline, listModuleNames, loadModules, type Modules} from './plan.ts';
import type {Rehearsal} from './prepare.ts';
import {settleSettings} from './settle-settings.ts';

export type Means = {
	pipeline: Pipeline;
	modules: Modules;
	settings: Settings;
	/** What the run is held to. */
	runSettings: RunSettings;
	answering: Answering;
	/** The recording that answers; null when models do. */
	cassette: string | null;
	/** Set where that is the bundled one. */
	rehearsal: Rehearsal | null;
	/** Which model each operation asks that asks one. */
	asked: readonly {output_name: string; model: string}[];
	hosts: readonly string[];
	/** For the screen; null for a recording. */
	label: string | null;
};

/**
 * What the run was started with holds, unless a flag says otherwise. `cassette`: the one that answers. Throws a
 * `UsageError` where something that it needs is missing, or is not what it was.
 */
export async function findMeans(
	{log, state, before}: {log: string; state: Pick<RunState, 'pipeline' | 'modules'>; before: RunSettings},
	flags: RunFlags,
	around: Surroundings,
	{cassette, trustAsked, quiet}: {cassette: string | null; trustAsked: boolean; quiet?: boolean},
): Promise<Means> {
	const interactive = isInteractive(around, flags);
	const rehearsal = (await isRehearsal({cassette, pipeline: state.pipeline.source}))
		? await rehearse(interactive)
		: null;
	const names = await listModuleNames(rehearsal ? null : around.folder);
	const {name, source: text} = state.pipeline;
	const {pipeline} = checkPipeline({file: `the pipeline in ${log}`, name, text}, names);
	checkNames(pipeline, flags);
	const {settings: found, trusted} = rehearsal
		? await readKeysAlone(around)
		: await settleFolder(around, trustAsked ? flags : {...flags, headless: true}, names, pipeline, {quiet});
	const modules = await loadModules(pipeline, names, {trusted, stderr: around.stderr});
	refuseReplaced(state.modules, modules);
	const record = flags.record || (flags.cassette === null && goesOnRecording(before, cassette, around));
	const live = cassette === null || record;
	const base_url = found.base_url ?? (live ? recordedEndpoint(before.base_url, found) : null);
	// A model of this machine is sent no key, whenever its run is gone on with; an address that the person names is.
	const keyless = found.keyless || (found.base_url === null && base_url !== null && before.keyless);
	const settings: Settings = {
		...found,
		base_url,
		...(keyless ? {keyless: true} : {}),
		roles: {...before.roles, ...found.roles},
	};
	const pace = interactive ? 'recorded' : 'instant';
	const strict =
		flags.cassetteMatch === 'strict' ||
		(flags.cassetteMatch === null && before.strict === true && cassette === before.cassette);
	const answering = await chooseAnswering(settings, flags, {
		cassette,
		record,
		strict,
		pace,
		folder: rehearsal ? null : around.folder,
	});
	const runSettings = settleSettings(flags, {
		interactive,
		before,
		roles: settings.roles,
		base_url: withoutCredentials(base_url?.value ?? (live ? null : before.base_url)),
		...(keyless ? {keyless: true} : {}),
		cassette,
		...(record ? {record} : {}),
		...(strict ? {strict} : {}),
		parameters: before.parameters,
	});
	return settleMeans({pipeline, modules, settings, runSettings, answering, cassette, rehearsal});
}

/** Throws a `UsageError` where a model cannot be asked as an operation wants it. */
export function settleMeans(chosen: Omit<Means, 'asked' | 'hosts' | 'label'>): Means {
	const {pipeline, modules, settings, runSettings, answering} = chosen;
	checkModels(pipeline, modules, answering.model, runSettings);
	const asked = modelsOf(pipeline, modules, answering.model, runSettings);
	const models = asked.map(({model}) => model);
	return {
		...chosen,
		asked,
		hosts: hostsOf(models, settings),
		label: labelFor(answering, models, settings),
	};
}

/**
 * A run that records goes on recording. Its log is a file like any other, and may not name a place outside of the
 * folder to be written to: there the person names it again.
 */
function goesOnRecording(
	{cassette: before, record}: RunSettings,
	cassette: string | null,
	{folder}: Surroundings,
): boolean {
	if (!record || cassette === null || cassette !== before) return false;
	const way = relative(folder, cassette);
	if (!way.startsWith('..') && !isAbsolute(way)) return true;
	throw new UsageError(
		`this run records into ${cassette}, which is outside of this folder. To go on recording, add --cassette ${cassette} --record.`,
	);
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
