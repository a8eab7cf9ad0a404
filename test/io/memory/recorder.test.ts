import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import type {RunEvent} from '../../../source/core/events.ts';
import type {ModelRequest} from '../../../source/core/ports.ts';
import {whatThePersonSaid} from '../../../source/core/replies.ts';
import {emptyState, reduce} from '../../../source/core/state/reduce.ts';
import {readCassette} from '../../../source/io/memory/cassette-file.ts';
import {isLogProblem} from '../../../source/io/memory/log-problem.ts';
import {readLog} from '../../../source/io/memory/reader.ts';
import {openRecorder, type Recorder} from '../../../source/io/memory/recorder.ts';
import {createRedactor} from '../../../source/io/memory/redact.ts';
import {humanIntervention} from '../../../source/modules/human-intervention.ts';
import {startModule} from '../../../source/modules/start-module.ts';
import {type Bench, bench} from '../../helpers/crew.ts';
import {manualClock} from '../../helpers/manual-clock.ts';
import {temporaryFolder} from './temporary-folder.ts';

const pipeline = `pipeline:
  - {module: start_module, inputs: [], output_name: request}
  - {module: planner, inputs: [request], output_name: plan, memory: {recall: 1}}
  - {module: human_intervention, inputs: [plan], output_name: guidance}
  - {module: writer, inputs: [guidance], output_name: text}
`;
const plain = createRedactor([]);

function made({
	request = 'a clock, '.repeat(20),
	guidance = 'small',
	answer = ({output_name}: ModelRequest) => `${output_name} of the first`,
	recorded = [] as string[],
	clock = manualClock(),
} = {}): Bench {
	return bench(pipeline, {
		modules: [startModule, humanIntervention],
		request,
		answer,
		clock,
		human: {ask: async () => ({kind: 'said', text: guidance})},
		memory: {recall: async () => [{run_id: 'r', at: '2026-11-21T14:03:11.000Z', text: 'an old plan'}]},
		model: {sourceOf: ({output_name}) => (recorded.includes(output_name) ? 'recorded' : 'live')},
	});
}

async function open(path: string, earlier: readonly RunEvent[] = []): Promise<Recorder> {
	const recorder = await openRecorder(path, plain, earlier);
	if (isLogProblem(recorder)) throw new Error(recorder.problem);
	return recorder;
}

let runs = 0;

/** Adds a run to the cassette; returns how many answers came to it. */
async function record(path: string, run: Bench): Promise<number> {
	const run_id = `run ${++runs}`;
	const begun = run.events.map(event => (event.type === 'run-started' ? {...event, run_id} : event));
	const recorder = await open(path, begun);
	run.store.onEvent(recorder.onEvent);
	await run.engine.run();
	await recorder.close();
	return recorder.added();
}

async function answersIn(path: string) {
	const answers = await readCassette(path);
	if (isLogProblem(answers)) throw new Error(answers.problem);
	return answers.map(({output_name, response}) => [output_name, response]);
}

async function actionsIn(path: string) {
	const log = await readLog(path);
	if (isLogProblem(log)) throw new Error(log.problem);
	return log.actions;
}

test('A run becomes a cassette: whole prompts with their answers, what the person said and what was recalled.', async () => {
	const path = join(temporaryFolder(), 'new/p.cassette.json');
	const run = made();
	expect(await record(path, run)).toBe(2);
	const answers = await readCassette(path);
	expect(answers).toMatchObject(
		['plan', 'text'].map(name => ({
			output_name: name,
			response: `${name} of the first`,
			prompt: run.store.state().operations.get(name)!.prompt,
		})),
	);
	const actions = await actionsIn(path);
	expect(whatThePersonSaid(actions)).toEqual([
		{name: 'request', text: 'a clock, '.repeat(20)},
		{name: 'guidance', text: 'small'},
	]);
	const state = actions.reduce(reduce, emptyState());
	expect(state.operations.get('plan')!.recalled).toMatchObject([{text: 'an old plan'}]);
	expect(state.operations.get('plan')!.calls[0]!.messages.at(-1)!.content).toContain('an old plan');
});

test('Of several runs in a cassette the last counts for each operation; what it answered itself is not added again.', async () => {
	const path = join(temporaryFolder(), 'p.cassette.json');
	await record(path, made());
	const before = readFileSync(path, 'utf8');
	expect(await record(path, made({recorded: ['plan', 'text']}))).toBe(0);
	expect(readFileSync(path, 'utf8')).toBe(before);

	const other = made({
		guidance: 'large',
		recorded: ['plan'],
		answer: ({output_name}) => `${output_name} of the second`,
	});
	expect(await record(path, other)).toBe(1);
	expect(await answersIn(path)).toEqual([
		['plan', 'plan of the first'],
		['text', 'text of the second'],
	]);
	const said = whatThePersonSaid(await actionsIn(path));
	expect(said.map(({text}) => text.slice(0, 7))).toEqual(['a clock', 'large']);
});

test('A run that goes on is recorded from its first sitting on, and no answer comes to the file twice.', async () => {
	const path = join(temporaryFolder(), 'p.cassette.json');
	const whole = made();
	await whole.engine.run();
	const later = await open(path, whole.events);
	await later.close();
	expect(later.added()).toBe(2);
	const before = readFileSync(path, 'utf8');
	const again = await open(path, whole.events);
	await again.close();
	expect(again.added()).toBe(0);
	expect(readFileSync(path, 'utf8')).toBe(before);
});

test('Where another run was recorded since this one began, nothing of either sitting is added.', async () => {
	const path = join(temporaryFolder(), 'p.cassette.json');
	const clock = manualClock();
	const early = made({clock});
	await clock.advance(1000);
	await record(path, made({clock, answer: () => 'later'}));
	const before = readFileSync(path, 'utf8');
	const late = await open(path, early.events);
	early.store.onEvent(late.onEvent);
	await early.engine.run();
	await late.close();
	expect([late.overtakenBy, late.added()]).toEqual([`run ${runs}`, 0]);
	expect(readFileSync(path, 'utf8')).toBe(before);
});

test('Only whole answers are added, without keys and without what means something only where the run was.', async () => {
	const path = join(temporaryFolder(), 'p.cassette.json');
	const key = 'sk-0123456789-0123456789';
	const recorder = await openRecorder(path, createRedactor([key]));
	if (isLogProblem(recorder)) throw new Error(recorder.problem);
	const run = bench(pipeline, {
		modules: [startModule, humanIntervention],
		request: `my key is ${key}`,
		answer: ({output_name}) =>
			output_name === 'plan' ? {fault: {kind: 'length', retryable: false}} : 'fine',
		settings: {base_url: 'http://10.0.0.1/v1', cassette: '/home/me/p.cassette.json', record: true},
	});
	run.events.forEach(recorder.onEvent);
	run.store.onEvent(recorder.onEvent);
	await run.engine.run();
	await recorder.close();
	expect(recorder.added()).toBe(0);
	const text = readFileSync(path, 'utf8');
	for (const secret of [key, '10.0.0.1', '/home/me']) expect(text).not.toContain(secret);
	expect(await answersIn(path)).toEqual([]);
});

test('A cassette is written by one process at a time, and what is none is left alone.', async () => {
	const folder = temporaryFolder();
	const path = join(folder, 'p.cassette.json');
	const first = await open(path);
	expect(await openRecorder(path, plain)).toMatchObject({
		kind: 'locked',
		problem: expect.stringContaining(`remove ${path}.lock`),
	});
	await first.close();
	writeFileSync(path, 'no log');
	expect(await openRecorder(path, plain)).toMatchObject({kind: 'not-a-log'});
	expect(readFileSync(path, 'utf8')).toBe('no log');
	expect(await openRecorder(join(path, 'below.json'), plain)).toMatchObject({kind: 'unwritable'});
});
