/** The run screen while eight operations stream, beside the same view as a plain tree of components. */
import type {Goal, Row, Unit} from '../row.ts';

const plain = 'a plain tree in Ink';
const incremental = {called: `${plain}, incremental`, program: 'plain-incremental'};

export const rows: readonly Row[] = [
	streaming('keypress to screen', 'ms', 'keys', incremental, {of: 'figure', most: 50}),
	streaming('CPU', '%', 'cpu', incremental, {of: 'figure', most: 20}),
	streaming('bytes of a frame', 'bytes', 'bytes', incremental, null),
	streaming('bytes of a frame, Ink as it is by default', 'bytes', 'bytes', {
		called: plain,
		program: 'plain-defaults',
	}),
];

function streaming(
	name: string,
	unit: Unit,
	what: string,
	peer: {called: string; program: string},
	goal: Goal | null = null,
): Row {
	return {
		name: `8 × 50 tokens a second: ${name}`,
		unit,
		ours: {name: 'OrchestrAI', program: ['programs/screen.ts', 'ours', what]},
		peer: {name: peer.called, program: ['programs/screen.ts', peer.program, what]},
		goal,
		// Half a minute for each round: one of them is enough there.
		quick: what === 'keys',
	};
}
