import {describe, expect, it} from 'vitest';
import type {RecordedAnswer} from '../../../source/core/cassette.ts';
import type {ModelPiece, ModelRequest} from '../../../source/core/ports.ts';
import {type CassetteOptions, createCassetteModel} from '../../../source/io/models/cassette.ts';
import {manualClock} from '../../helpers/manual-clock.ts';

function recorded(overrides: Partial<RecordedAnswer>): RecordedAnswer {
	return {
		output_name: 'plan',
		module: 'task_planner',
		attempt: 1,
		call: 1,
		prompt: 'REQUEST:\nA clock.',
		system: 'Be brief.',
		model: 'gpt-6-luna',
		response: 'First, a face.',
		usage: {input_tokens: 12, output_tokens: 4},
		...overrides,
	};
}

function ask(
	overrides: Partial<ModelRequest> = {},
	prompt = 'REQUEST:\nA clock.',
	system = 'Be brief.',
): ModelRequest {
	return {
		output_name: 'plan',
		module: 'task_planner',
		attempt: 1,
		call: 1,
		try: 1,
		model: 'medium',
		messages: [
			{role: 'system', content: system},
			{role: 'user', content: prompt},
		],
		parameters: {},
		limits: {first_token_timeout_ms: 1000, idle_timeout_ms: 1000, timeout_ms: 1000},
		...overrides,
	};
}

const unaborted = new AbortController().signal;

function play(answers: RecordedAnswer[], options: Partial<CassetteOptions> = {}) {
	const model = createCassetteModel({answers, match: 'loose', clock: manualClock(), ...options});
	return async (request: ModelRequest): Promise<ModelPiece> => {
		let end: ModelPiece | undefined;
		for await (const piece of model.stream(request, unaborted)) end = piece;
		return end!;
	};
}

async function textOf(answer: Promise<ModelPiece>): Promise<string> {
	const piece = await answer;
	if (piece.type !== 'answered') throw new Error(JSON.stringify(piece));
	return piece.answer.text;
}

describe('a cassette', () => {
	it('gives the recorded answer with its model and usage, and costs nothing', async () => {
		expect(await play([recorded({})])(ask())).toEqual({
			type: 'answered',
			answer: {
				text: 'First, a face.',
				model: 'gpt-6-luna',
				usage: {input_tokens: 12, output_tokens: 4},
				cost_usd: 0,
				finish_reason: 'stop',
				notes: [],
			},
		});
	});

	it('says of itself that it is a recording', () => {
		expect(createCassetteModel({answers: [], match: 'loose', clock: manualClock()}).kind).toBe('recorded');
	});

	it('tells attempts and calls of one output apart', async () => {
		const answer = play([
			recorded({response: 'a1 c1'}),
			recorded({call: 2, response: 'a1 c2'}),
			recorded({attempt: 2, response: 'a2 c1'}),
		]);
		expect(await textOf(answer(ask({attempt: 2})))).toBe('a2 c1');
		expect(await textOf(answer(ask({call: 2})))).toBe('a1 c2');
		expect(await textOf(answer(ask()))).toBe('a1 c1');
	});

	it('gives an output that it does not know the answers of its module, in the order of asking', async () => {
		const answer = play([
			recorded({output_name: null, module: 'enhancer', response: 'one'}),
			recorded({output_name: null, module: 'realist', response: 'real'}),
			recorded({output_name: null, module: 'enhancer', response: 'two'}),
		]);
		expect(await textOf(answer(ask({output_name: 'better', module: 'enhancer'})))).toBe('one');
		expect(await textOf(answer(ask({output_name: 'better', module: 'enhancer', try: 2})))).toBe('one');
		expect(await textOf(answer(ask({output_name: 'best', module: 'enhancer'})))).toBe('two');
		expect(await answer(ask({output_name: 'more', module: 'enhancer'}))).toMatchObject({
			fault: {kind: 'not-recorded'},
		});
	});

	it('fails, and keeps to it, where a known output was not asked that often', async () => {
		const end = await play([recorded({})])(ask({attempt: 2}));
		expect(end).toMatchObject({
			type: 'failed',
			fault: {kind: 'not-recorded', retryable: false, possibly_paid: false},
		});
		expect(end.type === 'failed' && end.fault.message).toBe(
			'The recording has no answer to this: `plan`, attempt 2, call 1.',
		);
	});

	it('notes beside the answer that it was recorded for another prompt, or another system prompt', async () => {
		const note = ['This was recorded for another prompt: what changed did not influence this answer.'];
		const answer = play([recorded({})]);
		expect(await answer(ask({}, 'REQUEST:\nA watch.'))).toMatchObject({answer: {notes: note}});
		expect(await answer(ask({}, undefined, 'Be long.'))).toMatchObject({answer: {notes: note}});
	});

	it('does not hold a system prompt against an answer whose log tells of none', async () => {
		const answer = play([recorded({system: null})], {match: 'strict'});
		expect(await textOf(answer(ask({}, undefined, 'Anything.')))).toBe('First, a face.');
	});

	it('refuses another prompt when it is strict, and shows the first line that differs', async () => {
		const end = await play([recorded({})], {match: 'strict'})(ask({}, 'REQUEST:\nA watch.'));
		expect(end).toMatchObject({type: 'failed', fault: {kind: 'not-recorded'}});
		expect(end.type === 'failed' && end.fault.message).toBe(
			'The recording has no answer to this prompt of `plan`. The prompt differs at line 2: recorded “A clock.”, now “A watch.”.',
		);
	});

	it('shows a line that one prompt has and the other lacks, and the differing part of a long one', async () => {
		const strict = play([recorded({prompt: `${'x'.repeat(300)}A`})], {match: 'strict'});
		const longer = await strict(ask({}, `${'x'.repeat(300)}A\nmore`));
		expect(longer.type === 'failed' && longer.fault.message).toContain(
			'line 2: recorded nothing, now “more”.',
		);
		const other = await strict(ask({}, `${'x'.repeat(300)}B`));
		expect(other.type === 'failed' && other.fault.message).toMatch(/recorded “…x{40}A”, now “…x{40}B”\.$/);
	});
});

describe('the pace of a cassette', () => {
	async function watch(answer: RecordedAnswer) {
		const clock = manualClock();
		const start = clock.now();
		const model = createCassetteModel({answers: [answer], match: 'loose', pace: 'recorded', clock});
		const seen: [number, string][] = [];
		const played = (async () => {
			for await (const piece of model.stream(ask(), unaborted))
				if (piece.type === 'text') seen.push([clock.now() - start, piece.text]);
		})();
		await clock.advance(60_000);
		await played;
		return seen;
	}

	it('is that of the recording, with waits over two seconds shortened', async () => {
		const timing: [number, number][] = [
			[30_000, 6],
			[30_250, 9],
			[30_300, 14],
		];
		expect(await watch(recorded({timing}))).toEqual([
			[2000, 'First,'],
			[2250, ' a '],
			[2300, 'face.'],
		]);
	});

	it('shows the rest when the timing ends before the text, and never half a character', async () => {
		const pieces = await watch(recorded({response: 'a🦆b', timing: [[10, 2]]}));
		expect(pieces.map(([, text]) => text)).toEqual(['a🦆', 'b']);
	});

	it('is one to read along with where no timing is known, and no answer takes longer than some seconds', async () => {
		const response = 'A line of some words.\n\n\tindented\n'.repeat(1000);
		const pieces = await watch(recorded({response}));
		expect(pieces.map(([, text]) => text).join('')).toBe(response);
		expect(pieces.length).toBeGreaterThan(1000);
		expect(pieces.at(-1)![0]).toBeLessThan(10_000);
	});

	it('ends at once when it is stopped, with the part that was shown and nothing to pay', async () => {
		const clock = manualClock();
		const stop = new AbortController();
		const model = createCassetteModel({
			answers: [
				recorded({
					timing: [
						[10, 6],
						[900, 14],
					],
				}),
			],
			match: 'loose',
			pace: 'recorded',
			clock,
		});
		const pieces: ModelPiece[] = [];
		const played = (async () => {
			for await (const piece of model.stream(ask(), stop.signal)) pieces.push(piece);
		})();
		await clock.advance(10);
		stop.abort();
		await played;
		expect(pieces).toMatchObject([
			{type: 'text', text: 'First,'},
			{type: 'failed', fault: {kind: 'aborted', partial: 'First,', possibly_paid: false}},
		]);
	});
});
