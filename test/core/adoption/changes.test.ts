import {expect, test} from 'vitest';
import {compareDefinitions, isNothing} from '../../../source/core/adoption/changes.ts';
import {describeChanges} from '../../../source/core/adoption/describe-changes.ts';
import {foreseeAdoption} from '../../../source/core/adoption/foresee-adoption.ts';
import {parsePipeline} from '../../../source/core/pipeline/parse.ts';
import {bench} from '../../helpers/crew.ts';

const old = `
pipeline:
  - {module: m, inputs: [], output_name: plan}
  - {module: m, inputs: [plan], output_name: code}
  - {module: n, inputs: [code], output_name: readme}
`;
const definition = (yaml: string, prompts: Record<string, string> = {}, version = '1') => ({
	pipeline: parsePipeline(yaml, {file: 'p.yml'}).pipeline!,
	system_prompts: prompts,
	modules: {
		m: {yields: 'text', writes: false, version: '1'},
		n: {yields: 'text', writes: false, version},
	} as const,
});
const said = (now: ReturnType<typeof definition>) =>
	describeChanges(compareDefinitions(definition(old), now));

test('Every difference that matters is named, by the operation and its keys.', () => {
	expect(
		said(
			definition(
				old.replace(
					'output_name: plan}',
					'output_name: plan, supplement: x, debug: {run: y}, model_config: {model: large}}',
				),
			),
		),
	).toEqual(['plan: supplement, model_config, debug']);
	expect(said(definition(old.replace('readme', 'docs')))).toEqual(['docs was added', 'readme was removed']);
	expect(said(definition(old, {code: 'Be brief.'}))).toEqual(['code: system prompt']);
	expect(said(definition(old, {}, '2'))).toEqual(['the code of the module n']);
	expect(said(definition(`budget: {max_usd: 1}\n${old}`.replace('\\\n', '\n')))).toEqual([
		'the budget of the pipeline',
	]);
	expect(said(definition(`defaults: {on_error: stop}\n${old}`))).toEqual([
		'plan: on_error',
		'code: on_error',
		'readme: on_error',
	]);
	const [first, ...rest] = old.trim().split('\n').slice(1);
	expect(said(definition(['pipeline:', ...rest, first].join('\n')))).toEqual([
		'the operations stand in another order',
	]);
});

test('Remarks, layout, the name and the description are no difference.', () => {
	const now = definition(`# a remark\nname: other\ndescription: more\n${old.replaceAll('  - ', '    - ')}`);
	expect(isNothing(compareDefinitions(definition(old), now))).toBe(true);
});

test('What adopting leads to is worked out beside the run, which stays as it is.', async () => {
	const run = bench(old);
	await run.engine.run();
	run.store.emit({type: 'operation-pinned', output_name: 'code', pinned: true});
	const before = structuredClone(run.store.state());
	const foresee = (pipeline: string) =>
		foreseeAdoption(run.store.state(), [
			{type: 'run-resumed', settings: before.settings},
			{type: 'pipeline-changed', pipeline, system_prompts: {plan: 'a text that no log holds'}},
		]);
	const {after, outcomes} = foresee(
		old
			.replace('inputs: [code]', 'inputs: [plan]')
			.replace('module: m, inputs: [plan]', 'module: n, inputs: [plan]'),
	);
	expect(outcomes.map(({output_name, effect, last_usd}) => [output_name, effect, last_usd])).toEqual([
		['plan', 'anew', 0.01],
		['code', 'pinned', 0.01],
		['readme', 'anew', 0.01],
	]);
	expect([...after.operations.values()].map(({status}) => status)).toEqual(['pending', 'done', 'pending']);
	expect(foresee(old).outcomes.map(({effect}) => effect)).toEqual(['anew']);
	run.store.emit({type: 'operation-pinned', output_name: 'code', pinned: false});
	expect(foresee(old).outcomes.map(({effect}) => effect)).toEqual(['anew', 'perhaps', 'perhaps']);
	run.store.emit({type: 'operation-pinned', output_name: 'code', pinned: true});
	expect(structuredClone({...run.store.state(), revision: 0})).toEqual({...before, revision: 0});
});
