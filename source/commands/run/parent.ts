/** The run that another one goes back to: read as it stood, and told of its child. */
import {resolve} from 'node:path';
import type {EventDraft, RunEvent} from '../../core/events.ts';
import {stamp} from '../../core/events.ts';
import {emptyState, reduce} from '../../core/state/reduce.ts';
import type {RunState} from '../../core/state/run-state.ts';
import {systemClock} from '../../io/clock.ts';
import {openLog} from '../../io/memory/log.ts';
import {isLogProblem} from '../../io/memory/log-problem.ts';
import {scanActions} from '../../io/memory/reader.ts';
import {type FoundRun, findRun} from '../../io/memory/run-folder.ts';
import {type Surroundings, UsageError} from '../command.ts';
import type {RunFlags} from './flags.ts';

export type Parent = FoundRun & {
	state: RunState;
	/** How many of its actions were folded, of how many there are. */
	actions: number;
	count: number;
	/** What the person said in it, as events. */
	said: readonly RunEvent[];
	/** Set when the end of its log is damaged: a sentence. */
	damage: string | null;
	/** Its log can take one more action: it is laid out by lines, and its end is whole. */
	open: boolean;
};

/** The run that is meant, by id, the beginning of one, or path. Throws a `UsageError`. */
export async function findParent(named: string, flags: RunFlags, {folder}: Surroundings): Promise<FoundRun> {
	const found = await findRun(resolve(folder, flags.runsDir), named);
	if (isLogProblem(found)) throw new UsageError(found.problem);
	return found;
}

/** `at`: how many of its actions are folded; null: all. Throws a `UsageError` where it cannot be read so. */
export async function readParent(found: FoundRun, at: number | null): Promise<Parent> {
	let state = emptyState();
	let actions = 0;
	const said: RunEvent[] = [];
	const scanned = await scanActions(found.log, action => {
		if (at !== null && actions >= at) return;
		actions++;
		state = reduce(state, action);
		if (action.type === 'question-answered' || action.type === 'module-finished') said.push(action);
	});
	if (isLogProblem(scanned)) throw new UsageError(scanned.problem);
	const {count, torn, end} = scanned;
	if (at !== null && at > count)
		throw new UsageError(`${found.log} holds ${count} actions: --at takes a number from 1 to ${count}.`);
	return {
		...found,
		state,
		actions,
		count,
		said,
		damage: torn?.message ?? null,
		open: torn === null && end !== null,
	};
}

/**
 * Writes into the parent's log that a child began, if nobody else is at it; else that is told by the child alone, and
 * by the sentence that this settles with.
 */
export async function tellParent(
	parent: Parent,
	event: EventDraft & {type: 'run-forked'},
): Promise<string | null> {
	const {folder, id, open} = parent;
	if (folder === null || !open) return `The log of ${id} is left as it is: it does not tell of this run.`;
	const log = await openLog(folder.path);
	if (isLogProblem(log)) return `${id} does not tell of this run. ${log.problem}`;
	log.append(stamp(event, systemClock.now()));
	try {
		await log.close();
		return null;
	} catch (error) {
		return `${id} does not tell of this run. ${(error as Error).message}`;
	}
}
