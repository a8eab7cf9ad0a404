/** What is being made for a choice: the answers as they stream, one below the other, in equal shares of the room. */
import type {LiveText} from '../../core/store.ts';
import {plural, tokens} from '../text/figures.ts';
import {type Line, line} from '../text/line.ts';
import {type Content, linesContent} from './content.ts';
import type {Subject} from './output.ts';
import {liveContent} from './reading.ts';

/** Rows of each answer that are shown: its end. */
const shownRows = 8;

export function variantsContent(subject: Subject): Content {
	const {operation, lives} = subject;
	const {coming, versions} = operation.variants!;
	const there = versions.map(version => `v${version}`).join(', ');
	const heads: Line[] = [
		line(`${plural(coming, 'variant')} to come; ${there} to choose from so far.`, 'quiet'),
	];
	const bodies = lives.map((live): Line[] => {
		const content = liveContent(live, subject);
		const from = Math.max(0, content.rows - shownRows);
		const rows = Array.from({length: content.rows - from}, (_, index) => content.row(from + index));
		return [[], line(nameOf(live), 'accent', true), ...rows];
	});
	return linesContent([...heads, ...bodies.flat()]);
}

function nameOf({attempt, text: {length}}: LiveText): string {
	return `attempt ${attempt}: ${length === 0 ? 'no word yet' : `${tokens(length)} characters`}`;
}
