/** Many operations, many actions, many megabytes: `npm run test:long`. */
import {readFileSync, statSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {aWatchedRun, leave, median, patience_ms, tell, watchUntil} from './watching.ts';

const request = '  - {module: start_module, inputs: [], output_name: request}';

/** Layers of `width`, each operation reading one of the layer before. */
function layers(width: number, depth: number): string {
	const operations = Array.from({length: width * depth}, (_, n) => {
		const input = n < width ? 'request' : `o_${n - width}`;
		return `  - {module: enhancer, inputs: [${input}], output_name: o_${n}}`;
	});
	return ['pipeline:', request, ...operations, ''].join('\n');
}

test('A pipeline of 1,000 operations, 200 at once, runs to its end, and the screen listens meanwhile.', {
	timeout: patience_ms,
}, async () => {
	const app = await aWatchedRun({
		pipeline: layers(200, 5),
		model: 'answers',
		review: 'none',
		args: ['--concurrency', '200'],
	});
	const watch = await watchUntil(app, '1001 of 1001 operations');
	tell('1,000 operations, 200 at once', watch, app);
	// All of it is over within seconds: 200 answers come at once, and the next 200 calls are made.
	expect(median(watch.keys)).toBeLessThan(250);
});

test('A run of more than 10,000 actions is done, and its log is whole.', {
	timeout: patience_ms,
}, async () => {
	const app = await aWatchedRun({pipeline: layers(25, 100), model: 'answers', review: 'none'});
	const watch = await watchUntil(app, '2501 of 2501 operations');
	tell('2,500 operations', watch, app);
	await leave(app);
	const {actions} = JSON.parse(readFileSync(join(app.run(), 'memory_log.json'), 'utf8'));
	expect(actions.length).toBeGreaterThan(10_000);
	expect(median(watch.keys)).toBeLessThan(100);
});

test('Eight outputs of 5 MB stream at once, and can be read.', {timeout: patience_ms}, async () => {
	const app = await aWatchedRun({pipeline: layers(8, 1), model: 'floods-5', review: 'none'});
	await app.asked(8);
	const watch = await watchUntil(app, '9 of 9 operations');
	tell('eight outputs of 5 MB', watch, app);
	expect(app.peak_MB()).toBeLessThan(500);
	await leave(app);
	for (let n = 0; n < 8; n++)
		expect(statSync(join(app.run(), `outputs/o_${n}.md`)).size).toBeGreaterThan(5_000_000);
	expect(median(watch.keys)).toBeLessThan(250);
});
