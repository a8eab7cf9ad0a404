/** Logs that are read: a large one for replay, and the ends of many for the list of runs. */
import type {Row} from '../row.ts';

export const rows: readonly Row[] = [
	opening('8 kB', '8000'),
	opening('2 kB', '2000'),
	{
		name: 'list 1000 runs of 350 kB',
		unit: 'ms',
		ours: {name: 'OrchestrAI', program: ['programs/opening-list.ts']},
		peer: {name: 'JSON.parse of each log', program: ['programs/opening-list-parse.ts']},
		goal: {of: 'ratio', most: 0.1},
		quick: true,
	},
];

function opening(called: string, size: string): Row {
	return {
		name: `open a log of 100 MB for replay, in texts of ${called}`,
		unit: 'ms',
		ours: {name: 'OrchestrAI', program: ['programs/opening-replay.ts', size]},
		peer: {name: 'JSON.parse of it', program: ['programs/opening-parse.ts', size]},
		goal: {of: 'ratio', most: 0.8},
		quick: size === '8000',
	};
}
