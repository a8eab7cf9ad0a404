/** Lists runs from the two ends of their logs alone, so that a large log costs no more than a small one. */
import {join} from 'node:path';
import type {FinishStatus, LeftOut, RunEvent, Totals} from '../../core/events.ts';
import {addCall, nothingSpent} from '../../core/state/money.ts';
import type {Money} from '../../core/state/run-state.ts';
import type {BriefAction} from './brief-action.ts';
import {describeFault} from './file-fault.ts';
import {inSlices} from './in-slices.ts';
import {liveHolder} from './lock.ts';
import {type LogEnds, type RunOrigin, readEnds} from './log-ends.ts';
import {newerFormat} from './log-header.ts';
import {isLogProblem} from './log-problem.ts';
import {logVersion} from './memory-log.ts';
import {readLogOf} from './reader.ts';
import {listRunFolders, type RunFolder, startOfId} from './run-folder.ts';
import {type Standing, standingOf} from './standing.ts';

export type RunSummary = {
	id: string;
	folder: RunFolder;
	pipeline_name: string;
	/** The run that it goes back to. */
	origin: RunOrigin | null;
	/** ms since the epoch. */
	startedAt: number;
	/** When its last event happened, ms since the epoch. */
	lastAt: number;
	/** By its log; `interrupted`: nobody writes it, and it did not say how it ended. `unreadable`: `problem` says why. */
	status: FinishStatus | 'running' | 'interrupted' | 'unreadable';
	/** Whether a process holds it: one that runs, or one that came to its end and is still looked at. */
	open: boolean;
	/** Where it stands if it is not done, as far as the end of its log tells. */
	at: Standing | null;
	/** `partial`: not all calls were seen, so it was at least this. */
	totals: Totals & {partial: boolean};
	/** Of one that is done: what came to no output. */
	left_out: LeftOut;
	problem: string | null;
};

/** Every run in the folder, the newest first. One that cannot be read is listed as such. */
export async function listRuns(runsDir: string): Promise<RunSummary[]> {
	const runs: RunSummary[] = [];
	for await (const some of summarizeRuns(await listRunFolders(runsDir))) runs.push(...some);
	return runs;
}

/** The same of these, in their order, a few at a time. */
export function summarizeRuns(folders: readonly RunFolder[]): AsyncGenerator<RunSummary[]> {
	return inSlices(folders, summarizeRun);
}

/** The run begun last of those that can be taken up again; null if there is none. */
export async function newestUnfinished(runsDir: string): Promise<RunSummary | null> {
	for (const folder of await listRunFolders(runsDir)) {
		const summary = await summarizeRun(folder);
		if (!summary.open && !['done', 'unreadable'].includes(summary.status)) return summary;
	}
	return null;
}

/** What the two ends of a run's log tell of it. */
export async function summarizeRun(folder: RunFolder): Promise<RunSummary> {
	try {
		const ends = readEnds(folder.log);
		const isBroken = ends.whole !== null && ends.events.length === 0;
		if (!ends.header || isBroken) return await summarizeForeign(folder, ends);
		const {agent_start_time, pipeline_name} = ends.header;
		const open = (await liveHolder(join(folder.path, 'lock'))) !== null;
		return {
			id: folder.id,
			folder,
			pipeline_name,
			origin: ends.origin,
			startedAt: agent_start_time === null ? startOfId(folder.id) : Date.parse(agent_start_time),
			lastAt: Date.parse(ends.events.at(-1)?.timestamp ?? '') || ends.changedAt,
			status: statusOf(ends.events, open),
			open,
			at: standingOf(ends.events),
			totals: sumUp(ends.events, ends.whole !== null),
			left_out: leftOutOf(ends.events),
			problem: null,
		};
	} catch (error) {
		return unreadable(folder, `Could not read ${folder.log}: ${describeFault(error)}.`);
	}
}

/** Not laid out by lines, or without an action that can be read: worth a whole reading only if it is small. */
async function summarizeForeign(
	folder: RunFolder,
	{whole, version, changedAt}: LogEnds,
): Promise<RunSummary> {
	if (version !== null && version > logVersion) return unreadable(folder, newerFormat(folder.log, version));
	if (!whole) return unreadable(folder, `${folder.log} is large, and not laid out as OrchestrAI writes it.`);
	const log = await readLogOf(whole, folder.log);
	if (isLogProblem(log)) return unreadable(folder, log.problem);
	return {
		id: folder.id,
		folder,
		pipeline_name: log.header.pipeline_name,
		origin: null,
		startedAt: Date.parse(log.header.agent_start_time),
		lastAt: Date.parse(log.actions.at(-1)?.timestamp ?? '') || changedAt,
		status: statusOf(log.actions, false),
		open: false,
		at: standingOf(log.actions),
		totals: sumUp(log.actions, true),
		left_out: leftOutOf(log.actions),
		problem: null,
	};
}

function unreadable(folder: RunFolder, problem: string): RunSummary {
	const startedAt = startOfId(folder.id);
	return {
		id: folder.id,
		folder,
		pipeline_name: '',
		origin: null,
		startedAt,
		lastAt: startedAt,
		status: 'unreadable',
		open: false,
		at: null,
		totals: sumUp([], false),
		left_out: leftOutOf([]),
		problem,
	};
}

/** What may follow the end of a run without setting it going again. */
const afterwards: ReadonlySet<RunEvent['type']> = new Set([
	'run-forked',
	'note-taken',
	'output-edited',
	'edit-undone',
	'version-chosen',
	'prompt-edited',
	'operation-pinned',
	'stepping-set',
	'breakpoint-set',
	'operation-passed',
]);

function statusOf(events: readonly BriefAction[], open: boolean): FinishStatus | 'running' | 'interrupted' {
	const last = events.findLast(({type}) => !afterwards.has(type));
	if (last?.type === 'run-finished') return last.status;
	return open ? 'running' : 'interrupted';
}

function leftOutOf(events: readonly BriefAction[]): LeftOut {
	const last = events.findLast(({type}) => type === 'run-finished');
	return (last?.type === 'run-finished' ? last.left_out : undefined) ?? {skipped: 0, blocked: 0};
}

/** From the last totals that the run itself gave, and the calls after them. */
function sumUp(events: readonly BriefAction[], whole: boolean): RunSummary['totals'] {
	const last = events.findLastIndex(event => event.type === 'run-finished' && event.totals);
	const finish = events[last];
	const totals = finish?.type === 'run-finished' ? finish.totals : undefined;
	// What an older log has under its older name is taken over with the rest.
	let money: Money = {...nothingSpent, ...totals};
	if (totals?.possibly_paid !== undefined) money = {...money, possiblyPaid: totals.possibly_paid};
	for (const event of events.slice(last + 1)) {
		if (event.type === 'model-answered') money = addCall(money, event);
		if (event.type === 'model-failed')
			money = addCall(money, {...event, failed: true, possiblyPaid: event.possibly_paid});
	}
	const {usd, unknown, input_tokens, output_tokens, possiblyPaid} = money;
	const partial = !totals && !whole;
	return {
		usd,
		unknown: unknown || partial,
		input_tokens,
		output_tokens,
		possibly_paid: possiblyPaid,
		partial,
	};
}
