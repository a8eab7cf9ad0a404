import {setImmediate as nextTurn} from 'node:timers/promises';

/** How long others may have to wait, ms. */
const longest_ms = 8;

/**
 * What comes faster than it is read is read without end: promises that are settled already go before keys, timers and
 * other streams. To be awaited at every step, it lets those have their turn now and then.
 */
export function createBreathing(): () => Promise<void> | null {
	let since = performance.now();
	return () => {
		if (performance.now() - since < longest_ms) return null;
		return nextTurn().then(() => {
			since = performance.now();
		});
	};
}
