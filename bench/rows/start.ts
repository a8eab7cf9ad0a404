/** How soon the app is there, built as people get it, in a pseudo-terminal, beside what Node alone takes in one. */
import type {Row} from '../row.ts';

export const rows: readonly Row[] = [
	start('--version', 'version', 1.25),
	start('--help', 'help', 2.5),
	start('the first frame of home', 'home', 6),
	start('the first frame of a run', 'run', 6.5),
];

function start(name: string, what: string, most: number): Row {
	return {
		name: `start to ${what === name.slice(2) ? `the end of ${name}` : name}`,
		unit: 'ms',
		ours: {name: 'OrchestrAI', program: ['programs/start.ts', what]},
		peer: {name: 'node -e 0', program: ['programs/start.ts', 'node']},
		goal: {of: 'ratio', most},
		quick: true,
	};
}
