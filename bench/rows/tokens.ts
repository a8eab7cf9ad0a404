import type {Row} from '../row.ts';

const client = {name: 'the openai client alone', program: ['programs/tokens-client.ts']};

export const rows: readonly Row[] = [
	{
		name: 'CPU for a token of a stream of 20,000, headless',
		unit: 'µs',
		ours: {name: 'OrchestrAI', program: ['programs/tokens-headless.ts']},
		peer: client,
		goal: {of: 'ratio', most: 1.3},
		quick: true,
	},
	{
		name: 'CPU for a token of a stream of 20,000, on the screen',
		unit: 'µs',
		ours: {name: 'OrchestrAI', program: ['programs/tokens-screen.ts']},
		peer: client,
		goal: {of: 'ratio', most: 2},
		quick: false,
	},
];
