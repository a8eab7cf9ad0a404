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
	// Whatever else this process does counts as rest.
	const stop = tidyAtRest({every_ms: 10, share: 2});
	await gone.promise;
	stop();
	// It would be given back itself, and tell nobody, if it were not needed any more.
	registry.unregister(gone);
	expect('gc' in globalThis).toBe(false);
});
