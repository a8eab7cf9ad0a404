import {checkGraph, type Draft} from './check-graph.ts';
import {mergeDefaults, toBudget} from './merge-defaults.ts';
import {findNameFault} from './name-rules.ts';
import {howToBegin, type OperationRead, pipelineFile} from './operation-keys.ts';
import type {Operation, Pipeline} from './pipeline.ts';
import type {Problem} from './problem.ts';
import {listProblems, type Place, type ProblemList} from './problem-list.ts';
import type {Placed} from './readers.ts';
import {readYaml} from './yaml-source.ts';

const largestFile = 256 * 1024;

type ParseOptions = {
	/** Shown with each problem. */
	file: string;
	/** The pipeline's name if the YAML gives none; by default the file's. */
	name?: string;
	/** Names of all modules and prompts there are; without them modules are not checked. */
	modules?: ReadonlySet<string> | null;
	/** What to do about a module that is not among them, where it lies in another place: a sentence, or null. */
	elsewhere?: (module: string) => string | null;
	/** Names of the modules that write the workspace, for the warning that they will take turns. */
	writers?: ReadonlySet<string>;
};

/**
 * Reads and checks a pipeline's YAML. All problems come at once, in the file's order, each with its place;
 * `pipeline` is null if and only if one of them is an error. `modules`: those that it names, sound or not. Never throws
 * for what is in the text.
 */
export function parsePipeline(
	text: string,
	options: ParseOptions,
): {pipeline: Pipeline | null; problems: Problem[]; modules: ReadonlySet<string>} {
	const yaml = text.startsWith('\ufeff') ? text.slice(1) : text;
	const problems = listProblems(yaml, options.file);
	const modules = new Set<string>();
	const parts = readPipeline(yaml, options, problems, modules);
	const pipeline = parts === null || problems.failed() ? null : {...parts, source: text};
	if (pipeline) lastSound = pipeline;
	return {pipeline, problems: problems.all(), modules};
}

let lastSound: Pipeline | null = null;

/**
 * The pipeline of a text that a run recorded, under the name it went by; null if it is none. A text is parsed to
 * be checked and, an instant later, folded: whoever comes second gets the same pipeline, not 20 ms of YAML again.
 */
export function rereadPipeline(text: string, name: string): Pipeline | null {
	if (lastSound?.source === text && lastSound.name === name) return lastSound;
	return parsePipeline(text, {file: name, name}).pipeline;
}

/** Null if an error keeps it from being one. */
function readPipeline(
	yaml: string,
	options: ParseOptions,
	problems: ProblemList,
	modules: Set<string>,
): Omit<Pipeline, 'source'> | null {
	const {report, positionOf} = problems;
	if (isTooLarge(yaml)) {
		report(start, () => ({
			message: `The file is larger than ${largestFile / 1024} kB.`,
			remedy: 'Move long texts into prompts of their own, or split the pipeline.',
		}));
		return null;
	}
	const value = readYaml(yaml, report);
	if (value === null) {
		if (!problems.failed()) {
			report(start, () => ({message: 'The file holds no pipeline.', remedy: howToBegin}));
		}
		return null;
	}
	const file = pipelineFile(value, 'A pipeline file', report)?.read;
	const operations = file?.pipeline;
	if (!operations) return null;
	if (operations.value.length === 0 && !problems.failed()) {
		report(operations.place, () => ({message: '`pipeline` lists no operation.', remedy: howToBegin}));
	}
	const drafts = operations.value.map(toDraft);
	for (const {module} of drafts) if (module) modules.add(module.value);
	checkGraph(drafts, {
		modules: options.modules ?? null,
		elsewhere: options.elsewhere,
		writers: options.writers ?? new Set(),
		lineOf: place => positionOf(place.start).line,
		report,
	});
	if (problems.failed()) return null;
	return {
		name: file?.name ?? options.name ?? nameOf(options.file),
		description: file?.description ?? null,
		operations: operations.value.map(each => ({
			...toOperation(each),
			...mergeDefaults(file?.defaults?.read ?? {}, each.value.read),
			position: positionOf(each.place.start),
		})),
		budget: toBudget(file?.budget),
	};
}

const start: Place = {start: 0, end: 1};

function isTooLarge(text: string): boolean {
	return text.length > largestFile || new TextEncoder().encode(text).length > largestFile;
}

function toDraft({value: {read}}: Placed<OperationRead>): Draft {
	return {
		module: read.module ?? null,
		inputs: read.inputs?.value ?? null,
		output_name: read.output_name ?? null,
	};
}

function toOperation({
	value: {read},
}: Placed<OperationRead>): Pick<Operation, 'module' | 'inputs' | 'output_name'> {
	return {
		module: read.module!.value,
		inputs: [...new Set(read.inputs!.value.map(input => input.value))],
		output_name: read.output_name!.value,
	};
}

/** The file's name without its folders and ending, if it can be a name at all. */
function nameOf(file: string): string {
	const base = file
		.split(/[/\\]/)
		.at(-1)!
		.replace(/\.ya?ml$/i, '');
	return findNameFault(base) === null ? base : 'pipeline';
}
