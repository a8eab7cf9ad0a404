/** How a past run stood in the end, folded from its log. */
import {stat} from 'node:fs/promises';
import {emptyState, reduce} from '../../core/state/reduce.ts';
import type {RunState} from '../../core/state/run-state.ts';
import {describeFault} from './file-fault.ts';
import {isLogProblem} from './log-problem.ts';
import {scanActions} from './reader.ts';

/** A log that is longer takes more than a moment to fold, in bytes. */
const most = 32 * 1024 * 1024;

/** Folds a whole log, unless it is larger than what is read for a glance; else a sentence that says why not. */
export async function readState(log: string): Promise<RunState | {problem: string}> {
	try {
		const {size} = await stat(log);
		if (size > most) {
			const megabytes = Math.round(size / 1024 / 1024);
			return {problem: `Its log is ${megabytes} MB long: too much to be read for a glance.`};
		}

		let state = emptyState();
		const scanned = await scanActions(log, action => {
			state = reduce(state, action);
		});
		return isLogProblem(scanned) ? {problem: scanned.problem} : state;
	} catch (error) {
		return {problem: `Could not read ${log}: ${describeFault(error)}.`};
	}
}
