import type {FinishStatus} from '../core/events.ts';

/** 0 done · 1 failed · 2 wrong usage or pipeline · 3 waits for a person · 4 budget reached · 130 interrupted. */
export function exitCodeOf(status: FinishStatus): number {
	return {done: 0, failed: 1, waiting: 3, budget: 4, stopped: 130}[status];
}

/** What a shell reports of a program that wrote to a pipe nobody reads. */
export const brokenPipe = 141;
