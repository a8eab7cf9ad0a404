/** A comparison as rows, before they are laid out at any width. */
import {type Block, diffLines, linesOf, mostEdits, type TextLine} from './lines.ts';
import {pairLines} from './pair-lines.ts';

/** Numbers count lines from 1. `partner`: the line on the other side that stands in the same place. */
export type DiffRow =
	| {kind: 'same'; old: number; now: number; line: TextLine}
	| {kind: 'removed'; old: number; line: TextLine; partner: TextLine | null}
	| {kind: 'added'; now: number; line: TextLine; partner: TextLine | null}
	/** Unchanged lines that are left out. */
	| {kind: 'skipped'; lines: number}
	| {kind: 'file'; path: string; what: string; added: number; removed: number}
	| {kind: 'note'; text: string}
	| {kind: 'blank'};

export type Compared = {rows: readonly DiffRow[]; added: number; removed: number; files: number};

/** Unchanged lines that are shown around a change. */
const context = 3;

export const tooDifferent =
	'Too much differs for a line by line comparison: all of the old, then all of the new.';

/** `around`: how many unchanged lines are kept at each change; `most`: edits that are looked for. */
export function compareLines(
	old: string,
	now: string,
	{around = context, most = mostEdits}: {around?: number; most?: number} = {},
): Compared {
	if (old === now) return {rows: [], added: 0, removed: 0, files: 0};
	const [before, after] = [linesOf(old), linesOf(now)];
	const found = diffLines(before, after, most);
	const blocks: Block[] = found ?? [{kind: 'changed', removed: before, added: after}];
	const rows: DiffRow[] = found ? [] : [{kind: 'note', text: tooDifferent}];
	const counts = {added: 0, removed: 0};
	let oldAt = 1;
	let nowAt = 1;
	for (const [index, block] of blocks.entries()) {
		if (block.kind === 'same') {
			const head = index === 0 ? 0 : around;
			const tail = index === blocks.length - 1 ? 0 : around;
			const hidden = block.lines.length - head - tail;
			for (const [at, line] of block.lines.entries()) {
				// A row that stands for a single line would save nothing.
				const skip = hidden > 1 && at >= head && at < head + hidden;
				if (skip && at === head) rows.push({kind: 'skipped', lines: hidden});
				if (!skip) rows.push({kind: 'same', old: oldAt + at, now: nowAt + at, line});
			}

			oldAt += block.lines.length;
			nowAt += block.lines.length;
			continue;
		}

		const {removed, added} = block;
		const pairs = found ? pairLines(removed, added) : [];
		const back = new Map(pairs.flatMap((to, from) => (to === null ? [] : [[to, from]])));
		for (const [at, line] of removed.entries())
			rows.push({kind: 'removed', old: oldAt + at, line, partner: added[pairs[at] ?? -1] ?? null});
		for (const [at, line] of added.entries())
			rows.push({kind: 'added', now: nowAt + at, line, partner: removed[back.get(at) ?? -1] ?? null});
		oldAt += removed.length;
		nowAt += added.length;
		counts.removed += removed.length;
		counts.added += added.length;
	}

	return {rows, ...counts, files: 1};
}
