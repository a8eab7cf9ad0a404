/** What is looked for, whatever the case of its letters: in texts, and quickly in JSON that holds them. */

/** Where it stands first in a text, in UTF-16 units, and how often it does. */
export type Place = {from: number; to: number; hits: number};

export type Needle = {
	find(text: string): Place | null;
	/** False only if no string within this JSON, as bytes read as Latin-1, holds it. */
	mayBeIn(latin1: string): boolean;
};

export function createNeedle(wanted: string): Needle {
	const pattern = new RegExp(escapePattern(wanted), 'giu');
	const sure = longestPlainPart(wanted);
	const raw = sure === '' ? null : new RegExp(escapePattern(sure), 'i');
	return {
		find(text) {
			let first: RegExpExecArray | null = null;
			let hits = 0;
			for (const match of text.matchAll(pattern)) {
				first ??= match;
				hits++;
			}

			return first && {from: first.index, to: first.index + first[0].length, hits};
		},
		mayBeIn: latin1 => raw === null || raw.test(latin1),
	};
}

/**
 * The longest stretch that looks the same in any JSON, but for the case of its letters: characters beyond ASCII have
 * other cases as other bytes, and those that JSON escapes may be written in several ways. So may `k` and `s`, which
 * are also the lower case of two signs that nobody looks for: Kelvin, and the long s.
 */
function longestPlainPart(wanted: string): string {
	const parts = wanted.match(/[\x20-\x7E]+/g)?.flatMap(part => part.split(/["\\/]/)) ?? [];
	return parts.reduce((longest, part) => (part.length > longest.length ? part : longest), '');
}

function escapePattern(text: string): string {
	return text.replace(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
}
