/** A run of ours without its command line: the sitting that `orchestrai run --headless` opens, with its log on the disk. */
import {readRunFlags} from '../source/commands/run/flags.ts';
import {memoryFor} from '../source/commands/run/memory-for.ts';
import {settleSettings} from '../source/commands/run/settle-settings.ts';
import {type First, openRunner, openSitting} from '../source/commands/run/sitting.ts';
import {createHeadlessHuman} from '../source/core/headless-human.ts';
import {defineModule, type ModuleDefinition} from '../source/core/module.ts';
import {parsePipeline} from '../source/core/pipeline/parse.ts';
import type {Model} from '../source/core/ports.ts';
import {nothingDecided} from '../source/core/recorded-decisions.ts';
import type {RunView} from '../source/core/store.ts';
import {systemClock} from '../source/io/clock.ts';
import {isLogProblem} from '../source/io/memory/log-problem.ts';
import {createRunFolder} from '../source/io/memory/run-folder.ts';
import {createOpenAIModel} from '../source/io/models/openai.ts';
import {createChameleon} from '../source/modules/chameleon.ts';
import {traitsOf} from '../source/modules/registry.ts';
import type {Node} from './graphs.ts';

/** Does nothing: what is left is what the engine and its log cost. */
export const noOp = defineModule({name: 'no_op', describe: 'Does nothing', run: () => 'done'});

/** Asks the model once. */
export const asks = createChameleon('asks');

const noModel: Model = {
	kind: 'live',
	resolve: name => ({model: name ?? 'none', note: null}),
	obstacle: () => null,
	// biome-ignore lint/correctness/useYield: there is nothing to yield.
	async *stream() {
		throw new Error('No model was expected to be asked.');
	},
};

/** As the product makes it for `--base-url URL --model model`, warm. */
export async function openModel(baseUrl: string): Promise<Model> {
	const model = createOpenAIModel({
		baseUrl,
		apiKey: null,
		roles: {},
		defaultModel: 'model',
		clock: systemClock,
	});
	await model.warmUp();
	return model;
}

export function pipelineOf(nodes: readonly Node[], module: string): string {
	const lines = nodes.map(
		({name, inputs, model}) =>
			`  - {module: ${module}, inputs: [${inputs.join(', ')}], output_name: ${name}${model ? `, model_config: {model: ${model}}` : ''}}`,
	);
	return ['pipeline:', ...lines, ''].join('\n');
}

export type OurRun = {
	nodes: readonly Node[];
	module: ModuleDefinition;
	model?: Model;
	/** `--concurrency`; its own default is 8. */
	concurrency?: number;
	/** Looks on, as the lines of a run without a screen do. */
	watch?: (view: RunView) => void;
};

/** `ms`: from the run's first action to where its log is closed with all on the disk. */
export type OurTime = {
	ms: number;
	/** From where the first operation begins to where the last is finished. */
	between_ms: number;
};

export async function timeRun(
	runsDir: string,
	{nodes, module, model = noModel, concurrency, watch}: OurRun,
): Promise<OurTime> {
	const text = pipelineOf(nodes, module.name);
	// As the product does, which checks it before anything else.
	const {pipeline, problems} = parsePipeline(text, {
		file: 'pipeline.yml',
		name: 'bench',
		modules: new Set([module.name]),
		writers: new Set(),
	});
	if (pipeline === null) throw new Error(`The pipeline has ${problems.length} problems.`);
	const flags = readRunFlags({headless: true, concurrency: concurrency?.toString()});
	const folder = await createRunFolder(runsDir, 'bench', systemClock.now());
	if (isLogProblem(folder)) throw new Error(folder.problem);
	const sitting = await openSitting(folder, []);
	const traits = traitsOf(module);
	const first: First = [
		{
			type: 'run-started',
			run_id: folder.id,
			pipeline_name: 'bench',
			forked_from: null,
			continues: null,
			pipeline: text,
			settings: settleSettings(flags, {
				interactive: false,
				before: null,
				roles: {},
				base_url: null,
				cassette: null,
				parameters: {},
			}),
			request: null,
			answers: [],
			system_prompts: {},
			modules: {[module.name]: traits},
			initial_files: {},
		},
	];
	const crew = {
		modules: new Map([[module.name, {definition: module, traits}]]),
		model,
		human: createHeadlessHuman({answerTo: () => null, approve: false, resumeCommand: 'orchestrai resume'}),
		memory: memoryFor(sitting, first, model),
		interactive: false,
		stepping: false,
		runner: openRunner(folder, null),
		decided: nothingDecided,
	};
	watch?.(sitting.store);
	const marks: number[] = [];
	sitting.store.onEvent(({type}) => {
		if (type === 'module-started' && marks.length === 0) marks[0] = performance.now();
		if (type === 'module-finished') marks[1] = performance.now();
	});
	const from = performance.now();
	const status = await sitting.run(first, crew).ended();
	const ms = performance.now() - from;
	const {done} = sitting.store.state().counts;
	if (status !== 'done' || done !== nodes.length)
		throw new Error(`The run ended as ${status}, with ${done} of ${nodes.length} operations done.`);
	return {ms, between_ms: marks[1]! - marks[0]!};
}
