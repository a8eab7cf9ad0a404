/** The way from flags to a run that can begin: everything is checked before anything is spent or made. */
import {readFile} from 'node:fs/promises';
import {resolve} from 'node:path';
import {text as readStream} from 'node:stream/consumers';
import type {EventDraft} from '../../core/events.ts';
import type {Runner} from '../../core/ports.ts';
import {makeVisible} from '../../core/visible.ts';
import {systemClock} from '../../io/clock.ts';
import {readSettings, type Settings} from '../../io/library/settings.ts';
import {isLogProblem} from '../../io/memory/log-problem.ts';
import {createRunFolder} from '../../io/memory/run-folder.ts';
import {readFolder} from '../../io/workspace/read-folder.ts';
import {type Surroundings, UsageError} from '../command.ts';
import {checkModels} from './check-models.ts';
import {type Answering, chooseCassette, chooseEndpoint} from './endpoint.ts';
import type {RunFlags} from './flags.ts';
import {listModuleNames, loadPlan, printProblems, readPipeline} from './plan.ts';
import {isInteractive, type Prepared, settleSettings} from './run-pipeline.ts';
import {openRunner, openSitting} from './sitting.ts';
import {settleTrust} from './trust.ts';

/** What `demo` brings along. */
export type Rehearsal = {
	suggested: {name: string; text: string}[];
	cassette: string;
	pace: 'instant' | 'recorded';
	wrapRunner(runner: Runner): Runner;
	knownHashes: ReadonlySet<string>;
};

export async function prepareRun(
	named: string | null,
	flags: RunFlags,
	around: Surroundings,
	rehearsal: Rehearsal | null = null,
): Promise<Prepared> {
	const {folder} = around;
	const interactive = isInteractive(around, flags);
	const request = await readRequest(flags.request, around);
	const settings = await readFolderSettings(around, flags, interactive, named);
	const {file, pipeline, warnings} = await readPipeline(named ?? settings.pipeline?.value ?? null, folder);
	if (warnings.length > 0) say(around, printProblems(warnings));
	const plan = await loadPlan(pipeline, folder, warnings);
	const cassette = rehearsal?.cassette ?? (flags.cassette === null ? null : resolve(folder, flags.cassette));
	const answering = await chooseAnswering(
		settings,
		flags,
		cassette,
		rehearsal?.pace ?? 'recorded',
		interactive,
	);
	const initial = flags.workspaceFrom === null ? null : await readInitialFiles(flags.workspaceFrom, around);

	const runSettings = settleSettings(flags, {
		interactive,
		before: null,
		roles: settings.roles,
		base_url: settings.base_url?.value ?? null,
		cassette,
		parameters: settings.parameters,
	});
	checkModels(plan, answering.model, runSettings);

	const runFolder = await createRunFolder(resolve(folder, flags.runsDir), pipeline.name, systemClock.now());
	if (isLogProblem(runFolder)) throw new Error(runFolder.problem, {cause: runFolder.cause});
	const sitting = await openSitting(runFolder, answering.secrets);
	const runner = await openRunner(runFolder, rehearsal?.knownHashes);
	const first: EventDraft = {
		type: 'run-started',
		run_id: runFolder.id,
		pipeline_name: pipeline.name,
		pipeline: file.text,
		settings: runSettings,
		request,
		answers: flags.answers,
		system_prompts: plan.systemPrompts,
		modules: plan.traits,
		initial_files: Object.fromEntries(initial ?? []),
		forked_from: null,
		continues: null,
	};
	return {
		sitting,
		plan,
		answering,
		flags,
		interactive,
		around,
		runner: rehearsal ? rehearsal.wrapRunner(runner) : runner,
		first,
		suggested: rehearsal?.suggested ?? [],
	};
}

/** The folder's settings, once it is settled whether its code and providers may be used. */
export async function readFolderSettings(
	around: Surroundings,
	flags: RunFlags,
	interactive: boolean,
	named: string | null,
): Promise<Settings> {
	const {folder, environment} = around;
	const {userModules} = await listModuleNames(folder);
	const needsModules =
		userModules.size > 0 && (await usesModules(named, folder, new Set(userModules.keys())));
	const trusted = await settleTrust(around, {given: flags.trust, interactive, needsModules});
	const settings = await readSettings({folder, environment, trusted, baseUrl: flags.baseUrl});
	const errors = settings.problems.filter(({severity}) => severity === 'error');
	if (errors.length > 0) throw new UsageError(`the settings are wrong.\n\n${printProblems(errors)}`);
	for (const note of settings.notes) say(around, note);
	return settings;
}

async function usesModules(
	named: string | null,
	folder: string,
	modules: ReadonlySet<string>,
): Promise<boolean> {
	const {pipeline} = await readPipeline(named, folder);
	return pipeline.operations.some(({module}) => modules.has(module));
}

export function chooseAnswering(
	settings: Settings,
	flags: RunFlags,
	cassette: string | null,
	pace: 'instant' | 'recorded',
	interactive: boolean,
): Promise<Answering> {
	if (cassette === null) return chooseEndpoint(settings, {model: flags.model});
	return chooseCassette(cassette, {
		match: flags.cassetteMatch,
		pace: interactive ? pace : 'instant',
		settings,
	});
}

/** `--request TEXT`, `@FILE`, or `-` for stdin. */
async function readRequest(given: string | null, {folder, stdin}: Surroundings): Promise<string | null> {
	if (given === null) return null;
	if (given === '-') return (await readStream(stdin)).trimEnd();
	if (!given.startsWith('@')) return given;
	const path = resolve(folder, given.slice(1));
	try {
		return await readFile(path, 'utf8');
	} catch (error) {
		throw new UsageError(`--request names ${path}, which cannot be read: ${(error as Error).message}`);
	}
}

async function readInitialFiles(named: string, around: Surroundings): Promise<ReadonlyMap<string, string>> {
	const read = await readFolder(resolve(around.folder, named));
	if ('problem' in read) throw new UsageError(`--workspace-from: ${read.problem}`);
	for (const {path, reason} of read.skipped) say(around, `--workspace-from: ${path} is left out: ${reason}`);
	return read.files;
}

function say(around: Surroundings, sentence: string): void {
	around.stderr.write(`${makeVisible(sentence)}\n`);
}
