/** Which lines of a text were taken away and which came. */
import {diffArrays} from 'diff';

/** A line of a text; `ended` is false for a last line without a newline. */
export type TextLine = {text: string; ended: boolean};

/** Lines that stayed, or what stood in a place and what stands there now. */
export type Block =
	| {kind: 'same'; lines: readonly TextLine[]}
	| {kind: 'changed'; removed: readonly TextLine[]; added: readonly TextLine[]};

/**
 * Lines removed and added together, beyond which no more is looked for. The search costs the square of it:
 * about 250 ms, whatever the size of the texts.
 */
export const mostEdits = 1500;

export function linesOf(text: string): TextLine[] {
	if (text === '') return [];
	const lines = text.split('\n').map(line => ({text: line, ended: true}));
	if (lines.at(-1)!.text === '') lines.pop();
	else lines.at(-1)!.ended = false;
	return lines;
}

/** The blocks in order; null if the texts differ in more lines than `most`. */
export function diffLines(
	old: readonly TextLine[],
	now: readonly TextLine[],
	most = mostEdits,
): Block[] | null {
	if (old.length === 0 || now.length === 0) return [{kind: 'changed', removed: old, added: now}];
	const parts = diffArrays([...old], [...now], {
		comparator: (a, b) => a.text === b.text && a.ended === b.ended,
		maxEditLength: most,
	});
	if (parts === undefined) return null;
	const blocks: Block[] = [];
	for (const {value, added, removed} of parts) {
		if (!added && !removed) {
			blocks.push({kind: 'same', lines: value});
			continue;
		}

		const last = blocks.at(-1);
		const open = last?.kind === 'changed' ? last : {kind: 'changed' as const, removed: [], added: []};
		if (open === last) blocks.pop();
		blocks.push({
			kind: 'changed',
			removed: removed ? [...open.removed, ...value] : open.removed,
			added: added ? [...open.added, ...value] : open.added,
		});
	}

	return blocks;
}
