/** A text that comes in pieces, made visible as it comes, as if it had come whole. */
import {makeVisible} from '../../core/visible.ts';

/** What a character is told by, of those before it: an emoji, or a pile of marks. Units. */
const context = 24;

/** Takes one piece after the other, and gives what can be shown by then, newlines and tabs in it. */
export function createVisibleStream(): (piece: string) => string {
	/** The first part of what may go on in the next piece. */
	let held = '';
	let before = '';
	return piece => {
		const incoming = held + piece;
		const whole = wholeUnits(incoming);
		held = incoming.slice(whole);
		const text = incoming.slice(0, whole);
		const known = makeVisible(before);
		const shown = makeVisible(before + text);
		const visible = shown.startsWith(known) ? shown.slice(known.length) : makeVisible(text);
		before = lastOf(before + text);
		return visible;
	};
}

/**
 * A line end, a character or an emoji may be split between two pieces of a stream: how much comes before such a first
 * part.
 */
export function wholeUnits(text: string): number {
	if (text.endsWith('\r')) return text.length - 1;
	const last = text.charCodeAt(text.length - 1);
	const whole = text.length - (last >= 0xd800 && last <= 0xdbff ? 1 : 0);
	return whole - (text[whole - 1] === '\u200D' ? 1 : 0);
}

function lastOf(text: string): string {
	const end = text.slice(-context);
	const first = end.charCodeAt(0);
	return first >= 0xdc00 && first <= 0xdfff ? end.slice(1) : end;
}
