import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import type {EventOf, RunEvent} from '../../source/core/events.ts';

export type PastRun = {
	id: string;
	folder: string;
	log: string;
	/** What the log holds as any JSON parser sees it. */
	actions: RunEvent[];
};

/** The one run that was made in this folder. Throws where there is none, or several. */
export function onlyRun(cwd: string): PastRun {
	const runs = runsIn(cwd);
	if (runs.length !== 1) throw new Error(`There are ${runs.length} runs in ${cwd}, not one: ${runs}`);
	const folder = join(cwd, 'runs', runs[0]!);
	const log = join(folder, 'memory_log.json');
	const {actions} = JSON.parse(readFileSync(log, 'utf8')) as {actions: RunEvent[]};
	return {id: runs[0]!, folder, log, actions};
}

/** Ids of the runs below this folder. */
export function runsIn(cwd: string): string[] {
	try {
		return readdirSync(join(cwd, 'runs')).filter(name => !name.startsWith('.'));
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
		throw error;
	}
}

export function ofType<T extends RunEvent['type']>(
	{actions}: Pick<PastRun, 'actions'>,
	type: T,
): EventOf<T>[] {
	return actions.filter((action): action is EventOf<T> => action.type === type);
}

/** How the last sitting ended. */
export function statusOf(run: PastRun): string | null {
	return ofType(run, 'run-finished').at(-1)?.status ?? null;
}
