import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {type EventDraft, type RunEvent, stamp} from '../../../source/core/events.ts';
import type {Message} from '../../../source/core/ports.ts';
import {rememberTexts, storeMessages, type TextTable} from '../../../source/core/texts.ts';
import {readCassette} from '../../../source/io/memory/cassette-file.ts';
import {openLog} from '../../../source/io/memory/log.ts';
import {isLogProblem} from '../../../source/io/memory/log-problem.ts';
import {started} from './example-events.ts';
import {temporaryFolder} from './temporary-folder.ts';

const system = 'You are an engineer. '.repeat(10);
const basics = {module: 'engineer', output_name: 'code', attempt: 1, try: 1, by: 'model' as const};
const usage = {input_tokens: 5, output_tokens: 7};

async function record(folder: string, calls: {call: number; prompt: string; response: string | null}[]) {
	const log = await openLog(folder);
	if (isLogProblem(log)) throw new Error(log.problem);
	const texts: TextTable = new Map();
	const emit = (draft: EventDraft) => {
		const event: RunEvent = stamp(draft, 0);
		rememberTexts(texts, event);
		log.append(event);
	};
	log.append(started);
	for (const {call, prompt, response} of calls) {
		const messages: Message[] = [
			{role: 'system', content: system},
			{role: 'user', content: prompt},
		];
		const stored = storeMessages(texts, messages, prompt);
		emit({...basics, type: 'model-asked', call, parameters: {}, messages: stored, prompt, model: 'small'});
		if (response === null) continue;
		emit({
			...basics,
			type: 'model-answered',
			call,
			prompt,
			response,
			usage,
			model: 'gpt-6-luna',
			cost_usd: 0,
			duration_ms: 3,
			finish_reason: 'stop',
			timing: [[1, 2]],
		});
	}
	await log.close();
	return log.path;
}

test('A run’s answers come with their prompts and system messages, resolved where they were stored once', async () => {
	const path = await record(temporaryFolder(), [
		{call: 1, prompt: 'write '.repeat(20), response: 'answer one'},
		{call: 2, prompt: 'short', response: null},
		{call: 2, prompt: 'short', response: 'answer two'},
		{call: 3, prompt: 'never answered', response: null},
	]);
	const common = {output_name: 'code', module: 'engineer', attempt: 1, system, model: 'gpt-6-luna', usage};
	expect(await readCassette(path)).toEqual([
		{...common, call: 1, prompt: 'write '.repeat(20), response: 'answer one', timing: [[1, 2]]},
		{...common, call: 2, prompt: 'short', response: 'answer two', timing: [[1, 2]]},
	]);
});

test('The answers of a log of the Python OrchestrAI know their module only', async () => {
	const path = join(temporaryFolder(), 'old.json');
	const actions = [{module: 'task_planner', input: 'a game', output: {response_text: 'a plan'}}];
	writeFileSync(path, JSON.stringify({agent_start_time: 1, pipeline_name: 'x', actions}));
	expect(await readCassette(path)).toEqual([
		{
			output_name: null,
			module: 'task_planner',
			attempt: 1,
			call: 1,
			prompt: 'a game',
			system: null,
			model: null,
			response: 'a plan',
			usage: null,
		},
	]);
});

test('A file that is no recording is refused with a sentence', async () => {
	const path = join(temporaryFolder(), 'no.json');
	writeFileSync(path, '{}');
	expect(await readCassette(path)).toMatchObject({kind: 'not-a-log'});
	expect(await readCassette(`${path}.absent`)).toMatchObject({kind: 'missing'});
});
