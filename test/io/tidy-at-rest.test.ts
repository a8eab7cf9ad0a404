import {expect, test} from 'vitest';
import {tidyAtRest} from '../../source/io/tidy-at-rest.ts';

test('What is not needed any more is given back once there is nothing to do.', async () => {
	const gone = Promise.withResolvers<void>();
	const registry = new FinalizationRegistry(() => gone.resolve());
	// More than what makes it worth the pause.
	registry.register(
		Array.from({length: 2_000_000}, (_, index) => ({index})),
		null,
	);
	const stop = tidyAtRest({every_ms: 10});
	await gone.promise;
	stop();
	expect('gc' in globalThis).toBe(false);
});
