import {relative} from 'node:path';
import {parsePipeline} from '../../core/pipeline/parse.ts';
import {findPipeline} from '../../io/library/pipelines.ts';
import {readSettings} from '../../io/library/settings.ts';
import {count} from '../columns.ts';
import {type Invocation, type Surroundings, UsageError} from '../command.ts';
import {listModuleNames, printProblems, usesModulesOf} from '../run/plan.ts';

export async function checkPipelines({input, around}: Invocation): Promise<number> {
	const named = input.length === 0 ? [null] : input;
	const modules = await listModuleNames(around.folder);
	const {names, writers} = modules;
	for (const sentence of modules.problems) around.stderr.write(`${sentence}\n`);
	const areSettingsSound = await checkSettings(around);
	let code = areSettingsSound ? 0 : 2;
	for (const name of named) {
		const file = await findPipeline(name, around.folder);
		if ('problem' in file) {
			if (input.length < 2) throw new UsageError(file.problem);
			around.stderr.write(`${file.problem}\n`);
			code = 2;
			continue;
		}

		const shown = file.source === 'yours' ? relative(around.folder, file.file) : file.file;
		const {pipeline, problems} = parsePipeline(file.text, {
			file: shown,
			name: file.name,
			modules: names,
			writers,
		});
		if (problems.length > 0) around.stdout.write(`${printProblems(problems)}\n\n`);
		if (pipeline === null) {
			const errors = problems.filter(({severity}) => severity === 'error').length;
			around.stderr.write(`✗ ${shown}: ${count(errors, 'error')}\n`);
			code = 2;
		} else {
			const ownModules = usesModulesOf(modules, pipeline);
			const found =
				areSettingsSound && !ownModules ? 'nothing that would stop it' : 'nothing wrong with the file';
			const unseen = ownModules ? '; its own modules are not loaded by check' : '';
			around.stderr.write(
				`✓ ${shown}: ${count(pipeline.operations.length, 'operation')}, ${found}${unseen}\n`,
			);
		}
	}

	return code;
}

/** False: a run here would be refused because of them. They need no trust to be looked at. */
async function checkSettings({folder, environment, stdout, stderr}: Surroundings): Promise<boolean> {
	const {problems} = await readSettings({folder, environment, trusted: false});
	if (problems.length > 0) stdout.write(`${printProblems(problems)}\n\n`);
	const wrong = problems.filter(({severity}) => severity === 'error').map(({file}) => file);
	for (const file of new Set(wrong)) {
		stderr.write(`✗ ${file}: ${count(wrong.filter(each => each === file).length, 'error')}\n`);
	}
	return wrong.length === 0;
}
