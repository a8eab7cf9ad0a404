/** Every key, from the same table that handles them. */
import type {ReactElement} from 'react';
import {type Line, line, widthOfLine} from '../text/line.ts';
import {pad} from '../text/width.ts';
import {wrapWhole} from '../text/wrap.ts';
import {type Theme, useTheme} from '../theme.ts';
import {insideOf, Panel} from './panel.tsx';

/** A screen's keys, under the headings in the order in which they are listed. */
export type HelpTable = {
	groups: readonly string[];
	keys: readonly {group: string; shown: string; meaning: string | null}[];
};

export function Help({
	table,
	top,
	width,
	height,
	shows,
}: {
	table: HelpTable;
	top: number;
	width: number;
	height: number;
	/** Told what is in view. */
	shows(viewport: {rows: number; height: number; top: number}): void;
}): ReactElement {
	const theme = useTheme();
	const inside = insideOf(width, height);
	const rows = columns(table, inside.width);
	const first = Math.max(0, Math.min(top, rows.length - inside.height));
	shows({rows: rows.length, height: inside.height, top: first});
	return (
		<Panel
			title={line('every key', undefined, true)}
			right={more(first, inside.height, rows.length, theme)}
			tone="accent"
			width={width}
			height={height}
			rows={rows.slice(first, first + inside.height)}
		/>
	);
}

/** What lies outside the window, and the key that goes there. */
function more(top: number, height: number, rows: number, {unicode}: Theme): Line {
	const below = Math.max(0, rows - height - top);
	const parts = [
		...(top > 0 ? [unicode ? '↑ more: k' : 'more above: k'] : []),
		...(below > 0 ? [unicode ? '↓ more: j' : 'more: j'] : []),
	];
	return parts.length === 0 ? [] : [{text: parts.join('   '), tone: 'accent'}];
}

/** Cells for a key, before what it means. */
const keyWidth = 12;

/** One column, or two of equal length where both can be read. */
function columns(table: HelpTable, width: number): Line[] {
	if (width < 100) return entriesOf(table, width);
	const each = Math.floor(width / 2);
	const entries = entriesOf(table, each - 2);
	const long = Math.ceil(entries.length / 2);
	return Array.from({length: long}, (_, index) => {
		const left = entries[index] ?? [];
		const gap = ' '.repeat(each - widthOfLine(left));
		return [...left, {text: gap}, ...(entries[long + index] ?? [])];
	});
}

/** Under their headings; what a key means goes on below itself where it is long. */
function entriesOf({groups, keys}: HelpTable, width: number): Line[] {
	return groups.flatMap((group, index): Line[] => [
		...(index === 0 ? [] : [[]]),
		[{text: group, tone: 'accent', bold: true}],
		...keys
			.filter(entry => entry.group === group)
			.flatMap(({shown, meaning}) => (meaning === null ? [] : entryRows(shown, meaning, width))),
	]);
}

function entryRows(shown: string, meaning: string, width: number): Line[] {
	const wrap = wrapWhole(Math.max(1, width - keyWidth), meaning);
	return Array.from({length: wrap.count()}, (_, row) => [
		{text: pad(row === 0 ? shown : '', keyWidth), bold: true},
		{text: wrap.row(row), tone: 'quiet' as const},
	]);
}
