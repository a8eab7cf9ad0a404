/** The way from flags to a run that can begin: everything is checked before anything is spent or made. */
import {resolve} from 'node:path';
import type {EventDraft} from '../../core/events.ts';
import type {Runner} from '../../core/ports.ts';
import type {Reply} from '../../core/replies.ts';
import {systemClock} from '../../io/clock.ts';
import {isLogProblem} from '../../io/memory/log-problem.ts';
import {createRunFolder} from '../../io/memory/run-folder.ts';
import {readFolder} from '../../io/workspace/files/read-folder.ts';
import {type Surroundings, UsageError} from '../command.ts';
import {checkNames} from './check-names.ts';
import {chooseAnswering} from './choose-answering.ts';
import {continueFrom, pipelineOf} from './continue.ts';
import {withoutCredentials} from './endpoint.ts';
import type {RunFlags} from './flags.ts';
import {readConfiguredPipeline, readKeysAlone, settleFolder} from './folder.ts';
import {getReady} from './get-ready.ts';
import {isInteractive} from './is-interactive.ts';
import {settleMeans} from './means.ts';
import {tellParent} from './parent.ts';
import {
	listModuleNames,
	loadModules,
	printProblems,
	readBundledPipeline,
	readPipeline,
	readSystemPrompts,
	refuseUnprompted,
} from './plan.ts';
import {readRequest} from './read-request.ts';
import {findCassette, openTo, repliesFor, sayReplies} from './recording.ts';
import type {Prepared} from './run-pipeline.ts';
import {settleSettings} from './settle-settings.ts';
import {openSitting, type Vouched} from './sitting.ts';

/** What `demo` brings along. */
export type Rehearsal = Vouched & {
	/** The bundled pipeline's name. */
	pipeline: string;
	suggested: Reply[];
	cassette: string;
	pace: 'instant' | 'recorded';
	wrapRunner(runner: Runner): Runner;
};

/** `continues`: the run on whose program there is a new request. */
export async function prepareRun(
	named: string | null,
	flags: RunFlags,
	around: Surroundings,
	{rehearsal = null, continues = null}: {rehearsal?: Rehearsal | null; continues?: string | null} = {},
): Promise<Prepared> {
	const {folder} = around;
	const interactive = isInteractive(around, flags);
	const request = await readRequest(flags.request, around);
	const earlier = continues === null ? null : await continueFrom(continues, flags, around);
	const {file, pipeline, warnings} = rehearsal
		? await readBundledPipeline(rehearsal.pipeline)
		: named === null && earlier !== null
			? await pipelineOf(earlier.parent, around)
			: await readPipeline(named ?? (await readConfiguredPipeline(around)), folder);
	checkNames(pipeline, flags);
	if (warnings.length > 0) say(around, printProblems(warnings));
	const library = rehearsal ? null : folder;
	const names = await listModuleNames(library);
	const {settings, trusted} = rehearsal
		? await readKeysAlone(around)
		: await settleFolder(around, flags, names, pipeline);
	const modules = await loadModules(pipeline, names, {trusted, stderr: around.stderr});
	await refuseUnprompted(modules, names);
	const cassette = rehearsal?.cassette ?? (await findCassette(flags, around));
	const {record} = flags;
	const pace = interactive ? (rehearsal?.pace ?? 'recorded') : 'instant';
	const strict = flags.cassetteMatch === 'strict';
	const answering = await chooseAnswering(settings, flags, {
		cassette,
		record,
		strict,
		pace,
		folder: library,
	});
	const initial =
		earlier?.files ??
		(flags.workspaceFrom === null ? null : await readInitialFiles(flags.workspaceFrom, around));
	const system_prompts = await readSystemPrompts(pipeline, library);

	const runSettings = settleSettings(flags, {
		interactive,
		before: null,
		roles: settings.roles,
		base_url: withoutCredentials(settings.base_url?.value ?? null),
		...(settings.keyless ? {keyless: true} : {}),
		cassette,
		...(record ? {record} : {}),
		...(strict ? {strict} : {}),
		parameters: settings.parameters,
	});
	const means = settleMeans({pipeline, modules, settings, runSettings, answering, cassette, rehearsal});

	const runFolder = await createRunFolder(resolve(folder, flags.runsDir), pipeline.name, systemClock.now());
	if (isLogProblem(runFolder)) throw new Error(runFolder.problem, {cause: runFolder.cause});
	const sitting = await openSitting(runFolder, answering.secrets);
	const first: EventDraft = {
		type: 'run-started',
		run_id: runFolder.id,
		pipeline_name: pipeline.name,
		forked_from: null,
		continues: earlier?.continues ?? null,
		pipeline: file.text,
		...(file.source === 'yours' ? {pipeline_file: file.file} : {}),
		settings: runSettings,
		request,
		answers: flags.answers,
		system_prompts,
		modules: Object.fromEntries([...modules].map(([name, {traits}]) => [name, traits])),
		initial_files: Object.fromEntries(initial ?? []),
	};
	const suggested =
		rehearsal?.suggested ?? (await repliesFor(openTo(pipeline, request), cassette, flags.answers));
	if (!rehearsal && !interactive) sayReplies(suggested, around);
	return getReady(means, {
		sitting,
		first: [first],
		suggested,
		state: sitting.store.state(),
		flags,
		interactive,
		around,
		request,
		files: initial?.size ?? 0,
		...(earlier && {
			origin: `Continues ${earlier.parent.id}.`,
			begun: () =>
				tellParent(earlier.parent, {type: 'run-forked', child_run_id: runFolder.id, continues: true}),
		}),
	});
}

async function readInitialFiles(named: string, around: Surroundings): Promise<ReadonlyMap<string, string>> {
	const read = await readFolder(resolve(around.folder, named));
	if ('problem' in read) throw new UsageError(`--workspace-from: ${read.problem}`);
	for (const {path, reason} of read.skipped) say(around, `--workspace-from: ${path} is left out: ${reason}`);
	return read.files;
}

function say(around: Surroundings, sentence: string): void {
	around.stderr.write(`${sentence}\n`);
}
