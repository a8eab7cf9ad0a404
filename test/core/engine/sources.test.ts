import {expect, test} from 'vitest';
import {defineModule} from '../../../source/core/module.ts';
import {bench} from '../../helpers/crew.ts';

const pipeline = `pipeline:
  - {module: one, inputs: [], output_name: old}
  - {module: two, inputs: [old], output_name: new}
  - {module: twice, inputs: [new], output_name: mixed}
`;
const twice = defineModule({
	name: 'twice',
	describe: 'Asks twice.',
	by: 'model',
	run: async ({model}) => `${(await model.ask()).text} ${(await model.ask()).text}`,
});

test('Where some answers are recorded and others are not, calls, outputs and sums tell them apart.', async () => {
	const run = bench(pipeline, {
		modules: [twice],
		model: {
			sourceOf: ({output_name, call}) =>
				output_name === 'old' || (output_name === 'mixed' && call === 1) ? 'recorded' : 'live',
		},
	});
	expect(await run.engine.run()).toBe('done');
	const told = run.events.flatMap(event =>
		event.type === 'model-asked' || event.type === 'model-answered' ? [[event.type, event.by]] : [],
	);
	expect(told).toEqual(
		['recorded', 'model', 'recorded', 'model'].flatMap(by => [
			['model-asked', by],
			['model-answered', by],
		]),
	);
	const {operations, money} = run.store.state();
	expect([...operations.values()].map(({versions}) => versions[0]!.by)).toEqual([
		'recorded',
		'model',
		'model',
	]);
	expect(money).toMatchObject({calls: 4, recorded: 2});
	expect(operations.get('mixed')!.money).toMatchObject({calls: 2, recorded: 1});
});
