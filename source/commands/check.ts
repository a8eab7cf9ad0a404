import {relative} from 'node:path';
import {parsePipeline} from '../core/pipeline/parse.ts';
import {findPipeline} from '../io/library/pipelines.ts';
import {count} from './columns.ts';
import {type Command, UsageError} from './command.ts';
import {listModuleNames, printProblems} from './run/plan.ts';

export const check: Command = {
	name: 'check',
	summary: 'Check pipelines without running anything; exit 2 if one is wrong',
	usage: 'check [pipeline]...',
	most: Number.POSITIVE_INFINITY,
	flags: {},
	help: `
  ./pipeline.yml if none is named. Every problem at once, each with file:line:column, the line, and how to mend it.

  Examples
    $ orchestrai check pipelines/*.yml
    $ orchestrai check engineering
`,
	async run({input, around}) {
		const named = input.length === 0 ? [null] : input;
		const {names, writers, problems: oddFiles} = await listModuleNames(around.folder);
		for (const sentence of oddFiles) around.stderr.write(`${sentence}\n`);
		let code = 0;
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
				around.stderr.write(
					`✓ ${shown}: ${count(pipeline.operations.length, 'operation')}, nothing that would stop it\n`,
				);
			}
		}

		return code;
	},
};
