/** What is said of the selected item, besides its graph. */
import type {Line, Span} from '../text/line.ts';
import {line} from '../text/line.ts';
import {widthOf} from '../text/width.ts';
import {wrapWhole} from '../text/wrap.ts';
import type {Theme, Tone} from '../theme.ts';

export type Room = {width: number; height: number; theme: Theme};

/** Text broken to the width, `most` rows of it at most. */
export function paragraph(text: string, {width, theme}: Room, tone?: Tone, most = 40): Line[] {
	// What is cut away anyway is not worth breaking.
	const wrap = wrapWhole(width, text.slice(0, most * width * 2).trim());
	const rows = Array.from({length: Math.min(most, wrap.count())}, (_, index) => wrap.row(index));
	if (wrap.count() > most)
		rows[most - 1] = `${rows[most - 1]!.slice(0, Math.max(0, width - 2))}${theme.glyphs.ellipsis}`;
	return rows.map(row => line(row, tone));
}

const labelWidth = 10;

/** A label, and beside it what it stands for, broken to the room that is left. */
export function fact(
	label: string,
	value: string,
	room: Room,
	look: Omit<Span, 'text'> = {},
	most = 6,
): Line[] {
	return paragraph(value, {...room, width: Math.max(8, room.width - labelWidth)}, undefined, most).map(
		(row, index): Line => [
			{text: (index === 0 ? label : '').padEnd(labelWidth), tone: 'quiet'},
			...row.map(span => ({...span, ...look})),
		],
	);
}

/** The graph between what stands above and below it, or before them where it would leave too little. */
export function around(
	above: readonly Line[],
	graph: (height: number) => readonly Line[],
	below: readonly Line[],
	{height}: Room,
): Line[] {
	const left = height - above.length - below.length - 2;
	const drawn = graph(Math.max(3, left));
	const airy = above.length + drawn.length + below.length + 2 <= height;
	const gap: Line[] = airy ? [[]] : [];
	return [...above, ...gap, ...drawn, ...gap, ...below];
}

/** Names in a row, as many as matter. */
export function listNames(names: readonly string[], most = 12): string {
	const some = names.slice(0, most).join(', ');
	return names.length > most ? `${some} and ${names.length - most} more` : some;
}

/** A value beside others of its kind, for short facts in one row. */
export function joined(parts: readonly Span[], {width}: Room, between = '  '): Line {
	const row: Span[] = [];
	let used = 0;
	for (const part of parts) {
		if (part.text === '') continue;
		const wide = widthOf(part.text) + (row.length === 0 ? 0 : widthOf(between));
		if (used + wide > width) break;
		if (row.length > 0) row.push({text: between});
		row.push(part);
		used += wide;
	}
	return row;
}
