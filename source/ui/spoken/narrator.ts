/**
 * Makes of a screen, which changes, what can be read aloud: lines that stay, each said when it comes. What was there
 * before is not said again, nor what only grew older.
 */
import {breakText} from '../text/wrap.ts';
import {keysMark, quotedMark, selectedMark, typedMark} from './marks.ts';

export type Narrator = {
	/** The screen as it is now, a line for each of its rows → what to write below what was said. */
	tell(frame: string): string;
};

/** How the row of keys begins. */
export const keysBegin = 'keys: ';

/** How the heading of what has the keys begins. */
export const hereBegins = 'here: ';

/** Whoever listens cannot take in more at once: of a longer change the first are said, and how many are left out. */
const mostAtOnce = 60;

/** `widthNow`: the cells in which a line is broken, between words. */
export function createNarrator(widthNow: () => number = () => 80): Narrator {
	let before = new Map<string, boolean>();
	let keys = new Set<string>();
	/** What stands at the cursor, in which is typed; null: nothing, and the cursor stands at a line's beginning. */
	let typed: string | null = null;

	/** Most keys are there most of the time: only those are said that were not there before. */
	function newKeys(row: string): string[] {
		const now = row.slice(keysBegin.length).split(', ');
		const fresh = now.filter(key => !keys.has(key));
		keys = new Set(now);
		if (fresh.length === 0) return [];
		// Of those that are still there too nobody should think that they went.
		return [`${fresh.length < now.length ? 'new ' : ''}${keysBegin}${fresh.join(', ')}`];
	}

	function speak({text, selected, keys}: Row): string[] {
		if (keys) return newKeys(text);
		return [selected ? `selected: ${text}` : text];
	}

	/** Said before; of a heading that only lost the keys it is told where they are now. */
	function isKnown({essence, selected, quoted}: Row): boolean {
		if (selected && !before.get(essence)) return false;
		return before.has(essence) || (!quoted && before.has(`${hereBegins}${essence}`));
	}

	return {
		tell(frame) {
			const width = Math.max(1, widthNow());
			const all = frame.split('\n').map(readRow);
			const rows = all.filter(({text}) => text !== '');
			const fresh = rows.filter(row => !row.typed && !isKnown(row));
			before = new Map(rows.map(({essence, selected}) => [essence, selected]));
			const said = fresh.slice(0, mostAtOnce).flatMap(speak);
			if (fresh.length > mostAtOnce) said.push(`and ${fresh.length - mostAtOnce} lines more`);
			// While its keys are still to come, nothing is typed; after that all of them are said, since something is asked.
			const early = all.some(row => row.keys && row.text === '');
			if (early) keys = new Set();
			const block = early ? [] : rows.filter(row => row.typed).map(row => breakRow(row.text, width, true));
			const line = block.length === 0 ? null : block.join('\n');
			const begun = typed;
			typed = line;
			if (said.length === 0 && begun !== null && line !== null) return retype(begun, line);
			if (said.length === 0 && begun === line) return '';
			const told = said.map(text => `${breakRow(text, width)}\n`).join('');
			return `${begun === null ? '' : '\n'}${told}${line ?? ''}`;
		},
	};
}

type Row = {text: string; essence: string; selected: boolean; typed: boolean; keys: boolean; quoted: boolean};

function readRow(row: string): Row {
	const typed = row.includes(typedMark);
	const selected = row.includes(selectedMark);
	const keys = row.includes(keysMark);
	const quoted = row.includes(quotedMark);
	const bare = [typedMark, selectedMark, keysMark, quotedMark].reduce(
		(text, mark) => text.replaceAll(mark, ''),
		row,
	);
	// Where something is typed, a space at the end may be part of it; in somebody's text those at the beginning are.
	const text = typed
		? quoted
			? bare
			: bare.trimStart()
		: quoted
			? bare.trimEnd().replace(columns, '  ')
			: bare.trim().replaceAll(/ {2,}/g, '  ').replaceAll(' , ', ', ').replace(/^, */, '');
	return {text, essence: quoted ? text.trimEnd() : essenceOf(text), selected, typed, keys, quoted};
}

/** A row in lines of a width; they are all indented as it is. `typed`: every space is part of it. */
function breakRow(text: string, width: number, typed = false): string {
	const indent = text.slice(0, Math.min(text.search(/\S|$/), width >> 1));
	const rest = text.slice(indent.length);
	return breakText(rest, width - indent.length)
		.map(([from, to]) => rest.slice(from, to))
		.map(part => `${indent}${typed ? part : part.trimStart()}`)
		.join('\n');
}

/** What fills a column up: no indentation is as deep. */
const columns = /(?<=\S) {24,}/g;

/** The app's clocks, ages and durations go on by themselves; those in a text do not. */
const times = /\b(\d+:)?\d+:\d\d\b|\b\d+(\.\d+)? ?(ms|s|m|min|h|d|days?)\b( \d+[sm])?( ago)?|\bjust now\b/g;

function essenceOf(text: string): string {
	return text.trim().replace(times, '#');
}

/** As a terminal shows it that echoes: what came is added, what went is taken back. */
function retype(before: string, now: string): string {
	if (before === now) return '';
	const [was, is] = [before, now].map(text => text.replaceAll('\n', ' ')) as [string, string];
	let same = 0;
	while (same < before.length && before[same] === now[same]) same++;
	const [gone, come] = [before.slice(same), now.slice(same)];
	// A word that no longer fits is taken along to the next line; what stands in a line above cannot be taken back.
	if ((is.startsWith(was) || was.startsWith(is)) && !gone.includes('\n'))
		return `${'\b \b'.repeat([...gone].length)}${come}`;
	return `\n${is.startsWith(was) || was.startsWith(is) ? now.slice(now.lastIndexOf('\n') + 1) : now}`;
}
