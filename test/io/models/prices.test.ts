import {describe, expect, it, test} from 'vitest';
import {priceCall} from '../../../source/io/models/prices.ts';

const million = 1_000_000;

function price(
	model: string,
	{input = 100_000, output = million, cached}: {input?: number; output?: number; cached?: number} = {},
	base_url: string | null = null,
) {
	const usage = {
		input_tokens: input,
		output_tokens: output,
		...(cached === undefined ? {} : {cached_input_tokens: cached}),
	};
	return priceCall({models: [model], usage, base_url});
}

describe('the price of a call', () => {
	it.each([
		['gpt-6-luna', 0.01 + 0.5],
		['gpt-6.1-terra', 0.1 + 5],
		['gpt-6.1-sol', 0.2 + 10],
		['gpt-6.1-sol-2026-09-29', 0.2 + 10],
		['gpt-6-astra', 1 + 50],
		['gpt-6.2-sol', 0.2 + 10],
		['gpt-6.2-astra', 0.8 + 40],
	])('is known for %s', (model, usd) => {
		expect(price(model)).toBeCloseTo(usd, 9);
	});

	it.each(['gpt-6-luna', 'gpt-6.1-terra'])(
		'is twice the input and 1.5 times the output above 272k tokens of input: %s',
		model => {
			const at = price(model, {input: 272_000, output: 0})!;
			const above = price(model, {input: 272_001, output: 0})!;
			expect(above / at).toBeCloseTo(2, 4);
			const output = price(model, {input: 300_000})! - price(model, {input: 300_000, output: 0})!;
			expect(output / price(model, {input: 0})!).toBeCloseTo(1.5, 9);
		},
	);

	it('takes cached input at its own rate, and never more of it than there was input', () => {
		expect(price('gpt-6.1-terra', {cached: 100_000, output: 0})).toBeCloseTo(0.005, 9);
		expect(price('gpt-6-luna', {cached: 100_000, output: 0})).toBeCloseTo(0.001, 9);
		expect(price('gpt-6-luna', {cached: 900_000, output: 0})).toBeCloseTo(0.001, 9);
	});

	it('stays unknown for a name that nobody knows', () => {
		expect(price('gpt-7-nova')).toBeNull();
		expect(price('test-model')).toBeNull();
	});

	it('stays unknown for an open model at a local address, which may be free or not', () => {
		const local = 'http://127.0.0.1:11434/v1';
		expect(price('llama3.3', {}, local)).toBeNull();
		expect(price('gpt-oss-20b', {}, local)).toBeNull();
		expect(price('qwen3', {}, local)).toBeNull();
	});

	it('is its maker’s behind a gateway, for models that only their makers sell', () => {
		expect(price('gpt-6.1-terra', {}, 'https://gateway.example/v1')).toBeCloseTo(5.1, 9);
		expect(price('openai/gpt-6-luna', {}, 'https://gateway.example/v1')).toBeCloseTo(0.51, 9);
		expect(price('gpt-4o', {}, 'https://gateway.example/v1')).toBeGreaterThan(0);
	});

	it('is that of the first name that tells', () => {
		const usage = {input_tokens: 0, output_tokens: million};
		expect(priceCall({models: ['unheard-of', 'gpt-6-luna'], usage, base_url: null})).toBeCloseTo(0.5, 9);
	});

	it('is what the settings say before all else: by name, or by the longest beginning', () => {
		const usage = {input_tokens: million, output_tokens: million, cached_input_tokens: 500_000};
		const overrides = {
			'gpt-6-luna': {input: 7, output: 3, cached_input: 1},
			'ollama/*': {input: 0, output: 0},
			'ollama/big*': {input: 1, output: 1},
		};
		const of = (...models: string[]) => priceCall({models, usage, base_url: null}, overrides);
		expect(of('gpt-6-luna')).toBeCloseTo(3.5 + 0.5 + 3, 9);
		expect(of('qwen3', 'ollama/qwen3')).toBe(0);
		expect(of('big-one', 'ollama/big-one')).toBeCloseTo(2, 9);
	});
});

test('What runs on this machine costs nothing, unless a price is set for it', () => {
	const asked = {
		models: ['qwen3'],
		usage: {input_tokens: million, output_tokens: 0},
		base_url: 'http://localhost/v1',
	};
	expect(priceCall(asked)).toBeNull();
	expect(priceCall({...asked, free: true})).toBe(0);
	expect(priceCall({...asked, free: true}, {qwen3: {input: 2, output: 3}})).toBe(2);
});
