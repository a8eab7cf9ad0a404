/** The blocks of code in a page. What stands behind the language says how a block is checked. */
import {readPage} from './page.ts';

export type Fence = {
	page: string;
	/** Of its first row, from 1. */
	line: number;
	language: string;
	/** Words such as `operation`, and with a value `file=talk.yml`. */
	words: ReadonlySet<string>;
	option(name: string): string | null;
	text: string;
};

export function fencesOf(page: string): Fence[] {
	const fences: Fence[] = [];
	let open: {indent: string; ticks: string; at: number; info: string; rows: string[]} | null = null;
	for (const [index, row] of readPage(page).split('\n').entries()) {
		const [, indent = '', ticks = '', info = ''] = /^( *)(`{3,})(.*)$/.exec(row) ?? [];
		if (open === null) {
			if (ticks) open = {indent, ticks, at: index + 1, info, rows: []};
			continue;
		}
		if (!ticks.startsWith(open.ticks) || info.trim() !== '') {
			open.rows.push(row.startsWith(open.indent) ? row.slice(open.indent.length) : row.trimStart());
			continue;
		}
		const [language = '', ...words] = open.info.trim().split(/\s+/);
		fences.push({
			page,
			line: open.at,
			language,
			words: new Set(words),
			option: name => words.find(word => word.startsWith(`${name}=`))?.slice(name.length + 1) ?? null,
			text: `${open.rows.join('\n')}\n`,
		});
		open = null;
	}
	if (open !== null) throw new Error(`${page}:${open.at}: a block is not closed.`);
	return fences;
}
