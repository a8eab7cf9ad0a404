import {defineConfig} from 'vitest/config';

const results = process.env.ORCHESTRAI_TEST_RESULTS;

/** What touches nothing but its own values: it needs no process of its own for each file. */
const pure = ['test/core/**', 'test/modules/**', 'test/ui/**'].map(folder => `${folder}/*.test.{ts,tsx}`);

/** What takes minutes has a script of its own. */
const long = process.env.ORCHESTRAI_TEST_LONG ? [] : ['test/long/**'];

export default defineConfig({
	test: {
		// The stories mostly wait: a core more than there is keeps all of them busy.
		maxWorkers: 3,
		testTimeout: 60_000,
		hookTimeout: 60_000,
		globalSetup: ['test/helpers/build-once.ts', 'test/helpers/one-place.ts'],
		reporters: results ? ['default', 'json'] : ['default'],
		outputFile: results ? {json: results} : {},
		projects: [
			{extends: true, test: {name: 'pure', include: pure, isolate: false}},
			{
				extends: true,
				test: {name: 'real', include: ['test/**/*.test.{ts,tsx}'], exclude: [...pure, ...long]},
			},
		],
	},
});
