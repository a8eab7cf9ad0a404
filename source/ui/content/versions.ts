/** The tab of versions: which there are, and the one under the cursor. */
import type {Version} from '../../core/state/run-state.ts';
import {versionComparison} from '../run/comparison.ts';
import {versionRead} from '../run/reading.ts';
import {makerOf} from '../run/version-name.ts';
import {age, plural, tokens} from '../text/figures.ts';
import {cutLine, type Line, line} from '../text/line.ts';
import {columnsContent, comparisonContent} from './comparison.ts';
import {type Content, linesContent, rowsAround} from './content.ts';
import type {Subject} from './output.ts';
import {textContent} from './reading.ts';

export function versionsContent(subject: Subject): Content {
	const {operation, reading} = subject;
	if (operation.versions.length === 0)
		return linesContent([line('There is no version yet: it comes with the output.', 'quiet')]);
	const chosen = versionRead({reading}, operation);
	const below = contentBelow(subject, chosen);
	const lines = operation.versions.map(version => versionLine(version, version.version === chosen, subject));
	return {
		...below,
		head(most) {
			const title = below.head?.(1) ?? [];
			const room = Math.max(1, most - title.length - 1);
			return [...rowsAround(lines, chosen - 1, room), ...(title.length > 0 ? [[], ...title] : [])];
		},
	};
}

function contentBelow(subject: Subject, chosen: number): Content {
	const {operation, reading} = subject;
	if (reading.versions !== 'text') {
		const found = versionComparison(operation, chosen, reading.marked);
		if (reading.versions === 'diff' || 'why' in found) return comparisonContent(subject, found);
		return columnsContent(subject, found);
	}

	const {text} = operation.versions[chosen - 1]!;
	return text === '' ? linesContent([line('It is empty.', 'quiet')]) : textContent(text, subject);
}

function versionLine(
	version: Version,
	chosen: boolean,
	{operation, reading, now, theme, width}: Subject,
): Line {
	const {glyphs} = theme;
	const size = version.files
		? plural(Object.keys(version.files).length, 'file')
		: `${tokens(version.text.length)} characters`;
	const rest = [
		makerOf(version).padEnd(13),
		age(now - version.at).padEnd(11),
		...(operation.attempt > 1 ? [`attempt ${version.attempt}`] : []),
		size,
	];
	return cutLine(
		[
			{text: chosen ? glyphs.selected : ' ', tone: 'accent', mark: true},
			{text: ` v${version.version}`.padEnd(5), bold: chosen},
			{text: rest.join('  '), tone: chosen ? 'plain' : 'quiet'},
			// While variants are chosen from, the newest is current only because it came last.
			...(version.version === operation.current && operation.variants === null
				? [{text: `  ${glyphs.done} current`, tone: 'good' as const}]
				: []),
			...(version.version === reading.marked ? [{text: '  compared with', tone: 'accent' as const}] : []),
		],
		width,
		glyphs.ellipsis,
	);
}
