import {setImmediate as nextTurn} from 'node:timers/promises';

/** Nobody who types meanwhile notices so short a while, ms. */
const slice_ms = 4;

/**
 * Works through the items in order, and leaves the app to others in between. Yields what each slice came to, one result
 * for each item. For work that hardly waits: to wait for each of a thousand files takes longer than to read them.
 */
export async function* inSlices<T, R>(
	items: Iterable<T>,
	work: (item: T) => R | Promise<R>,
): AsyncGenerator<R[]> {
	let results: R[] = [];
	let until = 0;
	for (const item of items) {
		if (performance.now() >= until) {
			if (results.length > 0) yield results;
			results = [];
			await nextTurn();
			until = performance.now() + slice_ms;
		}

		results.push(await work(item));
	}

	if (results.length > 0) yield results;
}
