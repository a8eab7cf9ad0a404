import {suggest} from '../../core/pipeline/suggest.ts';
import type {
	FaultKind,
	Model,
	ModelAnswer,
	ModelFault,
	ModelPiece,
	ModelRequest,
	Usage,
} from '../../core/ports.ts';
import {faultKinds, isRetryable} from '../../io/models/faults.ts';
import type {AskedCall, ScriptedAnswer, ScriptedModel} from './module-test.ts';

/** A model that says what the test has it say. `asked` fills with the calls. */
export function createScriptedModel(script: ScriptedModel | undefined, asked: AskedCall[]): Model {
	let next = 0;
	/** By call: how its last try failed. */
	const failed = new Map<number, FaultKind>();

	async function answer(call: AskedCall): Promise<ScriptedAnswer> {
		if (typeof script === 'function') return script(call);
		const scripted = script?.[next++];
		if (scripted === undefined)
			return {
				fails: 'other',
				message: unscripted(call, {script, number: next, after: failed.get(call.call)}),
			};
		return typeof scripted === 'function' ? scripted(call) : scripted;
	}

	async function* stream(request: ModelRequest, signal: AbortSignal): AsyncGenerator<ModelPiece> {
		const call = callOf(request);
		if (request.try === 1) {
			asked.push(call);
			failed.delete(call.call);
		}

		let scripted: ScriptedAnswer;
		try {
			scripted = checked(await answer(call));
		} catch (error) {
			scripted = {fails: 'other', message: `The test's model threw: ${(error as Error).message}`};
		}

		let come = '';
		for (const text of piecesOf(scripted)) {
			if (signal.aborted) {
				yield {type: 'failed', fault: faultOf('aborted', 'It was stopped.', come)};
				return;
			}

			come += text;
			yield {type: 'text', text};
			// As from a network: who reads it has a turn between two pieces.
			await new Promise(resolve => setImmediate(resolve));
		}

		if (typeof scripted !== 'string' && 'fails' in scripted) {
			const {fails, message = `The model failed: ${fails}.`} = scripted;
			failed.set(request.call, fails);
			yield {type: 'failed', fault: faultOf(fails, message, come)};
		} else if (signal.aborted) yield {type: 'failed', fault: faultOf('aborted', 'It was stopped.', come)};
		else yield {type: 'answered', answer: answerOf(scripted, come, request.model)};
	}

	return {
		kind: 'live',
		resolve: name => ({model: name ?? 'medium', note: null}),
		obstacle: () => null,
		stream,
	};
}

function callOf({call, messages, model, parameters}: ModelRequest): AskedCall {
	const prompt = messages.findLast(({role}) => role === 'user')?.content ?? '';
	const system = messages.find(({role}) => role === 'system')?.content ?? '';
	return {call, prompt, system, messages, model, parameters};
}

function piecesOf(scripted: ScriptedAnswer): readonly string[] {
	if (typeof scripted === 'string') return wordsOf(scripted);
	if ('pieces' in scripted) return scripted.pieces;
	return wordsOf('fails' in scripted ? (scripted.after ?? '') : scripted.text);
}

function wordsOf(text: string): string[] {
	return text.match(/\S+\s*|\s+/g) ?? [];
}

const nothing: Usage = {input_tokens: 0, output_tokens: 0};

function answerOf(
	scripted: Exclude<ScriptedAnswer, {fails: FaultKind}>,
	text: string,
	model: string,
): ModelAnswer {
	const {usage = nothing, cost_usd = 0} = typeof scripted === 'string' ? {} : scripted;
	return {text, model, usage, cost_usd, finish_reason: 'stop', notes: []};
}

function faultOf(kind: FaultKind, message: string, partial: string): ModelFault {
	return {
		kind,
		message,
		remedy: null,
		retryable: isRetryable(kind),
		retry_after_ms: null,
		possibly_paid: false,
		partial,
		usage: null,
		cost_usd: 0,
	};
}

/** A test may be JavaScript. */
function checked(scripted: ScriptedAnswer): ScriptedAnswer {
	if (typeof scripted === 'string' || !('fails' in scripted) || faultKinds.includes(scripted.fails))
		return scripted;
	const near = suggest(String(scripted.fails), faultKinds);
	const others = faultKinds.filter(kind => kind !== near);
	const kinds = [...(near === null ? [] : [near]), ...others].map(kind => `\`${kind}\``);
	return {
		fails: 'other',
		message: `The test has its model fail with \`${String(scripted.fails)}\`, and no failure is called so. Write one of these: ${kinds.join(', ')}.`,
	};
}

function unscripted(
	{prompt}: AskedCall,
	{script, number, after}: {script: readonly unknown[] | undefined; number: number; after?: FaultKind},
): string {
	const first = prompt.length > 200 ? `${prompt.slice(0, 200)}…` : prompt;
	if (after !== undefined)
		return `In the test's \`model\`, \`${after}\` is tried again and takes the next answer: none is left. Add answer number ${number}. The module asked: ${first}`;
	const given = script === undefined ? 'no `model`' : `no answer number ${number} in its \`model\``;
	return `The test gives ${given}, and the module asked: ${first}`;
}
