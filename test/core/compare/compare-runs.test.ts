import {expect, test} from 'vitest';
import {compareRuns} from '../../../source/core/compare/compare-runs.ts';
import type {RunState} from '../../../source/core/state/run-state.ts';
import {bench} from '../../helpers/crew.ts';

const chain = `pipeline:
  - {module: writer, inputs: [], output_name: plan}
  - {module: writer, inputs: [plan], output_name: text}
  - {module: writer, inputs: [text], output_name: end}
`;

async function run(pipeline: string, options: Parameters<typeof bench>[1] = {}): Promise<RunState> {
	const {engine, store} = bench(pipeline, options);
	await engine.run();
	return store.state();
}

function differences(one: RunState, two: RunState): Record<string, readonly string[]> {
	return Object.fromEntries(
		compareRuns(one, two).operations.map(({output_name, differs}) => [output_name, differs]),
	);
}

test('Of two runs that went alike nothing differs', async () => {
	const compared = compareRuns(await run(chain), await run(chain));
	expect(compared.first).toBeNull();
	expect(compared.operations.map(({differs}) => differs)).toEqual([[], [], []]);
});

test('What an operation was given is told apart from what it is told itself, and from what it answered', async () => {
	const answered = await run(chain, {
		answer: ({output_name}) => (output_name === 'plan' ? 'another plan' : `answer of ${output_name}`),
	});
	const one = await run(chain);
	expect(differences(one, answered)).toEqual({plan: ['answer'], text: ['inputs'], end: []});
	const {first, operations} = compareRuns(one, answered);
	expect(first?.output_name).toBe('plan');
	expect(operations[1]!.changedInputs).toEqual(['plan']);

	const told = chain.replace('inputs: [plan]', 'inputs: [plan], supplement: "Be brief."');
	expect(differences(one, await run(told))).toEqual({plan: [], text: ['prompt'], end: []});
});

test('Another module, wiring, model or setting is named, and so is where one run did not get to', async () => {
	const one = await run(chain);
	expect(
		differences(one, await run(chain.replace('writer, inputs: [plan]', 'editor, inputs: [plan]'))),
	).toMatchObject({text: ['module']});
	const rewired = chain.replace('inputs: [text]', 'inputs: [plan, text]');
	expect(differences(one, await run(rewired))).toMatchObject({end: ['wiring', 'prompt']});
	const settings = {models: {text: 'other'}};
	expect(differences(one, await run(chain, {settings}))).toMatchObject({text: ['model']});
	const hot = chain.replace('inputs: [plan]', 'inputs: [plan], model_config: {temperature: 1}');
	expect(differences(one, await run(hot))).toMatchObject({text: ['settings']});
	const failing = await run(chain, {
		answer: ({output_name}) =>
			output_name === 'text' ? {fault: {kind: 'quota', retryable: false}} : `answer of ${output_name}`,
	});
	expect(differences(one, failing)).toEqual({plan: [], text: ['status'], end: ['status']});
});

test('What only one run has stands after what it came after there', async () => {
	const longer = `${chain}  - {module: writer, inputs: [plan], output_name: aside}\n`;
	const compared = compareRuns(await run(longer), await run(chain));
	expect(compared.operations.map(({output_name, differs}) => [output_name, ...differs])).toContainEqual([
		'aside',
		'only in one',
	]);
	expect(compared.operations.find(({output_name}) => output_name === 'aside')).toMatchObject({two: null});
});
