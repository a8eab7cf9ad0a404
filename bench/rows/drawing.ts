/** Graphs laid out and drawn as text, as large as they need. */
import type {Row} from '../row.ts';

const ours = (count: number) => ({name: 'OrchestrAI', program: ['programs/drawing-ours.ts', String(count)]});

export const rows: readonly Row[] = [
	...[10, 100, 1000].flatMap((count): Row[] => [
		drawing(count, 'beautiful-mermaid', 'programs/drawing-mermaid.ts'),
		drawing(count, 'graph-easy', 'programs/drawing-graph-easy.ts'),
	]),
	{
		name: 'layout and drawing of 1000 operations',
		unit: 'ms',
		ours: ours(1000),
		peer: null,
		goal: {of: 'figure', most: 1000},
		quick: true,
	},
];

function drawing(count: number, peer: string, program: string): Row {
	return {
		name: `layout and drawing of ${count} operations, beside ${peer}`,
		unit: 'ms',
		ours: ours(count),
		peer: {name: peer, program: [program, String(count)]},
		goal: {of: 'ratio', most: 1},
		quick: count === 10,
	};
}
