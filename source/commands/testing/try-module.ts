/** A run of one module in a folder of its own: the real engine over a real log, with a scripted model and person. */
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {EventDraft, RunEvent, RunSettings} from '../../core/events.ts';
import {defineModule, type ModuleDefinition, OperationFailure} from '../../core/module.ts';
import {parsePipeline} from '../../core/pipeline/parse.ts';
import type {Clock} from '../../core/ports.ts';
import {nothingDecided} from '../../core/recorded-decisions.ts';
import {emptyState} from '../../core/state/reduce.ts';
import type {RunState} from '../../core/state/run-state.ts';
import {systemClock} from '../../io/clock.ts';
import {checkDefinition} from '../../io/library/check-definition.ts';
import {describePlace, locateCaller} from '../../io/library/locate-error.ts';
import {describeLackingPrompt} from '../../io/library/prompted.ts';
import {composeSystem, findGeneralPrompt, findPrompt} from '../../io/library/prompts.ts';
import {isLogProblem} from '../../io/memory/log-problem.ts';
import {createRunFolder} from '../../io/memory/run-folder.ts';
import {traitsOf} from '../../modules/registry.ts';
import {printProblems} from '../run/plan.ts';
import {allOf} from '../run/recording.ts';
import {openRunner, openSitting} from '../run/sitting.ts';
import type {AskedCall, ModuleTest, TestedRun} from './module-test.ts';
import {createScriptedModel} from './scripted-model.ts';
import {createScriptedPerson} from './scripted-person.ts';
import {createScriptedPrograms} from './scripted-programs.ts';

export async function tryModule(module: ModuleDefinition, test: ModuleTest): Promise<TestedRun> {
	checkModule(module);
	const scratch = await mkdtemp(join(tmpdir(), 'orchestrai-test-'));
	try {
		return await tryIn(scratch, module, test);
	} finally {
		await rm(scratch, {recursive: true, force: true});
	}
}

function checkModule(module: ModuleDefinition): void {
	const advice = 'Give runModule the default export of the module, as in `import greet from "./greet.mts"`.';
	if (module === undefined) throw new TypeError(`There is no module: it is undefined. ${advice}`);
	const faults = checkDefinition(module, String(module?.name));
	if (faults.length === 0) return;
	throw new TypeError(`This is no module: ${faults.map(({message}) => message).join(' ')} ${advice}`);
}

async function tryIn(scratch: string, module: ModuleDefinition, test: ModuleTest): Promise<TestedRun> {
	const {inputs = {}, person = {}, redo = []} = test;
	const given = nameBeside([module.name], 'given');
	const output_name = nameBeside(Object.keys(inputs), module.name);
	const operations = [
		...Object.keys(inputs).map(name => ({module: given, inputs: [], output_name: name})),
		{
			checkpoint: redo.length > 0 ? 'always' : 'never',
			...test.operation,
			module: module.name,
			inputs: Object.keys(inputs),
			output_name,
		},
	];
	const pipeline = checkedYaml({name: module.name, pipeline: operations});

	const folder = await createRunFolder(scratch, 'test', systemClock.now());
	if (isLogProblem(folder)) throw new Error(folder.problem, {cause: folder.cause});
	const sitting = await openSitting(folder, [], {clock: hurriedClock});
	const events: RunEvent[] = [];
	sitting.store.onEvent(event => events.push(event));
	const givenModule = defineModule({
		name: given,
		describe: 'What the test gives.',
		run: ({operation}) => inputs[operation.output_name]!,
	});
	const modules = new Map(
		[givenModule, module].map(definition => [
			definition.name,
			{definition, traits: traitsOf(definition, 'of a test'), own: locateCode},
		]),
	);
	const system = test.system ?? (await usualSystem(module));
	const runner = openRunner(folder, null);
	const programs = test.programs && createScriptedPrograms(test.programs);
	const first: EventDraft = {
		type: 'run-started',
		run_id: folder.id,
		pipeline_name: module.name,
		pipeline,
		forked_from: null,
		continues: null,
		settings: programs?.asks ? {...settings, allow_run: 'ask'} : settings,
		request: test.request ?? null,
		answers: [],
		system_prompts: Object.fromEntries(operations.map(one => [one.output_name, system])),
		modules: Object.fromEntries([...modules].map(([name, {traits}]) => [name, traits])),
		initial_files: {...test.files},
	};
	const calls: AskedCall[] = [];
	const seen = {questions: [] as string[], reviews: [] as string[]};
	const running = sitting.run([first], {
		modules,
		model: createScriptedModel(test.model, calls),
		human: createScriptedPerson(person, {redo, programs}, seen),
		memory: {recall: async () => []},
		interactive: false,
		stepping: false,
		runner: programs ? programs.over(runner) : runner,
		decided: nothingDecided,
	});
	await running.ended();

	const state = sitting.store.state();
	const {notes} = state.operations.get(output_name)!;
	return withOutput(state, output_name, {
		...seen,
		prompts: calls.map(({prompt}) => prompt),
		calls,
		notes,
		files: filesOf(state),
		programs: allOf(events, 'program-ran').map(({command, exit_code, stdout, stderr}) => ({
			command,
			exit_code,
			stdout,
			stderr,
		})),
		events,
	});
}

/** Where there is none, asking for it tells why: so does a test that compares it. */
function withOutput(
	state: RunState,
	output_name: string,
	seen: Omit<TestedRun, 'output' | 'failure'>,
): TestedRun {
	const {status, versions, current, failure: failed} = state.operations.get(output_name)!;
	if (status === 'done') return {...seen, output: versions[current - 1]?.text ?? '', failure: null};
	const failure = new OperationFailure({
		kind: failed?.kind ?? state.status,
		message: failed?.message ?? state.message ?? 'The module came to no output.',
		remedy: failed?.remedy ?? null,
	});
	return Object.defineProperty({...seen, failure} as TestedRun, 'output', {
		enumerable: false,
		get(): never {
			throw failure;
		},
	});
}

function filesOf({workspace, texts}: RunState): Record<string, string> {
	return Object.fromEntries(Object.entries(workspace).map(([path, hash]) => [path, texts.get(hash) ?? '']));
}

/** JSON is YAML. */
function checkedYaml(pipeline: object): string {
	const text = JSON.stringify(pipeline, null, '\t');
	const {problems} = parsePipeline(text, {file: 'the pipeline of the test', name: 'test'});
	const errors = problems.filter(({severity}) => severity === 'error');
	if (errors.length > 0) throw new Error(`The test cannot be run.\n\n${printProblems(errors)}`);
	return text;
}

function nameBeside(taken: readonly string[], name: string): string {
	return taken.includes(name) ? nameBeside(taken, `${name}_`) : name;
}

/** Nothing tells which file a test has its module from, until that calls something. */
function locateCode(trace: {stack?: string} | null): string | null {
	return trace && describePlace(locateCaller(trace, null));
}

/** What a run in this folder would tell the module. */
async function usualSystem({name, prompted}: ModuleDefinition): Promise<string> {
	const folder = process.cwd();
	const [general, own] = await Promise.all([findGeneralPrompt(folder), findPrompt(name, folder)]);
	for (const prompt of [general, own]) if (prompt && 'problem' in prompt) throw new Error(prompt.problem);
	if (prompted && own === null) {
		const {message, remedy} = describeLackingPrompt(name);
		throw new Error(`${message} (${folder}) ${remedy}`);
	}
	return composeSystem((general as {text: string}).text, (own as {text: string} | null)?.text ?? null);
}

/** Another try of a call does not keep a test waiting. */
const hurriedClock: Clock = {
	now: systemClock.now,
	sleep: (_ms, signal) => systemClock.sleep(0, signal),
};

const settings: RunSettings = {...emptyState().settings, review: 'declared', allow_run: 'sandbox'};
