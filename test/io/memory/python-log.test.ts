import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import type {RunEvent} from '../../../source/core/events.ts';
import {emptyState, reduce} from '../../../source/core/state/reduce.ts';
import {judgeAction} from '../../../source/io/memory/action-shape.ts';
import {readCassette} from '../../../source/io/memory/cassette-file.ts';
import {isLogProblem, type LogProblem} from '../../../source/io/memory/log-problem.ts';
import {type OpenRecording, openRecording} from '../../../source/io/memory/open-recording.ts';
import {temporaryFolder} from './temporary-folder.ts';

const start = Date.UTC(2023, 8, 2, 21, 20, 5);
/** Seconds after the start. */
const after = (seconds: number) => start + seconds * 1000;

const typed = (module: string, output: string, seconds: number) => ({
	module,
	input: '',
	output,
	action_timestamp: after(seconds),
});

const answered = (module: string, text: string, [from, to]: [number, number], more: object = {}) => ({
	module,
	input: `to ${module}`,
	output: {
		module_name: module,
		response_text: text,
		llm_start_time_ms: after(from),
		llm_end_time_ms: after(to),
		token_count: 593,
		status_code: 'success',
		status_message: [null],
		system_prompt: `You are ${module}.`,
		...more,
	},
	action_timestamp: after(to) + 1,
});

function write(content: unknown): string {
	const path = join(temporaryFolder(), 'orchestrai_log.json');
	writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
	return path;
}

function log(actions: object[], pipeline_name = 'mine') {
	return {agent_start_time: start / 1000, pipeline_name, actions};
}

async function play(content: unknown, pipeline: string | null = null) {
	const opened = await openRecording(write(content), async () => pipeline);
	if (isLogProblem(opened)) throw new Error(opened.problem);
	return played(opened);
}

function played({recording, notes}: OpenRecording) {
	const events: RunEvent[] = [];
	for (let index = 0; index < recording.count(); index++) events.push(recording.at(index));
	for (const event of events) expect(judgeAction(event)).toBeNull();
	return {events, notes, state: events.reduce(reduce, emptyState())};
}

const engineering = readFileSync(new URL('../../../pipelines/engineering.yml', import.meta.url), 'utf8');

test('The modules of a Python log follow each other in a chain, and one that comes again is numbered', async () => {
	const {state, notes} = await play(
		log([
			typed('start_module', 'a fable', 5),
			answered('translator', 'eine Fabel', [5, 15]),
			answered('translator', 'a fable', [16, 20]),
		]),
	);
	expect(notes).toEqual([]);
	expect(state).toMatchObject({status: 'done', pipeline: {name: 'mine'}, startedAt: start});
	const told = [...state.operations.values()].map(({operation, status, versions, calls, money}) => ({
		...operation,
		status,
		text: versions[0]?.text,
		by: versions[0]?.by,
		took: calls[0]?.duration_ms,
		system: calls[0]?.messages[0]?.content,
		tokens: money.output_tokens,
	}));
	expect(told).toMatchObject([
		{output_name: 'start_module', inputs: [], text: 'a fable', by: 'person', tokens: 0},
		{
			output_name: 'translator',
			inputs: ['start_module'],
			text: 'eine Fabel',
			by: 'model',
			took: 10_001,
			system: 'You are translator.',
			tokens: 593,
		},
		{output_name: 'translator_2', module: 'translator', inputs: ['translator'], status: 'done'},
	]);
});

test('A Python log of a pipeline that is known has its graph, and what a debugger called is its own', async () => {
	const actions = [
		typed('start_module', 'a game', 5),
		answered('code_planner', 'plan', [5, 15]),
		answered('engineer', 'code', [16, 20]),
		answered('debugger', 'fix 1', [21, 22]),
		answered('debugger', 'fix 2', [23, 24]),
		answered('modify_codebase', 'change', [25, 26]),
		answered('debugger', 'fix 3', [27, 28]),
		answered('create_readme', '# Game', [29, 30]),
	];
	const {state} = await play(log(actions, 'engineering_pipeline'), engineering);
	expect([...state.operations.values()].map(({status, calls}) => [status, calls.length])).toEqual([
		['done', 0],
		['done', 1],
		['done', 1],
		['done', 2],
		['done', 2],
		['done', 1],
	]);
	expect(state.status).toBe('done');
	expect(state.operations.get('readme')?.operation.inputs).toEqual([
		'request',
		'code_plan',
		'modified_codebase',
	]);

	// One that had nothing to repair made no action.
	const silent = actions.filter(({module}) => module !== 'debugger' && module !== 'modify_codebase');
	const {state: without} = await play(log(silent, 'engineering_pipeline'), engineering);
	expect([...without.operations.values()].map(({status}) => status)).toEqual([
		'done',
		'done',
		'done',
		'skipped',
		'skipped',
		'done',
	]);

	const cut = await play(log(actions.slice(0, 3), 'engineering_pipeline'), engineering);
	expect(cut.state.status).toBe('running');
	expect(cut.state.operations.get('working_codebase')?.status).toBe('pending');

	const other = await play(log([...actions, answered('illustrator', 'x', [31, 32])]), engineering);
	expect(other.notes).toEqual([expect.stringContaining('shown one after the other')]);
	expect([...other.state.operations.keys()].slice(3, 5)).toEqual(['debugger', 'debugger_2']);
});

test.for<[string, (at: number) => unknown]>([
	['ms', at => at],
	['seconds', at => at / 1000],
	['seconds in a text', at => String(at / 1000)],
	['ms in a text', at => String(at)],
	['seconds since its start', at => (at - start) / 1000],
])('Times in %s are taken as what they are', async ([, tell]) => {
	const actions = [
		{...typed('start_module', 'a fable', 5), action_timestamp: tell(after(5))},
		{
			...answered('translator', 'eine Fabel', [5, 15], {
				llm_start_time_ms: tell(after(6)),
				llm_end_time_ms: tell(after(15)),
			}),
			action_timestamp: tell(after(16)),
		},
	];
	const {events, state} = await play(log(actions));
	expect(state.startedAt).toBe(start);
	const {timestamp} = events.find(({type}) => type === 'module-finished')!;
	expect(Date.parse(timestamp)).toBe(after(5));
	expect(state.operations.get('translator')!.calls[0]).toMatchObject({
		askedAt: after(6),
		duration_ms: 10_000,
	});
});

test('A call that failed in a Python log fails its operation, with what was said of it', async () => {
	const failed = answered('planner', 'half', [1, 2], {status_code: 'error', status_message: ['Rate limit']});
	const {state} = await play(log([failed]));
	expect(state.status).toBe('failed');
	expect(state.operations.get('planner')).toMatchObject({
		status: 'failed',
		failure: {message: 'Rate limit'},
		calls: [{failures: [{partial: 'half', message: 'Rate limit'}]}],
	});
	expect(await readCassette(write(log([failed])))).toEqual([]);
});

test('What a Python log lacks is borne, what cannot be used is named, and hostile names are made plain', async () => {
	const {state, notes} = await play({
		agent_start_time: 1e300,
		actions: [
			{module: 'a/b\u202e\n=', output: 'first'},
			{module: 'b'},
			{output: 'nobody’s'},
			null,
			{module: '__proto__', output: {response_text: 'second', token_count: -1, llm_start_time_ms: 'soon'}},
			{module: 'c', input: {x: 1}, output: 'third', action_timestamp: -5},
		],
	});
	expect(notes.map(note => /Action (\d) of .* is left out: (.*)\./.exec(note)?.slice(1))).toEqual([
		['2', 'it has no output'],
		['3', 'it has no module'],
		['4', 'it has no module'],
	]);
	expect([...state.operations.keys()]).toEqual(['a_b___', '___proto__', 'c']);
	expect(state.operations.get('c')).toMatchObject({prompt: '{"x":1}', status: 'done'});
});

test('The oldest logs, which are a list, are played too', async () => {
	const {state} = await play([
		{
			module: 'start',
			prompt: 'Convince me.',
			response: null,
			model: null,
			timestamp: '2023-08-27T18:28:22.033',
		},
		{
			module: 'planner',
			prompt: 'x',
			response: 'A list',
			model: 'gpt-4',
			timestamp: '2023-08-27T18:28:30.632',
		},
	]);
	expect(state.operations.get('start')?.versions[0]).toMatchObject({by: 'person', text: 'Convince me.'});
	expect(state.operations.get('planner')?.calls[0]).toMatchObject({model: 'gpt-4', duration_ms: 8599});
});

test('A file that is no log of the Python OrchestrAI, or holds nothing of a run, is refused with a sentence', async () => {
	for (const [content, sentence] of [
		[{agent_start_time: 1, actions: []}, /it holds no action/],
		[{agent_start_time: 1, actions: [{module: 'x'}]}, /no action of it has a module and an output/],
		[{agent_end_time: 1, run_time: 2}, /it holds no list of actions/],
		['[]', /no list of actions/],
		['{', /it is not JSON/],
	] as const) {
		const problem = (await openRecording(write(content))) as LogProblem;
		expect(problem).toMatchObject({kind: 'not-a-log', problem: expect.stringMatching(sentence)});
	}
});
