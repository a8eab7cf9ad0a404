import type {Row} from '../row.ts';

const shapes = [
	{shape: 'layered', name: 'layers of 20'},
	{shape: 'chain', name: 'a chain'},
];

/** Both are ours. */
const at = (count: number, graph: string) => ({
	name: `at ${count} operations`,
	program: ['programs/growth.ts', graph],
});

export const rows: readonly Row[] = shapes.map(
	({shape, name}): Row => ({
		name: `cost of a no-op operation at 1000 ÷ at 100, ${name}`,
		unit: 'µs',
		ours: at(1000, shape),
		peer: at(100, `${shape}-100`),
		goal: {of: 'ratio', most: 1.3},
		quick: false,
	}),
);
