import type {Row} from '../row.ts';

const graphs = [
	{shape: 'layered', name: '20 wide × 50 deep', most: 0.12},
	{shape: 'fan', name: '1 → 500 → 1', most: 0.1},
	{shape: 'chain', name: 'a chain of 1000', most: 0.15},
];

const ours = (shape: string) => ({name: 'OrchestrAI', program: ['programs/overhead-ours.ts', shape]});

export const rows: readonly Row[] = graphs.flatMap(({shape, name, most}): Row[] => [
	{
		name: `durable overhead of a no-op operation, ${name}`,
		unit: 'µs',
		ours: ours(shape),
		peer: {name: 'LangGraph.js (MemorySaver)', program: ['programs/overhead-langgraph.ts', shape, 'one-key']},
		goal: {of: 'ratio', most},
		quick: shape === 'layered',
	},
	{
		name: `the same, ${name}, with a key of its state for each output`,
		unit: 'µs',
		ours: ours(shape),
		peer: {
			name: 'LangGraph.js (MemorySaver)',
			program: ['programs/overhead-langgraph.ts', shape, 'key-each'],
		},
		goal: {of: 'ratio', most},
		quick: false,
	},
	{
		name: `the same, ${name}, beside promises alone, without a log`,
		unit: 'µs',
		ours: ours(shape),
		peer: {name: 'bare promises', program: ['programs/overhead-bare.ts', shape]},
		goal: null,
		quick: false,
	},
]);
