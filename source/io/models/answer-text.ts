/** What of a model's text is passed on: whole characters, and none of our keys, should the endpoint echo one. */

/** As long as those that the log takes out: shorter ones could be ordinary words. */
const shortestSecret = 16;
const inItsPlace = '[redacted]';

export type AnswerText = {
	/** What can be passed on once this came; the rest is held back until it is known what it is. */
	push(piece: string): string;
	/** What is left at the end. */
	end(): string;
};

/** For one stream of text, which may be cut anywhere: in a character of two halves, or in a key. */
export function createAnswerText(secrets: readonly string[]): AnswerText {
	const known = [...new Set(secrets.filter(({length}) => length >= shortestSecret))].sort(
		(one, other) => other.length - one.length,
	);
	let held = '';

	return {
		push(piece) {
			if (piece === '') return '';
			const text = known.reduce((rest, secret) => rest.replaceAll(secret, inItsPlace), held + piece);
			const sure = text.length - openEnd(text, known);
			held = text.slice(sure);
			return text.slice(0, sure).toWellFormed();
		},
		end() {
			const rest = held;
			held = '';
			return rest.toWellFormed();
		},
	};
}

/** How many characters at the end may be the beginning of a key, or are half a character. */
function openEnd(text: string, secrets: readonly string[]): number {
	const last = text.charCodeAt(text.length - 1);
	let longest = last >= 0xd8_00 && last <= 0xdb_ff ? 1 : 0;
	for (const secret of secrets) {
		const first = secret[0]!;
		const from = Math.max(0, text.length - secret.length + 1);
		for (let at = text.indexOf(first, from); at !== -1; at = text.indexOf(first, at + 1)) {
			if (!secret.startsWith(text.slice(at))) continue;
			longest = Math.max(longest, text.length - at);
			break;
		}
	}
	return longest;
}
