import {defineConfig} from 'vitest/config';

const results = process.env.ORCHESTRAI_TEST_RESULTS;

export default defineConfig({
	test: {
		include: ['test/**/*.test.{ts,tsx}'],
		// Its own default leaves one core idle, and the stories mostly wait.
		maxWorkers: 2,
		testTimeout: 20_000,
		hookTimeout: 60_000,
		globalSetup: ['test/helpers/build-once.ts'],
		reporters: results ? ['default', 'json'] : ['default'],
		outputFile: results ? {json: results} : {},
	},
});
