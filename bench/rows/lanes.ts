import type {Row} from '../row.ts';

const ours = (shape: string) => ({name: 'OrchestrAI', program: ['programs/lanes-ours.ts', shape]});
const uneven = 'uneven lanes, 8 × 6 calls of 50–350 ms, wall ÷ critical path';

export const rows: readonly Row[] = [
	{
		name: 'lanes, 8 × 5 calls of 200 ms, wall ÷ critical path',
		unit: '×',
		ours: ours('lanes'),
		peer: null,
		goal: {of: 'figure', most: 1.06},
		quick: true,
	},
	{
		name: uneven,
		unit: '×',
		ours: ours('uneven-lanes'),
		peer: null,
		goal: {of: 'figure', most: 1.06},
		quick: false,
	},
	{
		name: `${uneven}, beside LangGraph.js`,
		unit: '×',
		ours: ours('uneven-lanes'),
		peer: {
			name: 'LangGraph.js (MemorySaver) + openai',
			program: ['programs/lanes-langgraph.ts', 'uneven-lanes'],
		},
		goal: {of: 'ratio', most: 1},
		quick: true,
	},
	{
		name: `${uneven}, beside p-graph, which keeps no log`,
		unit: '×',
		ours: ours('uneven-lanes'),
		peer: {name: 'p-graph + openai', program: ['programs/lanes-p-graph.ts', 'uneven-lanes']},
		goal: {of: 'ratio', most: 1},
		quick: false,
	},
];
