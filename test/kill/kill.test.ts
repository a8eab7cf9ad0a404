/**
 * `npm run test:kill` kills 200 runs. A failure names its case; ORCHESTRAI_TEST_KILL=17 repeats that one, with
 * ORCHESTRAI_TEST_KILL_AT=57+12,8+3 at these very moments (ms after a tick, one for each sitting).
 */
import {availableParallelism} from 'node:os';
import {isDeepStrictEqual} from 'node:util';
import {expect, test} from 'vitest';
import {runCase} from './case.ts';
import type {End} from './evidence.ts';
import {chooseMoments} from './moments.ts';
import type {Moment} from './sitting.ts';

const {ORCHESTRAI_TEST_KILLS, ORCHESTRAI_TEST_KILL, ORCHESTRAI_TEST_KILL_AT} = process.env;
const cases = ORCHESTRAI_TEST_KILL
	? [Number(ORCHESTRAI_TEST_KILL)]
	: Array.from({length: Number(ORCHESTRAI_TEST_KILLS ?? 3)}, (_, index) => index + 1);
const given = ORCHESTRAI_TEST_KILL_AT?.split(',').map((text): Moment => {
	const [ticks = 1, ms = 0] = text.split('+').map(Number);
	return {ticks, ms};
});

test.skipIf(process.platform !== 'linux')(
	'A run that is killed at any moment, and taken up again, ends as one that nobody disturbed, and pays no answer twice.',
	{timeout: 30_000 + cases.length * 30_000},
	async () => {
		const undisturbed = await runCase('undisturbed', []);
		expect(undisturbed).toMatchObject({problems: [], end: {status: 'done'}});
		expect(undisturbed.end!.programs).toHaveLength(6);

		const left = [...cases];
		const failures: string[] = [];
		const work = async () => {
			for (let seed = left.shift(); seed !== undefined; seed = left.shift()) {
				const moments = given ?? chooseMoments(seed, undisturbed.last);
				const {story, problems, end} = await runCase(String(seed), moments);
				if (cases.length === 1) console.log(story.join('\n'));
				if (problems.length === 0 && isDeepStrictEqual(end, undisturbed.end)) continue;
				const at = moments.map(({ticks, ms}) => `${ticks}+${ms}`).join(',');
				failures.push(
					[
						`ORCHESTRAI_TEST_KILL=${seed} ORCHESTRAI_TEST_KILL_AT=${at}`,
						...story,
						...problems,
						...differences(end, undisturbed.end),
					].join('\n'),
				);
			}
		};
		await Promise.all(Array.from({length: availableParallelism()}, work));
		expect(failures).toEqual([]);
	},
);

function differences(end: End | null, undisturbed: End | null): string[] {
	if (end === null || undisturbed === null) return [];
	return (Object.keys(undisturbed) as (keyof End)[])
		.filter(part => !isDeepStrictEqual(end[part], undisturbed[part]))
		.map(part => `${part}: ${JSON.stringify(end[part])} instead of ${JSON.stringify(undisturbed[part])}`);
}
