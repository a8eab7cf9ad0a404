/** What a run is made of, read and checked before anything is spent. */
import type {ModuleTraits} from '../../core/events.ts';
import type {ModuleDefinition} from '../../core/module.ts';
import {parsePipeline} from '../../core/pipeline/parse.ts';
import type {Operation, Pipeline} from '../../core/pipeline/pipeline.ts';
import {formatProblem} from '../../core/pipeline/print-problem.ts';
import type {Problem} from '../../core/pipeline/problem.ts';
import {importUserModule} from '../../io/library/import-user-module.ts';
import {findPipeline, type PipelineFile} from '../../io/library/pipelines.ts';
import {composeSystem, findGeneralPrompt, findPrompt, listPrompts} from '../../io/library/prompts.ts';
import {findUserModules, type UserModuleFile} from '../../io/library/user-modules.ts';
import {createChameleon} from '../../modules/chameleon.ts';
import {builtinModules, traitsOf} from '../../modules/registry.ts';
import {UsageError} from '../command.ts';

export type Plan = {
	pipeline: Pipeline;
	modules: ReadonlyMap<string, ModuleDefinition>;
	traits: Record<string, ModuleTraits>;
	/** output_name → the whole system message. */
	systemPrompts: Record<string, string>;
	warnings: Problem[];
};

/** Names that a pipeline may use here; nothing is imported to find out. */
export async function listModuleNames(folder: string): Promise<{
	names: Set<string>;
	writers: Set<string>;
	userModules: Map<string, UserModuleFile>;
}> {
	const [{modules}, prompts] = await Promise.all([findUserModules(folder), listPrompts(folder)]);
	const userModules = new Map(modules.map(module => [module.name, module]));
	const builtin = [...builtinModules.values()].filter(({name}) => !userModules.has(name));
	return {
		names: new Set([
			...userModules.keys(),
			...builtinModules.keys(),
			...prompts.map(({name}) => name).filter(name => name !== 'general_system'),
		]),
		writers: new Set(builtin.filter(module => traitsOf(module).writes).map(({name}) => name)),
		userModules,
	};
}

/** A pipeline's text, found and checked. Throws a `UsageError` that holds every problem. */
export async function readPipeline(
	named: string | null,
	folder: string,
): Promise<{file: PipelineFile; pipeline: Pipeline; warnings: Problem[]}> {
	const file = await findPipeline(named, folder);
	if ('problem' in file) throw new UsageError(file.problem);
	const {names, writers} = await listModuleNames(folder);
	const {pipeline, problems} = parsePipeline(file.text, {
		file: file.file,
		name: file.name,
		modules: names,
		writers,
	});
	if (pipeline === null) throw new UsageError(`${file.file} is no pipeline.\n\n${printProblems(problems)}`);
	return {file, pipeline, warnings: problems};
}

export function printProblems(problems: Problem[]): string {
	return problems.map(formatProblem).join('\n\n');
}

/** Loads the modules and prompts of a pipeline. Imports code of the folder, so it must be trusted by then. */
export async function loadPlan(pipeline: Pipeline, folder: string, warnings: Problem[] = []): Promise<Plan> {
	const {userModules} = await listModuleNames(folder);
	const modules = new Map<string, ModuleDefinition>();
	const traits: Record<string, ModuleTraits> = {};
	for (const {module} of pipeline.operations) {
		if (modules.has(module)) continue;
		const own = userModules.get(module);
		if (own) {
			const loaded = await importUserModule(own);
			if ('problems' in loaded) throw new UsageError(printProblems(loaded.problems));
			modules.set(module, loaded.definition);
			traits[module] = traitsOf(loaded.definition, loaded.version);
		} else {
			const definition = builtinModules.get(module) ?? createChameleon(module);
			modules.set(module, definition);
			traits[module] = traitsOf(definition);
		}
	}

	return {
		pipeline,
		modules,
		traits,
		warnings,
		systemPrompts: await readSystemPrompts(pipeline.operations, folder),
	};
}

async function readSystemPrompts(operations: Operation[], folder: string): Promise<Record<string, string>> {
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
