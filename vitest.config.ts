import {defineConfig} from 'vitest/config';
import {BaseSequencer, type TestSpecification} from 'vitest/node';

const results = process.env.ORCHESTRAI_TEST_RESULTS;

/** What touches nothing but its own values: it needs no process of its own for each file. */
const pure = ['test/core/**', 'test/modules/**', 'test/ui/**'].map(folder => `${folder}/*.test.{ts,tsx}`);

/** Small files that take long: by size, as a clean clone orders them, they would be left for the end. */
const long = ['test/kill/kill.test.ts', 'test/corpus/corpus.test.ts'];

class LongOnesFirst extends BaseSequencer {
	override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
		const isLong = ({moduleId}: TestSpecification) => long.some(path => moduleId.endsWith(path));
		const bySize = await super.sort(files);
		return [...bySize.filter(isLong), ...bySize.filter(file => !isLong(file))];
	}
}

export default defineConfig({
	test: {
		// The stories mostly wait: a core more than there is keeps all of them busy.
		maxWorkers: 3,
		sequence: {sequencer: LongOnesFirst},
		testTimeout: 60_000,
		hookTimeout: 60_000,
		globalSetup: ['test/helpers/build-once.ts'],
		reporters: results ? ['default', 'json'] : ['default'],
		outputFile: results ? {json: results} : {},
		projects: [
			{extends: true, test: {name: 'pure', include: pure, isolate: false}},
			{extends: true, test: {name: 'real', include: ['test/**/*.test.{ts,tsx}'], exclude: pure}},
		],
	},
});
