/** What the app holds of memory while it is looked at. */
import type {Row} from '../row.ts';

export const rows: readonly Row[] = [
	resident('home, with 100 runs', 'home', 90),
	resident('a run of 100 operations, at its end', 'run', 130),
	resident('a replay of 10,000 actions, at its end', 'replay', 150),
];

function resident(name: string, what: string, most: number): Row {
	return {
		name: `resident memory: ${name}`,
		unit: 'MB',
		ours: {name: 'OrchestrAI', program: ['programs/memory.ts', what]},
		peer: null,
		goal: {of: 'figure', most},
		quick: what === 'home',
	};
}
