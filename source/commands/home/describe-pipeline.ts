/** A pipeline as the home screen shows it; nothing of the folder's code is imported for that. */
import {dirname, parse, relative} from 'node:path';
import type {Budget} from '../../core/events.ts';
import {parsePipeline} from '../../core/pipeline/parse.ts';
import type {Operation, Pipeline} from '../../core/pipeline/pipeline.ts';
import type {Problem} from '../../core/pipeline/problem.ts';
import {readParsedPipelines} from '../../io/library/parsed-pipelines.ts';
import {
	findBundledPipeline,
	type KnownModules,
	type PipelineEntry as Listed,
} from '../../io/library/pipelines.ts';
import {generalName} from '../../io/library/prompts.ts';
import {createChameleon} from '../../modules/chameleon.ts';
import {builtinModules} from '../../modules/registry.ts';
import type {PipelineEntry, PlannedOperation} from '../../ui/home/offers.ts';
import {dollars, tokens} from '../../ui/text/figures.ts';
import type {Surroundings} from '../command.ts';
import {demoPipeline} from '../demo/rehearsal.ts';
import {type ModuleNames, printProblems} from '../run/plan.ts';
import type {Answering} from './answering.ts';

type Library = {
	around: Surroundings;
	names: ModuleNames;
	/** Null: the settings cannot be used. */
	answering: Answering | null;
	/** What is wrong with the folder's own prompts, and with modules that lack theirs. */
	prompts: readonly Problem[];
};

/** `before`: as it was told the last time that it was sound, if it ever was; as long as it is broken its graph is shown. */
export function describePipeline(
	listed: Listed,
	{around, names, answering, prompts}: Library,
	before: PipelineEntry | undefined,
): PipelineEntry {
	const {name, description, source, file, pipeline} = listed;
	const faults = prompts.filter(prompt => concerns(prompt, pipeline));
	const problems = [...listed.problems, ...faults];
	const [fault] = faults;
	const problem =
		listed.problem ?? (fault ? `${relative(around.folder, fault.file)}: ${fault.message}` : null);
	const entry = {
		name,
		source: source === 'yours' ? placeOf(file, around.folder) : 'bundled',
		file,
		problem,
		problems: printProblems(
			problems.map(one => ({
				...one,
				file: source === 'yours' || faults.includes(one) ? relative(around.folder, one.file) : one.file,
			})),
		),
	};
	if (pipeline === null && before) return {...before, ...entry, outdated: true};
	const operations = (pipeline?.operations ?? []).map(operation => planned(operation, {names, answering}));
	const asked = operations.flatMap(({models}) => models ?? []);
	return {
		...entry,
		description,
		operations,
		outdated: false,
		budget: pipeline && describeBudget(pipeline.budget),
		needs: asked.map(model => answering?.obstacle(model) ?? null).find(obstacle => obstacle !== null) ?? null,
	};
}

/** Whether an operation would be told it: every one is told the general prompt. */
function concerns({file}: Problem, pipeline: Pipeline | null): boolean {
	const {name} = parse(file);
	return (
		pipeline !== null && (name === generalName || pipeline.operations.some(({module}) => module === name))
	);
}

/** Null if the app's own pipeline is missing. */
export async function describeDemo(known: KnownModules): Promise<PipelineEntry | null> {
	const found = await findBundledPipeline(demoPipeline);
	if ('problem' in found) return null;
	const parsed = await readParsedPipelines(known);
	const pipeline =
		parsed.get(found.text) ?? parsePipeline(found.text, {file: found.file, name: found.name}).pipeline;
	if (pipeline === null) return null;
	return {
		name: 'demo',
		description: 'A whole run on recorded answers: from a request to a program that runs and repairs itself.',
		source: 'bundled',
		file: found.file,
		// What answers is recorded: nobody is asked.
		operations: pipeline.operations.map(operation => ({
			...planned(operation, {names: null, answering: null}),
			models: [],
		})),
		outdated: false,
		budget: null,
		needs: null,
		problem: null,
		problems: '',
	};
}

function planned(
	{output_name, module, inputs, model_config, checkpoint}: Operation,
	{names, answering}: {names: ModuleNames | null; answering: Answering | null},
): PlannedOperation {
	const operation = {output_name, module, inputs};
	// What a module of the person's own does is known only once it is imported, which takes trust.
	if (names?.userModules.has(module)) {
		return {...operation, models: null, stops: {asks: false, review: checkpoint === 'always'}};
	}

	const {by = 'module', asks = by === 'person'} = builtinModules.get(module) ?? createChameleon(module);
	const ladder = [model_config.model, ...(model_config.escalate ?? [])].map(
		name => answering?.resolve(name) ?? name ?? 'medium',
	);
	const reviewed = checkpoint === 'always' || by === 'model';
	return {
		...operation,
		models: by === 'model' ? [...new Set(ladder)] : [],
		stops: {asks, review: by !== 'person' && checkpoint !== 'never' && reviewed},
	};
}

function describeBudget({max_usd, max_tokens, max_minutes}: Budget): string {
	const parts = [
		...(max_usd === undefined ? [] : [dollars(max_usd)]),
		...(max_tokens === undefined ? [] : [`${tokens(max_tokens)} tokens`]),
		...(max_minutes === undefined ? [] : [`${max_minutes} min`]),
	];
	if (parts.length > 0) return `at most ${parts.join(', ')}`;
	// The list of prices is large: it is not read before something is begun.
	return 'none of its own: it pauses at $1.00 and asks; where no price is known, only --max-tokens or max_minutes hold it';
}

/** `.` or `./pipelines`. */
function placeOf(file: string, folder: string): string {
	const place = relative(folder, dirname(file));
	return place === '' ? '.' : `./${place}`;
}
