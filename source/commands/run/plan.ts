/** What a run is made of, read and checked before anything is spent. */
import type {Whereabouts} from '../../core/engine/crew.ts';
import type {ModuleTraits} from '../../core/events.ts';
import type {ModuleDefinition} from '../../core/module.ts';
import {parsePipeline} from '../../core/pipeline/parse.ts';
import type {Pipeline} from '../../core/pipeline/pipeline.ts';
import {formatProblem} from '../../core/pipeline/print-problem.ts';
import type {Problem} from '../../core/pipeline/problem.ts';
import {importUserModule} from '../../io/library/import-user-module.ts';
import {findMisplaced} from '../../io/library/misplaced.ts';
import {findBundledPipeline, findPipeline, type PipelineFile} from '../../io/library/pipelines.ts';
import {lackingPrompt} from '../../io/library/prompted.ts';
import {composeSystem, findGeneralPrompt, findPrompt, listPrompts} from '../../io/library/prompts.ts';
import {findUserModules, type UserModuleFile} from '../../io/library/user-modules.ts';
import {createChameleon} from '../../modules/chameleon.ts';
import {builtinModules, traitsOf} from '../../modules/registry.ts';
import {type Surroundings, UsageError} from '../command.ts';

/** `own`: the code is the folder's, and this tells where in it something was. */
type Module = {definition: ModuleDefinition; traits: ModuleTraits; own?: Whereabouts};
export type Modules = ReadonlyMap<string, Module>;

export type ModuleNames = {
	names: Set<string>;
	writers: Set<string>;
	userModules: Map<string, UserModuleFile>;
	/** Those that there is a prompt of. */
	prompts: Set<string>;
	/** Those whose prompt is the folder's own. */
	ownPrompts: Set<string>;
	/** Sentences about files that look like modules and are none. */
	problems: string[];
	/** What to do about a module that is not there, where it lies in another place: a sentence, or null. */
	elsewhere(module: string): string | null;
};

/** Names that a pipeline may use here (without a folder, those that ship with the app); nothing is imported. */
export async function listModuleNames(folder: string | null): Promise<ModuleNames> {
	const [{modules, problems}, prompts] = await Promise.all([
		folder === null ? {modules: [], problems: []} : findUserModules(folder),
		listPrompts(folder),
	]);
	const userModules = new Map(modules.map(module => [module.name, module]));
	const builtin = [...builtinModules.values()].filter(({name}) => !userModules.has(name));
	return {
		names: new Set([...userModules.keys(), ...builtinModules.keys(), ...prompts.map(({name}) => name)]),
		writers: new Set(builtin.filter(module => traitsOf(module).writes).map(({name}) => name)),
		userModules,
		prompts: new Set(prompts.map(({name}) => name)),
		ownPrompts: new Set(prompts.filter(({source}) => source === 'yours').map(({name}) => name)),
		problems,
		elsewhere: module => (folder === null ? null : findMisplaced(module, folder)),
	};
}

/** A pipeline's text, found and checked. Throws a `UsageError` that holds every problem. */
export async function readPipeline(
	named: string | null,
	folder: string,
): Promise<{file: PipelineFile; pipeline: Pipeline; warnings: Problem[]}> {
	const file = await findPipeline(named, folder);
	if ('problem' in file) throw new UsageError(file.problem);
	return {file, ...checkPipeline(file, await listModuleNames(folder))};
}

/** One that ships with the app, checked against the modules and prompts that do. */
export async function readBundledPipeline(
	name: string,
): Promise<{file: PipelineFile; pipeline: Pipeline; warnings: Problem[]}> {
	const file = await findBundledPipeline(name);
	if ('problem' in file) throw new Error(file.problem);
	return {file, ...checkPipeline(file, await listModuleNames(null))};
}

/** Throws a `UsageError` that holds every problem. `file` is what they are shown with. */
export function checkPipeline(
	{file, name, text}: {file: string; name: string; text: string},
	{names, writers, elsewhere}: ModuleNames,
): {pipeline: Pipeline; warnings: Problem[]} {
	const {pipeline, problems} = parsePipeline(text, {file, name, modules: names, writers, elsewhere});
	if (pipeline === null) throw new UsageError(`${file} cannot be run.\n\n${printProblems(problems)}`);
	return {pipeline, warnings: problems};
}

export function printProblems(problems: Problem[]): string {
	return problems.map(formatProblem).join('\n\n');
}

/** Whether the folder's own code would run. */
export function usesModulesOf({userModules}: ModuleNames, {operations}: Pipeline): boolean {
	return operations.some(({module}) => userModules.has(module));
}

/** Whether code of the folder is among them. */
export function hasOwn(modules: Modules): boolean {
	return [...modules.values()].some(({own}) => own);
}

/**
 * Loads a pipeline's modules; what they print meanwhile goes to stderr. Code of the folder is imported only if it is
 * `trusted`, else refused.
 */
export async function loadModules(
	{operations}: Pipeline,
	{userModules}: ModuleNames,
	{trusted, stderr}: {trusted: boolean; stderr: Surroundings['stderr']},
): Promise<Modules> {
	const modules = new Map<string, Module>();
	for (const {module} of operations) {
		if (modules.has(module)) continue;
		const own = userModules.get(module);
		if (own) {
			if (!trusted) throw new UsageError(`${own.file} is not run, since its folder is not trusted.`);
			const loaded = await importUserModule(own, {
				onPrinted: text => void stderr.write(text),
			});
			if ('problems' in loaded) throw new UsageError(printProblems(loaded.problems));
			const {definition, version, whereabouts} = loaded;
			modules.set(module, {definition, traits: traitsOf(definition, version), own: whereabouts});
		} else {
			const definition = builtinModules.get(module) ?? createChameleon(module);
			modules.set(module, {definition, traits: traitsOf(definition)});
		}
	}

	return modules;
}

/** output_name → the whole system message. */
export async function readSystemPrompts(
	{operations}: Pipeline,
	folder: string | null,
): Promise<Record<string, string>> {
	const general = await findGeneralPrompt(folder);
	if ('problem' in general) throw new UsageError(general.problem);
	const prompts: Record<string, string> = {};
	for (const {module, output_name} of operations) {
		const own = await findPrompt(module, folder);
		if (own !== null && 'problem' in own) throw new UsageError(own.problem);
		prompts[output_name] = composeSystem(general.text, own?.text ?? null);
	}

	return prompts;
}

/** Throws where a module that needs a system prompt has none: it would run on the general prompt alone. */
export async function refuseUnprompted(modules: Modules, {userModules, prompts}: ModuleNames): Promise<void> {
	for (const [name, {definition}] of modules) {
		const own = userModules.get(name);
		if (own && definition.prompted && !prompts.has(name))
			throw new UsageError(printProblems([await lackingPrompt(own)]));
	}
}
