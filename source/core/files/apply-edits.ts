/** Applies edits to the text of a file: exactly, or not at all. */
import type {Edit, Hunk} from './edit.ts';
import {explainMissing, findRuns} from './find-lines.ts';

/** A line of the file. `number` is the one it had before the first edit; null where an edit put it. */
type Line = {text: string; end: string; number: number | null};

/** Places that a reason lists. */
const LISTED = 8;

/**
 * The file after all of the edits, which are applied in their order; null where it is deleted, as it is null
 * where there is none yet. If one of them does not fit, none is applied: the reason reads on after “refused
 * because”. Line ends stay those of the file.
 */
export function applyEdits(
	text: string | null,
	edits: readonly Edit[],
): {text: string | null} | {refused: string} {
	let current = text === null ? null : splitLines(text);
	let count = 0;
	for (const edit of edits) {
		if (edit.problem !== null) return {refused: edit.problem};
		const misfit = current === null ? misfitOfMissing(edit) : misfitOfPresent(edit, current);
		if (misfit) return {refused: misfit};
		const applied = applyHunks(current ?? [], edit.hunks, count);
		if ('refused' in applied) return applied;
		count += edit.hunks.length;
		if (edit.kind === 'delete' && applied.lines.length > 0) {
			return {
				refused: `the diff (line ${edit.line} of the answer) deletes the file, but does not hold all of its lines`,
			};
		}
		current = edit.kind === 'delete' ? null : applied.lines;
	}

	return {text: current && joinLines(current)};
}

function misfitOfMissing({kind, line}: Edit): string | null {
	return kind === 'create'
		? null
		: `it is to be changed (line ${line} of the answer), but there is no such file; give a new file whole`;
}

function misfitOfPresent({kind, line}: Edit, lines: readonly Line[]): string | null {
	return kind === 'create' && lines.some(({text}) => text.trim() !== '')
		? `it is to be made anew (line ${line} of the answer), but it is there already; say which of its lines are to be replaced, or give it whole`
		: null;
}

/** All hunks of an edit mean the lines as they are before it. */
function applyHunks(
	lines: Line[],
	hunks: readonly Hunk[],
	before: number,
): {lines: Line[]} | {refused: string} {
	const newline = usualEnd(lines);
	const fates = new Map<number, ' ' | '-'>();
	const added = new Map<number, string[]>();
	let ending = lines.length === 0 || lines.at(-1)!.end !== '';
	for (const [index, hunk] of hunks.entries()) {
		const name = `part ${before + index + 1} (line ${hunk.line} of the answer)`;
		const place = findPlace(lines, hunk);
		if ('refused' in place) return {refused: `${name} does not fit: ${place.refused}`};
		let at = place.at;
		let coming: string[] = [];
		const overlaps = {refused: `${name} takes away or puts in where another part of the answer does`};
		for (const {mark, text} of hunk.lines) {
			if (mark === '+') {
				if (coming.length === 0 && added.has(at)) return overlaps;
				coming.push(text);
				added.set(at, coming);
				continue;
			}

			if (fates.has(at) && (mark === '-' || fates.get(at) === '-')) return overlaps;
			fates.set(at, mark);
			at++;
			coming = [];
		}
		if (at === lines.length) ending = hunk.endsInNewline ?? ending;
	}

	const result: Line[] = [];
	for (let at = 0; at <= lines.length; at++) {
		for (const text of added.get(at) ?? []) result.push({text, end: newline, number: null});
		if (at < lines.length && fates.get(at) !== '-') result.push(lines[at]!);
	}

	return {
		lines: result.map((line, index) =>
			index < result.length - 1 || ending ? {...line, end: line.end || newline} : {...line, end: ''},
		),
	};
}

/**
 * Where the hunk says, if its lines are there; else the one place where they are. Spaces at the ends of lines
 * are overlooked only if nothing fits with them.
 */
function findPlace(lines: readonly Line[], hunk: Hunk): {at: number} | {refused: string} {
	const needle = hunk.lines.filter(({mark}) => mark !== '+').map(({text}) => text);
	if (needle.length === 0) {
		return lines.every(({text}) => text.trim() === '')
			? {at: lines.length}
			: {refused: 'it holds no line that is there already, so nothing tells where it belongs'};
	}

	const texts = lines.map(({text}) => text);
	const exact = findRuns(texts, needle);
	const stated = exact.find(at => hunk.at !== null && lines[at]!.number === hunk.at);
	if (stated !== undefined) return {at: stated};
	const places =
		exact.length > 0
			? exact
			: findRuns(
					texts.map(text => text.trimEnd()),
					needle.map(text => text.trimEnd()),
				);
	if (places.length === 1) return {at: places[0]!};
	if (places.length === 0) return {refused: explainMissing(lines, needle)};
	const numbers = places.slice(0, LISTED).map(at => lines[at]!.number ?? 'one that this answer put there');
	const more = places.length > LISTED ? ' and more' : '';
	return {
		refused: `its lines stand ${places.length} times in the file, at lines ${numbers.join(', ')}${more}; give more of the lines around them, so that they stand once`,
	};
}

function splitLines(text: string): Line[] {
	const pieces = text.split('\n');
	const last = pieces.pop()!;
	const lines = pieces.map((piece, index) =>
		piece.endsWith('\r')
			? {text: piece.slice(0, -1), end: '\r\n', number: index + 1}
			: {text: piece, end: '\n', number: index + 1},
	);
	return last === '' ? lines : [...lines, {text: last, end: '', number: lines.length + 1}];
}

function joinLines(lines: readonly Line[]): string {
	return lines.map(({text, end}) => text + end).join('');
}

function usualEnd(lines: readonly Line[]): string {
	const windows = lines.filter(({end}) => end === '\r\n').length;
	const others = lines.filter(({end}) => end === '\n').length;
	return windows > others ? '\r\n' : '\n';
}
