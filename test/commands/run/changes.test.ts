import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {createOutput} from '../../../source/commands/output.ts';
import {findChanges} from '../../../source/commands/run/changes.ts';
import {listModuleNames, loadModules, readSystemPrompts} from '../../../source/commands/run/plan.ts';
import {describeChanges} from '../../../source/core/adoption/describe-changes.ts';
import {stamp} from '../../../source/core/events.ts';
import {parsePipeline} from '../../../source/core/pipeline/parse.ts';
import {emptyState, reduce} from '../../../source/core/state/reduce.ts';
import {findBundledPipeline} from '../../../source/io/library/pipelines.ts';
import {makeFolder} from '../../helpers/temp-folder.ts';

const yaml = `pipeline:
  - {module: start_module, inputs: [], output_name: request}
  - {module: storyteller, inputs: [request], output_name: tale}
`;

/** A run that was begun in a folder, and how what is there now is told. */
async function begun(folder: string, source: string, {name, file}: {name: string; file?: string}) {
	const {pipeline} = parsePipeline(source, {file: 'p.yml', name});
	const modules = await loadModules(pipeline!, await listModuleNames(folder), {
		trusted: true,
		stderr: createOutput(process.stderr),
	});
	const state = emptyState();
	reduce(
		state,
		stamp(
			{
				type: 'run-started',
				run_id: 'r',
				pipeline_name: name,
				pipeline: source,
				...(file ? {pipeline_file: file} : {}),
				settings: state.settings,
				request: null,
				answers: [],
				system_prompts: await readSystemPrompts(pipeline!, folder),
				modules: Object.fromEntries([...modules].map(([module, {traits}]) => [module, traits])),
				initial_files: {},
				forked_from: null,
				continues: null,
			},
			0,
		),
	);
	const told = async () => {
		const found = await findChanges(state, folder, modules);
		return found && (found.problem ?? describeChanges(found.changes));
	};
	return {state, told};
}

test('A prompt that changed on the disk is told of; one that was edited within the run is not.', async () => {
	const folder = makeFolder({'p.yml': yaml, 'system_prompts/storyteller.md': 'You tell.'});
	const {state, told} = await begun(folder, yaml, {name: 'p', file: join(folder, 'p.yml')});
	expect(await told()).toBeNull();
	const edit = {type: 'prompt-edited', output_name: 'tale', system: 'Mine.', supplement: 'Mine.'} as const;
	reduce(state, stamp(edit, 0));
	expect(await told()).toBeNull();
	writeFileSync(join(folder, 'system_prompts/storyteller.md'), 'You sing.');
	expect(await told()).toEqual(['tale: system prompt']);
	writeFileSync(join(folder, 'system_prompts/storyteller.md'), '');
	expect(await told()).toContain('storyteller.md');
});

test('A bundled pipeline that a new version changed is found by its name; of a file that is unknown nothing is told.', async () => {
	const bundled = await findBundledPipeline('story');
	if ('problem' in bundled) throw new Error(bundled.problem);
	const older = bundled.text.replace('output_name: critique', 'output_name: critique\n    checkpoint: never');
	expect(older).not.toBe(bundled.text);
	const folder = makeFolder();
	expect(await (await begun(folder, older, {name: 'story'})).told()).toEqual(['critique: checkpoint']);
	expect(await (await begun(folder, bundled.text, {name: 'story'})).told()).toBeNull();
	expect(await (await begun(folder, yaml, {name: 'nobody knows'})).told()).toBeNull();
});

test('A file that is gone, or is no pipeline any more, is told of with its first problem.', async () => {
	const folder = makeFolder();
	const file = join(folder, 'p.yml');
	const {told} = await begun(folder, yaml, {name: 'p', file});
	expect(await told()).toBe(`The pipeline’s file ${file} is not there any more.`);
	writeFileSync(file, yaml.replace('storyteller', 'storytellr'));
	expect(await told()).toMatch(/p\.yml is broken now, line 3: .*storytellr/);
});
