import type {Content} from '../content/content.ts';
import {createDiffs} from '../diff/diffs.ts';
import {type Compared, compareLines, type DiffRow} from '../diff/rows.ts';
import type {Glyphs} from '../theme.ts';
import type {ChangePage} from './page.ts';

/** The texts that differ, one below the other, laid out for a width. */
export function differenceOf({texts}: ChangePage): (width: number, glyphs: Glyphs) => Content {
	const diffs = createDiffs();
	const rows = texts.flatMap(({title, before, after}, index): DiffRow[] => {
		const {rows, added, removed} = compareLines(before, after);
		const heading: DiffRow = {kind: 'file', path: title, what: '', added, removed};
		return [...(index > 0 ? [{kind: 'blank'} as const] : []), heading, ...rows];
	});
	const compared: Compared = {rows, added: 0, removed: 0, files: texts.length};
	return (width, glyphs) => diffs.content(compared, width, glyphs);
}
