/** What a filter finds, and where, so that it can be shown. */
import type {Span} from '../text/line.ts';

export type Filter = {
	/** Whether every word occurs in one of the texts, whatever the case. */
	matches(texts: readonly string[]): boolean;
	/** The text in pieces, those that the filter found inverse. */
	mark(text: string, look: Omit<Span, 'text'>): Span[];
};

/** Words are looked for apart from each other; without a word everything matches. */
export function filterOf(typed: string): Filter {
	const words = typed.split(/\s+/).filter(Boolean).map(escapePattern);
	const each = words.map(word => new RegExp(word, 'iu'));
	const any = words.length === 0 ? null : new RegExp(`(${words.join('|')})`, 'iu');
	return {
		matches: texts => each.every(word => texts.some(text => word.test(text))),
		mark: (text, look) =>
			any === null
				? [{...look, text}]
				: text
						.split(any)
						.map((piece, index) => ({...look, text: piece, ...(index % 2 === 1 ? {inverse: true} : {})}))
						.filter(piece => piece.text !== ''),
	};
}

function escapePattern(word: string): string {
	return word.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
