import {defineConfig} from 'vitest/config';

const results = process.env.ORCHESTRAI_TEST_RESULTS;

/** What takes minutes has a script of its own. */
const long = process.env.ORCHESTRAI_TEST_LONG ? [] : ['test/long/**'];

export default defineConfig({
	test: {
		// The stories mostly wait: more of them than there are cores keep both busy.
		maxWorkers: 4,
		// Each test leaves its process as it found it: a process for every file would cost half a minute.
		isolate: false,
		include: ['test/**/*.test.{ts,tsx}'],
		exclude: long,
		testTimeout: 60_000,
		hookTimeout: 60_000,
		globalSetup: ['test/helpers/build-once.ts', 'test/helpers/one-place.ts'],
		reporters: results ? ['default', 'json'] : ['default'],
		outputFile: results ? {json: results} : {},
	},
});
