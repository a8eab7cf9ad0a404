/** What of a model's text is passed on: whole characters, and none of our keys, should the endpoint echo one. */
import {wholeCharacter} from '../../core/whole-character.ts';
import {createRedactor, formsOf} from '../memory/redact.ts';

export type AnswerFilter = {
	/** What can be passed on once this came; the rest is held back until it is known what it is. */
	push(piece: string): string;
	/** What is left at the end. */
	end(): string;
};

/** For one stream of text, which may be cut anywhere: in a character of two halves, or in a key. */
export function createAnswerFilter(secrets: readonly string[]): AnswerFilter {
	const redact = createRedactor(secrets);
	const forms = formsOf(secrets);
	/** More is never held back: of what comes before that much, nothing can change any more. */
	const most = 2 * (forms[0]?.length ?? 0);
	let held = '';
	return {
		push(piece) {
			if (piece === '') return '';
			const text = held + piece;
			const certain = endOfCertain(text, forms);
			const sure = text.length - certain > most ? behindKey(text, text.length - most, forms) : certain;
			held = text.slice(sure);
			return redact(text.slice(0, sure)).toWellFormed();
		},
		end() {
			const rest = redact(held);
			held = '';
			return rest.toWellFormed();
		},
	};
}

/** Where what can be told apart ends: behind it half a character may stand, or the beginning of a key. */
function endOfCertain(text: string, forms: readonly string[]): number {
	const last = text.charCodeAt(text.length - 1);
	let end = text.length - (last >= 0xd8_00 && last <= 0xdb_ff ? 1 : 0);
	for (const form of forms) end = Math.min(end, beginningAtEnd(text, form));
	// A key that is there already is not cut in two, for the sake of a longer one that it may turn out to begin.
	for (let before = -1; before !== end; ) {
		before = end;
		for (const form of forms) {
			const at = text.indexOf(form, Math.max(0, end - form.length + 1));
			if (at !== -1 && at < end) end = at;
		}
	}
	return end;
}

/**
 * The place, or the end of the key around it. A key that overlaps itself, such as one letter over and over, may stand
 * around every place: what is not cut is what is taken out, the longest first and each from the left.
 */
function behindKey(text: string, place: number, [form, ...shorter]: readonly string[], from = 0): number {
	if (form === undefined) return wholeCharacter(text, place);
	let end = from;
	let next = text.indexOf(form, from);
	while (next !== -1 && next < place) {
		end = next + form.length;
		if (end > place) return end;
		next = text.indexOf(form, end);
	}
	return behindKey(next === -1 ? text : text.slice(0, next), place, shorter, end);
}

/** Where the longest beginning of a key stands that reaches to the text's end; its length if there is none. */
function beginningAtEnd(text: string, form: string): number {
	const first = form[0]!;
	const from = Math.max(0, text.length - form.length + 1);
	for (let at = text.indexOf(first, from); at !== -1; at = text.indexOf(first, at + 1))
		if (form.startsWith(text.slice(at))) return at;
	return text.length;
}
