import {afterAll, beforeAll, describe, expect, it, vi} from 'vitest';
import {hasCage, warnWithoutCage} from '../helpers/cage.ts';
import {plainEnvironment} from '../helpers/plain-environment.ts';
import {debugProgram, type Story} from './harness.ts';
import {servePackages} from './package-index.ts';
import {type BrokenProgram, readPrograms} from './read-program.ts';

const MAX_ITERATIONS = 6;
/** Several installs stand in one program, and a busy machine takes half a minute for each. */
const LONGEST = 240_000;

// The system's own programs are found first, as they are on every machine.
vi.stubEnv('PATH', plainEnvironment().PATH);
warnWithoutCage('The corpus of broken programs is NOT tested here');
const programs = readPrograms();
/** Every fourth one; `npm run test:corpus` debugs all. */
const chosen = process.env.ORCHESTRAI_TEST_CORPUS ? programs : programs.filter((_, index) => index % 4 === 1);

describe.skipIf(!hasCage)('a broken program', () => {
	let packages: Awaited<ReturnType<typeof servePackages>>;
	beforeAll(async () => {
		packages = await servePackages();
		vi.stubEnv('PIP_INDEX_URL', packages.url);
		vi.stubEnv('PIP_NO_INDEX', undefined);
		vi.stubEnv('PIP_EXTRA_INDEX_URL', undefined);
	});
	afterAll(() => {
		packages.close();
		vi.unstubAllEnvs();
	});

	it.concurrent.each(chosen)('ends as it should: $name', {timeout: LONGEST}, async program => {
		const story = await debugProgram(program);
		expect({end: story.end, calls: story.calls, looks: story.looks}).toEqual({
			end: program.expected.end,
			calls: program.expected.calls,
			looks: program.expected.looks.map(patternOf),
		});
		holdDetails(program, story);
		expect(new Set(story.prompts).size, 'no prompt is sent twice').toBe(story.prompts.length);
		expect(new Set(story.tries).size, 'no code is run twice').toBe(story.tries.length);
		expect(story.outside, 'nothing is written outside').toEqual([]);
		const runs = story.looks.filter(look => !/^(?:test|install): /.test(look));
		expect(runs.length, 'it stops within the limit').toBeLessThanOrEqual(
			program.debug.max_iterations ?? MAX_ITERATIONS,
		);
	});
});

it('is one of at least 50 in the corpus, each with a title of its own', () => {
	expect(programs.length).toBeGreaterThanOrEqual(50);
	expect(new Set(programs.map(({title}) => title)).size).toBe(programs.length);
});

/** A line in slashes is a pattern: for what versions of an interpreter say in other words. */
function patternOf(line: string): unknown {
	return /^\/.*\/$/.test(line) ? expect.stringMatching(new RegExp(`^${line.slice(1, -1)}$`)) : line;
}

function holdDetails({expected, files}: BrokenProgram, story: Story): void {
	for (const part of expected.prints ?? []) expect(story.prints).toContain(part);
	for (const part of expected.says ?? []) expect(story.says).toContain(part);
	for (const part of expected.asks ?? []) expect(story.prompts.at(-1)).toContain(part);
	expect(Object.keys(story.files).sort()).toEqual((expected.left ?? Object.keys(files)).toSorted());
}
