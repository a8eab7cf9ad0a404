import {expect, test} from 'vitest';
import type {RecordedAnswer} from '../../../source/core/cassette.ts';
import type {Model, ModelPiece, ModelRequest} from '../../../source/core/ports.ts';
import {createCassetteModel} from '../../../source/io/models/cassette.ts';
import {createRecordingModel} from '../../../source/io/models/recording.ts';
import {manualClock} from '../../helpers/manual-clock.ts';

const recorded: RecordedAnswer = {
	...{output_name: 'plan', module: 'task_planner', attempt: 1, call: 1},
	...{prompt: 'A clock.', system: 'Be brief.', model: 'm', response: 'recorded', usage: null},
};
const request: ModelRequest = {
	...{output_name: 'plan', module: 'task_planner', attempt: 1, call: 1, try: 1, model: 'medium'},
	messages: [
		{role: 'system', content: 'Be brief.'},
		{role: 'user', content: 'A clock.'},
	],
	parameters: {},
	limits: {first_token_timeout_ms: 1000, idle_timeout_ms: 1000, timeout_ms: 1000},
};
const asked: Partial<ModelRequest>[] = [];
const live: Model = {
	kind: 'live',
	resolve: name => ({model: `real ${name}`, note: null}),
	obstacle: model => ({message: `no ${model}`, remedy: ''}),
	async *stream(received): AsyncGenerator<ModelPiece> {
		asked.push(received);
		yield {type: 'text', text: 'live'};
	},
};

function both(answers: RecordedAnswer[] = [recorded]): Model {
	return createRecordingModel(createCassetteModel({answers, match: 'strict', clock: manualClock()}), live);
}

async function textOf(model: Model, given: ModelRequest): Promise<string> {
	let text = '';
	for await (const piece of model.stream(given, new AbortController().signal))
		if (piece.type === 'text') text += piece.text;
	return text;
}

test('The very prompt is answered from the recording.', async () => {
	expect(both().sourceOf!(request)).toBe('recorded');
	expect(await textOf(both(), request)).toBe('recorded');
	const unsaid = {...request, messages: request.messages.slice(1)};
	expect(await textOf(both([{...recorded, system: null}]), unsaid)).toBe('recorded');
	expect(asked).toEqual([]);
});

test.for<[string, Partial<ModelRequest>, RecordedAnswer?]>([
	['another prompt', {messages: [request.messages[0]!, {role: 'user', content: 'A watch.'}]}],
	['another system prompt', {messages: [{role: 'system', content: 'Be long.'}, request.messages[1]!]}],
	['a system prompt that the recording does not tell', {}, {...recorded, system: null}],
	['another call', {call: 2}],
	['another attempt', {attempt: 2}],
	['another operation of the module', {output_name: 'other'}],
	['an operation of a recording without names', {}, {...recorded, output_name: null}],
])('For %s the model is asked.', async ([, change, answer]) => {
	const model = both(answer && [answer]);
	expect(model.sourceOf!({...request, ...change})).toBe('live');
	expect(await textOf(model, {...request, ...change})).toBe('live');
});

test('It may be charged for: names are resolved and judged by the model that is asked.', () => {
	expect(both().kind).toBe('live');
	expect(both().resolve('small').model).toBe('real small');
	expect(both().obstacle('x')?.message).toBe('no x');
});
