/** Two hundred operations are sent away in the same moment, and told to come back at the same time. */
import {expect, onTestFinished, test} from 'vitest';
import {createOpenAIModel} from '../../source/io/models/openai.ts';
import {bench} from '../helpers/crew.ts';
import {manualClock} from '../helpers/manual-clock.ts';
import {startModelServer} from '../helpers/model-server.ts';
import {turns} from './stage.ts';

const count = 200;
const retryAfter_ms = 7000;

test('They come back one after the other, none too early, and each has its answer once.', async () => {
	const clock = manualClock();
	const asked = new Map<string, number[]>();
	const server = await startModelServer(({body}) => {
		const name = body.messages.at(-1)!.content;
		const times = [...(asked.get(name) ?? []), clock.now()];
		asked.set(name, times);
		if (times.length > 1) return {text: `answer to ${name}`};
		return {
			status: 429,
			json: {error: {message: 'Slow down', code: 'rate_limit_exceeded'}},
			headers: {'retry-after': String(retryAfter_ms / 1000)},
		};
	});
	onTestFinished(() => server.close());
	const model = createOpenAIModel({baseUrl: server.url, apiKey: null, roles: {}, clock});
	const operations = Array.from(
		{length: count},
		(_, n) =>
			`  - {module: teller, inputs: [], output_name: o${n}, supplement: tale ${n}, model_config: {model: m}}`,
	);
	// A plain sequence that fills [0, 1) evenly, in no order.
	let drawn = 0;
	const random = () => (drawn++ * 0.618_033_988_75) % 1;
	const run = bench(`pipeline:\n${operations.join('\n')}\n`, {
		clock,
		random,
		model,
		settings: {concurrency: count},
	});
	const start = clock.now();
	const ended = run.engine.run();
	let over = false;
	void ended.then(() => {
		over = true;
	});

	const waiting = () => run.events.filter(({type}) => type === 'model-failed').length === count;
	while (!waiting()) await turns(1);
	await turns();
	await clock.advance(retryAfter_ms - 1);
	expect(server.requests, 'none comes early').toHaveLength(count);
	while (!over) {
		await clock.advance(10);
		await turns(2);
	}
	expect(await ended).toBe('done');

	expect(asked.size).toBe(count);
	const back = [...asked.values()].map(([, again, ...more]) => {
		expect(more, 'nobody is asked for an answer twice').toEqual([]);
		return again! - start - retryAfter_ms;
	});
	expect(Math.min(...back)).toBeGreaterThanOrEqual(0);
	const inOneWindow = Math.max(
		...back.map(time => back.filter(other => other >= time && other < time + 50).length),
	);
	expect(inOneWindow, 'at most a quarter of them within 50 ms').toBeLessThanOrEqual(count / 4);
	for (let n = 0; n < count; n++) expect(run.output(`o${n}`)).toContain(`tale ${n}`);
});
