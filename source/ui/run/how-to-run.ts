import type {ProgramRan} from '../../core/events.ts';
import {isOfProgram} from '../../core/state/is-of-program.ts';
import type {RunState} from '../../core/state/run-state.ts';

/** The shell line that runs the finished program from where the person is; null if none ran well. */
export function howToRun({operations, modules}: RunState, folder: string): string | null {
	let last: ProgramRan | null = null;
	for (const {status, attempt, iterations} of operations.values()) {
		if (status !== 'done') continue;
		const run = iterations
			.filter(iteration => iteration.attempt === attempt)
			.at(-1)
			?.runs.findLast(one => isOfProgram(one, modules));
		if (run?.fingerprint === null && (last === null || run.timestamp >= last.timestamp)) last = run;
	}

	return last === null ? null : `cd ${quoted(`${folder}/workspace`)} && ${last.command}`;
}

/** As a POSIX shell takes it for one word. */
function quoted(path: string): string {
	return /^[\w@%+=:,./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}
