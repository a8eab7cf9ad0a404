/** Two sides of an output: what differs, or both beside each other. */
import {changedLines} from '../diff/full-row.ts';
import type {Compared} from '../diff/rows.ts';
import {filled} from '../diff/side-by-side.ts';
import type {Comparison, Side} from '../run/comparison.ts';
import {plural} from '../text/figures.ts';
import {cutLine, type Line, line, spread} from '../text/line.ts';
import {type Content, linesContent} from './content.ts';
import type {Subject} from './output.ts';

export function comparisonContent(subject: Subject, found: Comparison | {why: string}): Content {
	if ('why' in found) return linesContent([line(found.why, 'quiet')]);
	const {diffs, width, theme} = subject;
	const compared = compareSides(subject, found);
	return {
		...diffs.content(compared, width, theme.glyphs),
		head: () => [comparisonTitle(found, compared, subject)],
	};
}

/** Both texts whole, scrolled together. */
export function columnsContent({width, wraps, theme}: Subject, {old, now}: Comparison): Content {
	if (!('text' in old && 'text' in now)) return linesContent([]);
	const half = Math.max(1, Math.floor((width - 3) / 2));
	const [left, right] = [wraps.of(old.text, half), wraps.of(now.text, half)];
	const row = (before: Line, after: Line): Line => [
		...filled(cutLine(before, half, theme.glyphs.ellipsis), half),
		{text: ` ${theme.glyphs.bar} `, tone: 'quiet'},
		...cutLine(after, half, theme.glyphs.ellipsis),
	];
	return {
		rows: Math.max(left.count(), right.count()),
		row: index => row(line(left.row(index)), line(right.row(index))),
		head: () => [row(line(old.name, 'accent', true), line(now.name, 'accent', true))],
	};
}

/** What is compared with what, and how much of it differs. */
function comparisonTitle({old, now}: Comparison, compared: Compared, {width}: Subject): Line {
	const files = compared.files > 1 ? `${plural(compared.files, 'file')} ` : '';
	return spread(
		[
			{text: now.name, bold: true, tone: 'accent'},
			{text: ' against ', tone: 'quiet'},
			{text: old.name, bold: true},
		],
		[{text: files, tone: 'quiet'}, ...changedLines(compared)],
		width,
	);
}

function compareSides({diffs, texts}: Subject, {old, now, codebase}: Comparison): Compared {
	const filesOf = (side: Side) => ('files' in side ? diffs.filesOf(side.files, texts) : null);
	const [before, after] = [filesOf(old), filesOf(now)];
	if (before && after) return diffs.files(before, after);
	return diffs.texts('text' in old ? old.text : '', 'text' in now ? now.text : '', codebase);
}
