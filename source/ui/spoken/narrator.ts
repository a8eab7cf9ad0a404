/**
 * Makes of a screen, which changes, what can be read aloud: lines that stay, each said when it comes. What was there
 * before is not said again, nor what only grew older.
 */
import {keysMark, quotedMark, selectedMark, typedMark} from './marks.ts';

export type Narrator = {
	/** The screen as it is now, a line for each of its rows → what to write below what was said. */
	tell(frame: string): string;
};

/** How the row of keys begins. */
export const keysBegin = 'keys: ';

/** Whoever listens cannot take in more at once: of a longer change the first are said, and how many are left out. */
const mostAtOnce = 60;

export function createNarrator(): Narrator {
	let before = new Map<string, boolean>();
	let keys = new Set<string>();
	/** The line at the cursor, in which is typed; null: there is none, and the cursor stands at a line's beginning. */
	let typed: string | null = null;

	/** Most keys are there most of the time: only those are said that were not there before. */
	function newKeys(row: string): string[] {
		const now = row.slice(keysBegin.length).split(', ');
		const fresh = now.filter(key => !keys.has(key));
		keys = new Set(now);
		return fresh.length === 0 ? [] : [`${keysBegin}${fresh.join(', ')}`];
	}

	function speak({text, selected, keys}: Row): string[] {
		if (keys) return newKeys(text);
		return [selected ? `selected: ${text}` : text];
	}

	return {
		tell(frame) {
			const rows = frame
				.split('\n')
				.map(readRow)
				.filter(({text}) => text !== '');
			const fresh = rows.filter(
				row => !row.typed && (!before.has(row.essence) || (row.selected && !before.get(row.essence))),
			);
			before = new Map(rows.map(({essence, selected}) => [essence, selected]));
			const said = fresh.slice(0, mostAtOnce).flatMap(speak);
			if (fresh.length > mostAtOnce) said.push(`and ${fresh.length - mostAtOnce} lines more`);
			const line = rows.find(row => row.typed)?.text ?? null;
			const begun = typed;
			typed = line;
			if (said.length === 0 && begun !== null && line !== null) return retype(begun, line);
			if (said.length === 0 && begun === line) return '';
			return `${begun === null ? '' : '\n'}${said.map(text => `${text}\n`).join('')}${line ?? ''}`;
		},
	};
}

type Row = {text: string; essence: string; selected: boolean; typed: boolean; keys: boolean};

function readRow(row: string): Row {
	const typed = row.includes(typedMark);
	const selected = row.includes(selectedMark);
	const keys = row.includes(keysMark);
	const quoted = row.includes(quotedMark);
	const bare = [typedMark, selectedMark, keysMark, quotedMark].reduce(
		(text, mark) => text.replaceAll(mark, ''),
		row,
	);
	// Where something is typed, a space at the end may be part of it.
	const text = typed
		? bare.trimStart()
		: bare.trim().replaceAll(/ {2,}/g, '  ').replaceAll(' , ', ', ').replace(/^, */, '');
	return {text, essence: quoted ? text.trim() : essenceOf(text), selected, typed, keys};
}

/** The app's clocks, ages and durations go on by themselves; those in a text do not. */
const times = /\b(\d+:)?\d+:\d\d\b|\b\d+(\.\d+)? ?(ms|s|m|min|h|d|days?)\b( \d+[sm])?( ago)?|\bjust now\b/g;

function essenceOf(text: string): string {
	return text.trim().replace(times, '#');
}

/** As a terminal shows it that echoes: what came is added, what went is taken back. */
function retype(before: string, now: string): string {
	if (now.startsWith(before)) return now.slice(before.length);
	if (before.startsWith(now)) return '\b \b'.repeat([...before.slice(now.length)].length);
	return `\n${now}`;
}
