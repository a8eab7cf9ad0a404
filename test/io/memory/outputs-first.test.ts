import {expect, test} from 'vitest';
import type {RunEvent} from '../../../source/core/events.ts';
import {endAfterOutputs} from '../../../source/io/memory/outputs-first.ts';
import {answered, finished, started} from './example-events.ts';

function openLog({writing}: {writing: Promise<void> | null}) {
	const there: RunEvent[] = [];
	const log = endAfterOutputs(
		{append: event => there.push(event), flushed: async () => {}},
		{writing: () => writing},
	);
	return {there, log};
}

test('Only the end of a run waits for its outputs, and what comes after it follows in order', async () => {
	const written = Promise.withResolvers<void>();
	const {there, log} = openLog({writing: written.promise});
	log.append(started);
	log.append(answered(1));
	await log.flushed();
	expect(there).toEqual([started, answered(1)]);

	log.append(finished());
	log.append(answered(2));
	const flushed = log.flushed();
	expect(there).toHaveLength(2);
	written.resolve();
	await flushed;
	expect(there).toEqual([started, answered(1), finished(), answered(2)]);
	log.append(answered(3));
	expect(there.at(-1)).toEqual(answered(3));
});

test('Where no output is being written, the end of a run goes to its log at once', () => {
	const {there, log} = openLog({writing: null});
	log.append(started);
	log.append(finished());
	expect(there).toEqual([started, finished()]);
});
