/** An endpoint has no time now: the wait is seen, cut short, or left. */
import {expect, test} from 'vitest';
import {runHeadless} from '../helpers/orchestrai.ts';
import {makeFolder} from '../helpers/temp-folder.ts';
import {aModel, answeredBy, aPersonAt, logged} from './a-person.ts';

const tale = `
defaults: {checkpoint: never}
pipeline:
  - {module: start_module, inputs: [], output_name: request}
  - {module: storyteller, inputs: [request], output_name: tale}
  - {module: translator, inputs: [tale], output_name: translation}
`;

function busy(seconds: number) {
	return {
		status: 429,
		json: {error: {message: 'Too many at once', code: 'rate_limit_exceeded'}},
		headers: {'retry-after': String(seconds)},
	};
}

/** Seconds until the next try, as the screen shows them. */
const left = (screen: string) => Number(/tried again in (\d+)s\./.exec(screen)?.[1]);

test('A wait is seen counting down, and a person who does not want to wait tries at once.', async () => {
	const model = await aModel(({n}) => (n === 1 ? busy(50) : {text: 'A tale.'}));
	const folder = makeFolder({'pipeline.yml': tale});
	const person = await aPersonAt({args: ['run', '--request', 'A tale', ...answeredBy(model)], folder});

	await person.sees('takes no more requests for now: Too many at once');
	const first = left(await person.sees(/It is tried again in \d+s\./));
	expect(first).toBeGreaterThan(40);
	await person.sees(screen => left(screen) < first);
	expect(model.requests).toHaveLength(1);
	await person.chooses('. try now: tale');
	await person.sees('3 of 3 operations');
	expect(model.requests).toHaveLength(3);
	expect(logged(folder, 'module-started').map(({output_name, attempt}) => [output_name, attempt])).toEqual([
		['request', 1],
		['tale', 1],
		['translation', 1],
	]);
});

test('A person leaves during a wait, and the run is taken up without what was asked in vain counting twice.', async () => {
	let well = false;
	const model = await aModel(() => (well ? {text: 'A tale.'} : busy(50)));
	const folder = makeFolder({'pipeline.yml': tale});
	const person = await aPersonAt({args: ['run', '--request', 'A tale', ...answeredBy(model)], folder});

	await person.sees(/It is tried again in \d+s\./);
	await person.chooses('q leave');
	await person.chooses('y yes');
	expect(await person.terminal.exit).toEqual({code: 130, signal: null});
	expect(person.terminal.screen()).toContain('orchestrai resume');

	well = true;
	expect(await runHeadless(['resume'], {cwd: folder})).toMatchObject({code: 0});
	expect(model.requests).toHaveLength(3);
	expect(logged(folder, 'model-failed').map(({fault}) => fault)).toEqual(['rate-limit']);
});

test('Without a person the wait is told and kept to; one of a day is not waited for, and said.', async () => {
	const model = await aModel(({n}) => (n === 1 ? busy(1) : n === 2 ? {text: 'A tale.'} : busy(86_400)));
	const folder = makeFolder({'pipeline.yml': tale});
	const {code, stderr} = await runHeadless(['run', '--request', 'A tale', ...answeredBy(model)], {
		cwd: folder,
	});

	expect(code).toBe(1);
	expect(stderr).toMatch(/! tale: .*Too many at once \(HTTP 429\)\. Trying again in \ds\.\n/);
	expect(stderr).toMatch(/✗ translation\n {2}→ It asks to be left alone until \d{4}-\d\d-\d\d \d\d:\d\d UTC/);
	expect(model.requests).toHaveLength(3);
	const [first] = logged(folder, 'model-failed');
	expect(first!.retry_in_ms).toBeGreaterThanOrEqual(1000);
	const [, second] = logged(folder, 'model-asked');
	expect(Date.parse(second!.timestamp) - Date.parse(first!.timestamp)).toBeGreaterThanOrEqual(1000);
});
