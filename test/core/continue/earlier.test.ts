import {expect, test} from 'vitest';
import {earlierOf, longestEarlier} from '../../../source/core/continue/earlier.ts';
import {defineModule} from '../../../source/core/module.ts';
import {startModule} from '../../../source/modules/start-module.ts';
import {bench} from '../../helpers/crew.ts';

const builder = defineModule({
	name: 'builder',
	describe: 'Writes.',
	yields: 'codebase',
	run: async ({files}) => {
		await files.write({'a.py': ''});
		return 'a.py\n```\n```\n';
	},
});
const building = `
pipeline:
  - {module: start_module, inputs: [], output_name: task}
  - {module: one, inputs: [task], output_name: sketch}
  - {module: two, inputs: [sketch], output_name: plan}
  - {module: builder, inputs: [task, plan], output_name: code}
  - {module: three, inputs: [code], output_name: praise}
`;

async function earlier(pipeline: string, options: Parameters<typeof bench>[1] = {}) {
	const run = bench(pipeline, {modules: [startModule, builder], request: 'A clock', ...options});
	await run.engine.run();
	return earlierOf(run.store.state());
}

test('What stays in view is the request, and the texts that the writers were told.', async () => {
	expect(await earlier(building)).toEqual([
		{name: 'request', text: 'A clock'},
		{name: 'plan', text: 'answer of plan'},
	]);
});

test('Where nothing writes, it is what the run came to.', async () => {
	const texts = building.replace('builder', 'four');
	expect((await earlier(texts)).map(({name}) => name)).toEqual(['request', 'praise']);
});

test('What did not come to its end is not in view.', async () => {
	const answer = () => ({fault: {kind: 'quota' as const, retryable: false}});
	expect((await earlier(building, {answer})).map(({name}) => name)).toEqual(['request']);
});

test('A long text is cut, and says so.', async () => {
	const text = 'x'.repeat(longestEarlier + 10);
	const [, plan] = await earlier(building, {answer: () => text});
	expect(plan!.text).toBe(
		`${text.slice(0, longestEarlier)}\n[cut: the first ${longestEarlier} of ${text.length} characters]`,
	);
});
