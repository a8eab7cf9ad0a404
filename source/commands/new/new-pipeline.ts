import {quoteWord} from '../../core/command-line.ts';
import {parsePipeline} from '../../core/pipeline/parse.ts';
import {suggest} from '../../core/pipeline/suggest.ts';
import {findTaken, makeFiles} from '../../io/library/new-files.ts';
import {findBundledPipeline} from '../../io/library/pipelines.ts';
import {pipelineTemplates, readPipelineTemplate} from '../../io/library/templates.ts';
import {type Surroundings, UsageError} from '../command.ts';
import {checkedName} from './checked-name.ts';
import {equipEditors} from './for-editors.ts';

export async function newPipeline(
	typed: string,
	named: string | null,
	around: Surroundings,
): Promise<number> {
	const {folder, stdout, stderr} = around;
	const name = checkedName('pipeline', typed);
	const template = checkTemplate(named ?? pipelineTemplates[0]);
	const path = `pipelines/${name}.yml`;
	const taken = await findTaken(folder, [path, `pipelines/${name}.yaml`]);
	if (taken !== null) {
		throw new UsageError(
			`${taken} is there already, and stays as it is. Choose another name, or go on with it: \`orchestrai check ${quoteWord(name)}\`.`,
		);
	}

	if (!('problem' in (await findBundledPipeline(name)))) {
		throw new UsageError(
			`the app has a pipeline ${name} of its own, which yours would hide. Choose another name, such as my_${name}.`,
		);
	}

	const text = await readPipelineTemplate(template);
	const problem = await makeFiles(folder, new Map([[path, text]]));
	if (problem !== null) throw new Error(problem);
	const unequipped = await equipEditors(folder, {types: false});
	if (unequipped !== null) stderr.write(`  ${unequipped}\n`);
	stdout.write(`${path}\n`);
	const word = quoteWord(name);
	stderr.write(
		[
			`  ${parsePipeline(text, {file: path}).pipeline?.description}`,
			'',
			'Next',
			`  orchestrai check ${word}`,
			`  orchestrai graph ${word}`,
			`  orchestrai run ${word}`,
			'',
		].join('\n'),
	);
	return 0;
}

type TemplateName = (typeof pipelineTemplates)[number];

function checkTemplate(named: string): TemplateName {
	const template = pipelineTemplates.find(name => name === named);
	if (template) return template;
	const near = suggest(named, pipelineTemplates);
	throw new UsageError(
		`there is no template ${named}.${near === null ? '' : ` Did you mean ${near}?`} There are: ${pipelineTemplates.join(', ')}.`,
	);
}
