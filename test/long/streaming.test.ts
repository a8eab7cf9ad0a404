/** Long answers, and long days: `npm run test:long`. */
import {readFileSync, statSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {aWatchedRun, leave, median, patience_ms, tell, watchUntil} from './watching.ts';

const tale = `pipeline:
  - {module: start_module, inputs: [], output_name: request}
  - {module: storyteller, inputs: [request], output_name: tale}
`;

test('While 50 MB stream into one output, the median key shows within 100 ms, memory stays under 400 MB, and nothing of it is lost.', {
	timeout: patience_ms,
}, async () => {
	const app = await aWatchedRun({pipeline: tale, model: 'floods-50', review: 'all'});
	await app.asked(1);
	const watch = await watchUntil(app, 'Review tale');
	tell('50 MB into one output', watch, app);
	expect(app.peak_MB()).toBeLessThan(400);
	expect(median(watch.keys)).toBeLessThan(100);
	// What decides is deaf at first, and then stands in the foot.
	await app.until('a approve');
	await app.press('a', '2 of 2 operations');
	expect(app.peak_MB()).toBeLessThan(400);
	await leave(app);
	expect(statSync(join(app.run(), 'outputs/tale.md')).size).toBeGreaterThanOrEqual(50_000_000);
	const {actions} = JSON.parse(readFileSync(join(app.run(), 'memory_log.json'), 'utf8'));
	const answer = actions.find(({type}: {type: string}) => type === 'model-answered').response;
	expect(answer).toBe(readFileSync(join(app.run(), 'outputs/tale.md'), 'utf8'));
});

test('Over eight hours of streaming at 50 tokens a second, told in a minute or two, memory stays flat and the screen live.', {
	timeout: patience_ms,
}, async () => {
	const minutes = 5;
	const calls = (8 * 60) / minutes;
	const operations = Array.from(
		{length: calls},
		(_, n) => `  - {module: storyteller, inputs: [request], output_name: part_${n}}\n`,
	);
	const app = await aWatchedRun({
		pipeline: `pipeline:\n  - {module: start_module, inputs: [], output_name: request}\n${operations.join('')}`,
		model: `minutes-${minutes}`,
		review: 'none',
		args: ['--concurrency', '1'],
	});
	await app.asked(2);
	const watch = await watchUntil(app, `${calls + 1} of ${calls + 1} operations`);
	tell(`${8 * 60} minutes of streaming`, watch, app);
	// The texts themselves are 6 MB; the rest of what may come is not collected yet.
	const quarter = median(watch.memory.slice(0, Math.ceil(watch.memory.length / 4)));
	const last = median(watch.memory.slice(-Math.ceil(watch.memory.length / 4)));
	expect(last - quarter).toBeLessThan(100);
	expect(median(watch.keys)).toBeLessThan(100);
});
