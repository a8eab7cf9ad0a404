import type {Row} from '../row.ts';

export const rows: readonly Row[] = [
	{
		name: '20 wide × 50 deep, streaming calls of no latency',
		unit: 'ms',
		ours: {name: 'OrchestrAI', program: ['programs/streaming-ours.ts']},
		peer: {name: 'bare promises + openai, without a log', program: ['programs/streaming-bare.ts']},
		goal: {of: 'ratio', most: 1.2},
		quick: true,
	},
];
