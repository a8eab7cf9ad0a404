/** What was done to a text, to be undone and done again. */
import type {Place} from './lines.ts';

export type Change = {readonly from: Place; readonly removed: string; readonly inserted: string};

/** Where the person is: the cursor, and the other end of what is selected. */
export type Stand = {readonly cursor: Place; readonly mark: Place | null};

export type Step = {readonly change: Change; readonly before: Stand; readonly after: Stand};

export type History = {
	/** What can be undone, the last one last. */
	readonly past: readonly Step[];
	/** What can be done again, the next one last. */
	readonly future: readonly Step[];
	/** Steps between the text as it was opened and now. */
	readonly depth: number;
};

const mostSteps = 2000;
/** UTF-16 units; beyond them the oldest steps are forgotten, never the last. */
const mostHeld = 16 * 1024 * 1024;

export const noHistory: History = {past: [], future: [], depth: 0};

export function record(history: History, step: Step): History {
	const past = [...history.past, step];
	let held = past.reduce((sum, one) => sum + sizeOf(one), 0);
	let forgotten = 0;
	while (past.length - forgotten > 1 && (past.length - forgotten > mostSteps || held > mostHeld))
		held -= sizeOf(past[forgotten++]!);
	return {past: past.slice(forgotten), future: [], depth: history.depth + 1};
}

/** Makes the last step one with what follows it: a word that is typed is undone at once. */
export function amend(history: History, change: Change, after: Stand): History {
	const last = history.past.at(-1)!;
	return {...history, past: history.past.with(-1, {change, before: last.before, after}), future: []};
}

export function back(history: History): {step: Step; history: History} | null {
	const step = history.past.at(-1);
	if (!step) return null;
	const {past, future, depth} = history;
	return {step, history: {past: past.slice(0, -1), future: [...future, step], depth: depth - 1}};
}

export function forth(history: History): {step: Step; history: History} | null {
	const step = history.future.at(-1);
	if (!step) return null;
	const {past, future, depth} = history;
	return {step, history: {past: [...past, step], future: future.slice(0, -1), depth: depth + 1}};
}

function sizeOf({change}: Step): number {
	return change.removed.length + change.inserted.length;
}
