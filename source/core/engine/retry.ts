import type {ModelFault} from '../ports.ts';
import {takeUpLater} from '../taking-up.ts';

const firstWait_ms = 1000;
const longestWait_ms = 60_000;
/** An endpoint that asks for more is not waited for: the run fails and can be resumed when it is ready. */
const longestObeyed_ms = 3_600_000;

/** What is to be done about a fault that nobody tries again: also when, where an endpoint asks for more than is obeyed. */
export function remedyOf({remedy, retryable, retry_after_ms}: ModelFault, now: number): string | null {
	if (!retryable || retry_after_ms === null || retry_after_ms <= longestObeyed_ms) return remedy;
	const at = new Date(Math.min(now + retry_after_ms, latest)).toISOString();
	return `It asks to be left alone until ${at.slice(0, -8).replace('T', ' ')} UTC, and nothing waits longer than an hour by itself. Try again then, or take another model.${takeUpLater}`;
}

/** The last moment that a date can hold. */
const latest = 8.64e15;

/**
 * Whether, and after how many ms, a failed try is made again. Exponential backoff with equal jitter
 * (AWS Architecture Blog, “Exponential Backoff And Jitter”, 2015): half of the wait is fixed, half is random.
 * What the endpoint asks for in Retry-After is obeyed, also beyond the longest wait, up to an hour; chance comes on
 * top, since all who were sent away together were told the same. A stall may have been paid for: by itself it is
 * tried again once, and only where nobody is there to decide.
 */
export function nextTry({
	fault,
	tryNumber,
	retries,
	random,
	allowStallOnce,
}: {
	fault: ModelFault;
	/** The try that failed, from 1. */
	tryNumber: number;
	/** How many further tries are allowed. */
	retries: number;
	/** In [0, 1). */
	random: () => number;
	allowStallOnce: boolean;
}): {retry_in_ms: number} | null {
	if (tryNumber > retries) return null;
	const isStall = fault.kind === 'stall' || fault.kind === 'timeout';
	if (isStall ? !(allowStallOnce && tryNumber === 1) : !fault.retryable) return null;
	const asked = fault.retry_after_ms ?? 0;
	if (asked > longestObeyed_ms) return null;
	const wait = Math.min(longestWait_ms, firstWait_ms * 2 ** (tryNumber - 1));
	const chance = Math.round((wait / 2) * random());
	return {retry_in_ms: Math.max(Math.round(wait / 2), asked) + chance};
}
