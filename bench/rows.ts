/** All rows, in the order of the table. */
import type {Row} from './row.ts';

/** Files of `rows/`. */
const groups = [
	'overhead',
	'growth',
	'streaming',
	'lanes',
	'log',
	'opening',
	'tokens',
	'start',
	'screen',
	'drawing',
	'memory',
];

export type GroupedRow = {group: string; row: Row};

export async function loadRows(): Promise<GroupedRow[]> {
	const loaded = await Promise.all(
		groups.map(async group => {
			const {rows} = (await import(`./rows/${group}.ts`)) as {rows: readonly Row[]};
			return rows.map(row => ({group, row}));
		}),
	);
	const all = loaded.flat();
	const names = new Set(all.map(({row}) => row.name));
	if (names.size < all.length) throw new Error('Two rows share a name, and so their results.');
	return all;
}
