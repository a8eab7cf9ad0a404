import type {ModelPiece, ModelRequest} from '../../core/ports.ts';
import {createRedactor, formsOf} from '../memory/redact.ts';

/**
 * What a model says, without the keys that it was asked with. An endpoint may repeat what it was sent, and what an
 * answer holds goes on: to the screen, to files, and in the prompts that follow to other endpoints. A key is found
 * though it comes in several pieces: what may be the beginning of one waits for the next piece.
 */
export async function* hideKeys(
	pieces: AsyncIterable<ModelPiece>,
	secrets: readonly string[],
): AsyncGenerator<ModelPiece> {
	const redact = createRedactor(secrets);
	const forms = formsOf(secrets);
	let held = '';
	for await (const piece of pieces) {
		if (piece.type === 'text') {
			const text = held + piece.text;
			const end = endOfCertain(text, forms);
			held = text.slice(end);
			if (end > 0) yield {type: 'text', text: redact(text.slice(0, end))};
			continue;
		}
		if (held !== '' && piece.type !== 'reasoning') {
			yield {type: 'text', text: redact(held)};
			held = '';
		}
		yield clean(piece, redact);
	}
}

/** What a model is told, without keys: they belong into the head of a request, and the log would not hold them. */
export function hideKeysIn(request: ModelRequest, secrets: readonly string[]): ModelRequest {
	const redact = createRedactor(secrets);
	const messages = request.messages.map(message => ({...message, content: redact(message.content)}));
	return {...request, messages};
}

function clean(piece: ModelPiece, redact: (text: string) => string): ModelPiece {
	if (piece.type === 'failed') {
		const {fault} = piece;
		return {type: 'failed', fault: {...fault, partial: redact(fault.partial)}};
	}
	if (piece.type !== 'answered') return piece;
	const {answer} = piece;
	const reasoning = answer.reasoning ? {reasoning: redact(answer.reasoning)} : {};
	return {type: 'answered', answer: {...answer, ...reasoning, text: redact(answer.text)}};
}

/** How much of the text can be told from its beginning on: what follows may be the beginning of a key. */
function endOfCertain(text: string, forms: readonly string[]): number {
	let end = text.length - longestBeginning(text, forms);
	for (let before = -1; before !== end; ) {
		before = end;
		// A key that is there already is not cut in two.
		for (const form of forms) {
			const at = text.indexOf(form, Math.max(0, end - form.length + 1));
			if (at !== -1 && at < end) end = at;
		}
	}
	return end;
}

/** How many characters at the text's end are the beginning of one of these. */
function longestBeginning(text: string, forms: readonly string[]): number {
	let longest = 0;
	for (const form of forms) {
		for (let length = Math.min(form.length - 1, text.length); length > longest; length--) {
			if (form.startsWith(text.slice(text.length - length))) longest = length;
		}
	}
	return longest;
}
