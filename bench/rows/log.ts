/** The memory log: what an action costs once there are many, and against a file that is written whole. */
import type {Row} from '../row.ts';

export const rows: readonly Row[] = [
	{
		name: 'log: the 10,000th action ÷ the 10th, each flushed',
		unit: '×',
		ours: {name: 'OrchestrAI', program: ['programs/log-growth.ts']},
		peer: null,
		goal: {of: 'figure', most: 1.5},
		quick: true,
	},
	{
		name: 'log: bytes written ÷ size of the log, 1000 flushed actions of 2 kB',
		unit: '×',
		ours: {name: 'OrchestrAI', program: ['programs/log-bytes.ts', '2000']},
		peer: null,
		goal: {of: 'figure', most: 1.1},
		quick: true,
	},
	{
		// As long as those of the engineering pipeline are on average.
		...thousandOf('8 kB', '8000'),
		goal: {of: 'ratio', most: 0.03},
	},
	// The shorter the actions, the more of the time is the flush of each, which lowdb leaves out.
	thousandOf('2 kB', '2000'),
];

function thousandOf(called: string, size: string): Row {
	return {
		name: `log: 1000 actions of ${called}, ours flushed one by one, the peer’s never`,
		unit: 'ms',
		ours: {name: 'OrchestrAI', program: ['programs/log-thousand.ts', size]},
		peer: {name: 'lowdb (JSONFilePreset)', program: ['programs/log-thousand-lowdb.ts', size]},
		goal: null,
		quick: false,
	};
}
