import {calcPrice, type PriceOptions} from '@pydantic/genai-prices';
import type {Usage} from '../../core/ports.ts';

/** USD per million tokens. */
export type Price = {input: number; output: number; cached_input?: number};

/**
 * From settings: a model's name as it is written in a pipeline (`ollama/qwen3`), as it is sent, or a
 * beginning with a star (`ollama/*`) → its price. `{input: 0, output: 0}` says that it is free.
 */
export type PriceOverrides = Record<string, Price>;

/** Above this many input tokens the whole call costs more: 2 × the input, 1.5 × the output. */
const longPrompt_tokens = 272_000;

/**
 * What the list does not have yet. Source: LiteLLM's announcements of these models (docs.litellm.ai/blog and
 * BerriAI/litellm's discussions, November 2026). Where no rate for cached tokens is known they count as any other.
 */
const newest: Record<string, Price> = {
	'gpt-6.1-terra': {input: 1, output: 5, cached_input: 0.05},
	'gpt-6.1-sol': {input: 2, output: 10, cached_input: 0.1},
	'gpt-6.2-sol': {input: 2, output: 10},
	'gpt-6.2-astra': {input: 8, output: 40},
};

/**
 * What a million tokens cost in calls of usual size, as `priceCall` counts; null where that is not known. `models` and
 * `base_url` as there.
 */
export function pricePerMillion(
	where: {models: string[]; base_url: string | null},
	overrides: PriceOverrides = {},
): Pick<Price, 'input' | 'output'> | null {
	// So few that no rate for long prompts applies.
	const some = 1000;
	const cost = (input_tokens: number, output_tokens: number) =>
		priceCall({...where, usage: {input_tokens, output_tokens}}, overrides);
	const [input, output] = [cost(some, 0), cost(0, some)];
	const scaled = (usd: number) => Number(((usd * 1e6) / some).toPrecision(6));
	return input === null || output === null ? null : {input: scaled(input), output: scaled(output)};
}

/** Names of models that only their makers sell, so that they cost the same behind a gateway. */
const soldByTheirMakers = /^(gpt-(?!oss)|chatgpt-|o\d|claude-|gemini-|grok-)/;

/**
 * Prices one call by its own size, in USD; null when the price is not known. A model at a local
 * address is not taken for free: a gateway to a paid one may listen there. Settings can say that it is.
 * `models`: every name it goes by, the most telling first (the answer's, the one sent, the one written).
 * `base_url`: null for OpenAI's own endpoint. `free`: what answers there was chosen as one that runs on this machine.
 */
export function priceCall(
	{
		models,
		usage,
		base_url,
		free = false,
	}: {models: string[]; usage: Usage; base_url: string | null; free?: boolean},
	overrides: PriceOverrides = {},
): number | null {
	const own = findOverride(overrides, models);
	if (own) return multiply(own, usage, 1, 1);
	if (free) return 0;
	for (const model of new Set(models)) {
		const price = publicPrice(model, usage, base_url);
		if (price !== null) return price;
	}
	return null;
}

function publicPrice(model: string, usage: Usage, base_url: string | null): number | null {
	const listed = listPrice(
		model,
		usage,
		base_url === null ? {providerId: 'openai'} : {providerApiUrl: base_url},
	);
	if (listed !== null) return listed;
	const bare = model.replace(/^(openai|anthropic|google|x-ai)\//, '');
	if (!soldByTheirMakers.test(bare)) return null;
	const recent = newest[bare.replace(/-\d{4}-\d{2}-\d{2}$/, '')];
	if (!recent) return listPrice(bare, usage, {});
	return usage.input_tokens > longPrompt_tokens
		? multiply(recent, usage, 2, 1.5)
		: multiply(recent, usage, 1, 1);
}

/** Found not to be on the list, which takes longest: every maker is asked for it. */
const unlisted = new Set<string>();

function listPrice(model: string, usage: Usage, where: PriceOptions): number | null {
	const key = JSON.stringify([model, where]);
	if (unlisted.has(key)) return null;
	const {input_tokens, output_tokens, cached_input_tokens = 0} = usage;
	const cache_read_tokens = Math.min(cached_input_tokens, input_tokens);
	const price = calcPrice({input_tokens, output_tokens, cache_read_tokens}, model, where);
	if (price === null) unlisted.add(key);
	return price?.total_price ?? null;
}

function multiply(price: Price, usage: Usage, inputFactor: number, outputFactor: number): number {
	const cached = Math.min(usage.cached_input_tokens ?? 0, usage.input_tokens);
	const input = (usage.input_tokens - cached) * price.input + cached * (price.cached_input ?? price.input);
	return (input * inputFactor + usage.output_tokens * price.output * outputFactor) / 1e6;
}

function findOverride(overrides: PriceOverrides, names: string[]): Price | null {
	const entries = Object.entries(overrides);
	const exact = entries.find(([pattern]) => names.includes(pattern));
	const starred = entries
		.filter(([pattern]) => pattern.endsWith('*') && names.some(name => name.startsWith(pattern.slice(0, -1))))
		.sort(([a], [b]) => b.length - a.length)[0];
	return (exact ?? starred)?.[1] ?? null;
}
