/** Edits of a text, applied exactly or not at all. */

/** Lines that are there, and those that take their place. */
export type Edit = {
	before: readonly string[];
	after: readonly string[];
	/** The line, from 1, at which it was said to be, if that was said: of several places the nearest to it is meant. */
	near: number | null;
	/** Whether the text is to end with a newline after it, where it touches the end and says so. */
	endsWithNewline?: boolean;
};

/**
 * Applies the edits in order, each to what those before it left. `refused`: which of them did not fit, from 1, and why, a
 * clause; then nothing is changed. Ends of lines stay as the text has them.
 */
export function applyEdits(
	text: string,
	edits: readonly Edit[],
): {text: string} | {refused: {number: number; reason: string}} {
	const crlf = text.includes('\r\n') && !/(^|[^\r])\n/.test(text);
	const ended = text === '' || text.endsWith('\n');
	const body = crlf ? text.replaceAll('\r\n', '\n') : text;
	let lines = body === '' ? [] : (ended ? body.slice(0, -1) : body).split('\n');
	let endsWithNewline = ended;
	let moved = 0;
	for (const [index, edit] of edits.entries()) {
		const found = locate(lines, edit, moved);
		if ('reason' in found) return {refused: {number: index + 1, reason: found.reason}};
		const {at, length} = found;
		if (edit.endsWithNewline !== undefined && at + length === lines.length)
			endsWithNewline = edit.endsWithNewline;
		lines = [...lines.slice(0, at), ...edit.after, ...lines.slice(at + length)];
		moved += edit.after.length - length;
	}

	const joined = lines.length === 0 ? '' : `${lines.join('\n')}${endsWithNewline ? '\n' : ''}`;
	return {text: crlf ? joined.replaceAll('\n', '\r\n') : joined};
}

function locate(
	lines: readonly string[],
	{before, near}: Edit,
	moved: number,
): {at: number; length: number} | {reason: string} {
	if (before.length === 0) {
		if (near !== null) return {at: Math.min(lines.length, Math.max(0, near - 1 + moved)), length: 0};
		return lines.length === 0
			? {at: 0, length: 0}
			: {reason: 'it says nothing that is to be replaced, and the file is not empty'};
	}

	const exact = placesOf(lines, before, line => line);
	// Blanks at the ends of lines are nothing that a model sees.
	const places = exact.length > 0 ? exact : placesOf(lines, before, line => line.trimEnd());
	if (places.length === 0) return {reason: whyNowhere(lines, before)};
	if (places.length === 1) return {at: places[0]!, length: before.length};
	if (near !== null) {
		const meant = near - 1 + moved;
		const [first, second] = places.toSorted((a, b) => Math.abs(a - meant) - Math.abs(b - meant));
		if (Math.abs(first! - meant) < Math.abs(second! - meant)) return {at: first!, length: before.length};
	}

	const told = places.map(place => place + 1);
	return {
		reason: `what it replaces stands there ${told.length} times, at lines ${listed(told)}: give more lines around it`,
	};
}

function placesOf(
	lines: readonly string[],
	before: readonly string[],
	read: (line: string) => string,
): number[] {
	const wanted = before.map(read);
	const places: number[] = [];
	for (let at = 0; at + wanted.length <= lines.length; at++) {
		if (wanted.every((line, index) => read(lines[at + index]!) === line)) places.push(at);
	}
	return places;
}

/** The first line that is not there, and the one that is most like it; else where the lines part. */
function whyNowhere(lines: readonly string[], before: readonly string[]): string {
	const trimmed = new Map(lines.map((line, index) => [line.trim(), index]));
	const strange = before.find(line => line.trim() !== '' && !trimmed.has(line.trim()));
	if (strange !== undefined) {
		const like = mostLike(lines, strange);
		const near = like === null ? '' : `; line ${like + 1} is “${shorten(lines[like]!)}”`;
		return `its line “${shorten(strange)}” is not in the file${near}`;
	}

	const indented = before.find(line => line.trim() !== '' && !lines.includes(line.trimEnd()));
	if (indented !== undefined) {
		const there = trimmed.get(indented.trim())!;
		return `its line “${shorten(indented)}” is indented otherwise in the file, at line ${there + 1}`;
	}

	return 'its lines are in the file, but not in this order without others between them';
}

/** Shares the most of its words. Null if none shares half of them. */
function mostLike(lines: readonly string[], wanted: string): number | null {
	const words = new Set(wanted.match(/\w+/g) ?? []);
	let best: {index: number; share: number} | null = null;
	for (const [index, line] of lines.entries()) {
		const own = new Set(line.match(/\w+/g) ?? []);
		const shared = [...own].filter(word => words.has(word)).length;
		const share = shared / Math.max(1, words.size, own.size);
		if (share >= 0.5 && share > (best?.share ?? 0)) best = {index, share};
	}
	return best?.index ?? null;
}

const longest = 80;

function shorten(line: string): string {
	const trimmed = line.trim();
	return trimmed.length > longest ? `${trimmed.slice(0, longest - 1)}…` : trimmed;
}

function listed(numbers: readonly number[]): string {
	const some = numbers.slice(0, 6).join(', ');
	return numbers.length > 6 ? `${some} and others` : some;
}
