/** Reads the chunks of a streamed completion, which are untrusted: any field may lack or be of another type. */
import {GrowingText} from '../../core/growing-text.ts';
import type {Usage} from '../../core/ports.ts';
import {type AnswerFilter, createAnswerFilter} from './answer-filter.ts';

export type Gathered = {
	text: GrowingText;
	reasoning: string;
	refusal: string;
	/** As the endpoint names it. */
	model: string | null;
	usage: Usage | null;
	finish_reason: string | null;
	/** How many chunks came. */
	chunks: number;
	/** What it says passes through these: whole characters, and no keys. */
	filters: {text: AnswerFilter; reasoning: AnswerFilter};
};

export function emptyGathering(secrets: readonly string[]): Gathered {
	return {
		text: new GrowingText(),
		reasoning: '',
		refusal: '',
		model: null,
		usage: null,
		finish_reason: null,
		chunks: 0,
		filters: {text: createAnswerFilter(secrets), reasoning: createAnswerFilter(secrets)},
	};
}

/** Adds chunks (or a whole completion, which has `message` for `delta`) and returns what is new in them. */
export function gather(into: Gathered, chunks: readonly unknown[]): {text: string; reasoning: string} {
	let text = '';
	let reasoning = '';
	for (const chunk of chunks) {
		const said = read(into, chunk);
		text += said.text;
		reasoning += said.reasoning;
	}
	return add(into, {text: into.filters.text.push(text), reasoning: into.filters.reasoning.push(reasoning)});
}

function read(into: Gathered, chunk: unknown): {text: string; reasoning: string} {
	const {model, usage, choices} = record(chunk);
	into.chunks++;
	if (typeof model === 'string' && model) into.model = model;
	into.usage = readUsage(usage) ?? into.usage;
	const choice = record(
		(Array.isArray(choices) ? choices : []).find(each => (record(each).index ?? 0) === 0),
	);
	const delta = record(choice.delta ?? choice.message);
	if (typeof choice.finish_reason === 'string' && choice.finish_reason)
		into.finish_reason = choice.finish_reason;
	if (typeof delta.refusal === 'string') into.refusal += delta.refusal;
	// `reasoning_content` is DeepSeek's and llama.cpp's name, `reasoning` OpenRouter's and Ollama's.
	const reasoning = readText(delta.reasoning_content) || readText(delta.reasoning);
	return {text: readText(delta.content), reasoning};
}

/** What was held back until the end, once that has come. */
export function gatherRest(into: Gathered): {text: string; reasoning: string} {
	return add(into, {text: into.filters.text.end(), reasoning: into.filters.reasoning.end()});
}

function add(into: Gathered, more: {text: string; reasoning: string}): {text: string; reasoning: string} {
	into.text.append(more.text);
	into.reasoning += more.reasoning;
	return more;
}

/** Mistral sends content as a list of parts. */
function readText(content: unknown): string {
	if (typeof content === 'string') return content;
	if (!Array.isArray(content)) return '';
	return content.map(part => (record(part).type === 'text' ? readText(record(part).text) : '')).join('');
}

function readUsage(given: unknown): Usage | null {
	const usage = record(given);
	const input_tokens = count(usage.prompt_tokens);
	const output_tokens = count(usage.completion_tokens);
	if (input_tokens === undefined && output_tokens === undefined) return null;
	const cached = count(record(usage.prompt_tokens_details).cached_tokens);
	const reasoning = count(record(usage.completion_tokens_details).reasoning_tokens);
	return {
		input_tokens: input_tokens ?? 0,
		output_tokens: output_tokens ?? 0,
		...(cached === undefined ? {} : {cached_input_tokens: cached}),
		...(reasoning === undefined ? {} : {reasoning_tokens: reasoning}),
	};
}

function count(value: unknown): number | undefined {
	return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : undefined;
}

function record(value: unknown): Record<string, unknown> {
	return value && typeof value === 'object' ? (value as Record<string, unknown>) : {};
}
