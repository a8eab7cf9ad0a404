import {expect, test} from 'vitest';
import {inSlices} from '../../../source/io/memory/in-slices.ts';

function workFor(ms: number): void {
	for (const until = performance.now() + ms; performance.now() < until; );
}

test('Long work is done in its order, and others have their turn after every few milliseconds of it', async () => {
	const longest: number[] = [];
	let done = 0;
	let rests = false;
	const other = () => {
		longest.push(done);
		done = 0;
		if (!rests) setImmediate(other);
	};
	setImmediate(other);

	const numbers = Array.from({length: 12}, (_, number) => number);
	const results: number[] = [];
	for await (const some of inSlices(numbers, number => {
		workFor(2);
		done++;
		return number * 2;
	}))
		results.push(...some);
	rests = true;

	expect(results).toEqual(numbers.map(number => number * 2));
	expect(Math.max(...longest)).toBeLessThanOrEqual(2);
});

test('Where there is nothing to do, nothing comes of it', async () => {
	const slices: unknown[] = [];
	for await (const slice of inSlices([], () => null)) slices.push(slice);
	expect(slices).toEqual([]);
});
