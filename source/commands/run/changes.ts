/** What became of the files that a run was made from, since it recorded them. */
import {type Changes, compareDefinitions, isNothing} from '../../core/adoption/changes.ts';
import type {ModuleTraits} from '../../core/events.ts';
import {parsePipeline} from '../../core/pipeline/parse.ts';
import type {Pipeline} from '../../core/pipeline/pipeline.ts';
import type {RunState} from '../../core/state/run-state.ts';
import {findBundledPipeline} from '../../io/library/pipelines.ts';
import {readTextFile} from '../../io/library/read-text-file.ts';
import {UsageError} from '../command.ts';
import {listModuleNames, readSystemPrompts} from './plan.ts';

/** What is there now. */
export type Found = {
	/** The pipeline's, as it is shown with problems. */
	file: string;
	changes: Changes;
	/** As they are to be adopted. */
	pipeline: Pipeline;
	system_prompts: Record<string, string>;
	/** Of the modules that the recorded pipeline uses, those whose code changed. */
	modules: Record<string, ModuleTraits>;
	/** The pipeline cannot be compared: why, a sentence. Then only what else changed is told. */
	problem: string | null;
};

/**
 * Compares what the run recorded with what is there now; null if nothing differs that matters. `modules`: those of the
 * recorded pipeline, as they are now. What was edited within the run is no difference.
 */
export async function findChanges(
	state: RunState,
	folder: string,
	modules: ReadonlyMap<string, {traits: ModuleTraits}>,
): Promise<Found | null> {
	const traits = Object.fromEntries([...modules].map(([name, module]) => [name, module.traits]));
	const recorded = {pipeline: state.pipeline, system_prompts: state.systemPrompts, modules: state.modules};
	const read = await readDefinition(state, folder);
	const problem = 'problem' in read ? read.problem : null;
	const now = 'problem' in read ? recorded : read;
	const changes = compareDefinitions(recorded, {...now, modules: traits});
	if (problem === null && isNothing(changes)) return null;
	return {
		file: state.pipelineFile ?? state.pipeline.name,
		changes,
		pipeline: now.pipeline,
		system_prompts: now.system_prompts,
		modules: Object.fromEntries(changes.modules.map(name => [name, traits[name]!])),
		problem,
	};
}

type Read = {pipeline: Pipeline; system_prompts: Record<string, string>} | {problem: string | null};

async function readDefinition(state: RunState, folder: string): Promise<Read> {
	const read = await readPipelineText(state);
	if ('problem' in read) return read;
	const {name, source} = state.pipeline;
	const {names, writers} = await listModuleNames(folder);
	const parsed =
		read.text === source
			? {pipeline: state.pipeline, problems: []}
			: parsePipeline(read.text, {file: read.file, name, modules: names, writers});
	if (parsed.pipeline === null) {
		const first = parsed.problems.find(({severity}) => severity === 'error')!;
		return {problem: `${read.file} is broken now, line ${first.line}: ${first.message}`};
	}

	try {
		return {pipeline: parsed.pipeline, system_prompts: await readSystemPrompts(parsed.pipeline, folder)};
	} catch (error) {
		if (error instanceof UsageError) return {problem: error.message};
		throw error;
	}
}

/** The pipeline as it is now; `problem` is null where no file is known that could have changed. */
export async function readPipelineText({
	pipeline,
	pipelineFile,
}: RunState): Promise<{file: string; text: string} | {problem: string | null}> {
	if (pipelineFile === null) {
		const bundled = await findBundledPipeline(pipeline.name);
		return 'problem' in bundled ? {problem: null} : bundled;
	}

	const read = await readTextFile(pipelineFile);
	if (read === null) return {problem: `The pipeline’s file ${pipelineFile} is not there any more.`};
	return 'problem' in read ? read : {file: pipelineFile, text: read.text};
}
