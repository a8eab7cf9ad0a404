import {expect, test} from 'vitest';
import {describeLeftOff} from '../../source/core/left-off.ts';
import {bench} from '../helpers/crew.ts';

const pipeline = (more = '') => `pipeline:
  - {module: one, inputs: [], output_name: one}
  - {module: two, inputs: [one], output_name: two${more}}
`;

test.each([
	[
		'failed',
		{fault: {kind: 'unreachable', message: 'Nothing answers.', retryable: false}},
		{},
		'failed: Nothing answers; 1 of 2 outputs are kept; left: two',
	],
	['budget', 'fine', {budget: {max_usd: 0.01}}, 'reached its budget: '],
	['waiting', 'fine', {review: 'all'}, 'waited for a person; 0 of 2 outputs are kept; left: one, two'],
] as const)('A run that ended as %s says so when it is taken up.', async (_, second, settings, told) => {
	const run = bench(pipeline(), {
		settings,
		answer: ({output_name}) => (output_name === 'one' ? 'fine' : (second as never)),
	});
	await run.engine.run();
	expect(describeLeftOff(run.store.state())).toContain(told);
});

test('One that was killed says in the midst of what, and what may have been paid.', async () => {
	const run = bench(pipeline(), {
		answer: ({output_name}) => (output_name === 'one' ? 'fine' : new Promise(() => undefined)),
	});
	void run.engine.run();
	while (run.requests.length < 2) await new Promise(setImmediate);
	expect(describeLeftOff(run.store.state())).toBe(
		'broke off in the middle of two; a call without an answer may have been paid; 1 of 2 outputs are kept; left: two',
	);
});
