import {quoteWord} from '../../core/command-line.ts';
import {takenByApp} from '../../core/pipeline/file-name.ts';
import {parsePipeline} from '../../core/pipeline/parse.ts';
import {suggest} from '../../core/pipeline/suggest.ts';
import {findTaken, makeFiles} from '../../io/library/new-files.ts';
import {findBundledPipeline} from '../../io/library/pipelines.ts';
import {type PipelineTemplate, pipelineTemplates, readPipelineTemplate} from '../../io/library/templates.ts';
import {type Surroundings, UsageError} from '../command.ts';
import {checkedName} from './checked-name.ts';
import {equipEditors} from './for-editors.ts';

export async function newPipeline(
	typed: string,
	named: string | null,
	around: Surroundings,
): Promise<number> {
	const {stdout, stderr} = around;
	const {name, path, text, unequipped} = await makePipeline(typed, named, around);
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

/** `unequipped`: a sentence on what could not be written for editors, or null. Throws a sentence where nothing was made. */
export async function makePipeline(
	typed: string,
	named: string | null,
	{folder}: Pick<Surroundings, 'folder'>,
): Promise<{name: string; path: string; text: string; unequipped: string | null}> {
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
		throw new UsageError(takenByApp('pipeline', name));
	}

	const text = await readPipelineTemplate(template);
	const problem = await makeFiles(folder, new Map([[path, text]]));
	if (problem !== null) throw new Error(problem);
	return {name, path, text, unequipped: await equipEditors(folder, {types: false})};
}

function checkTemplate(named: string): PipelineTemplate {
	const template = pipelineTemplates.find(name => name === named);
	if (template) return template;
	const near = suggest(named, pipelineTemplates);
	throw new UsageError(
		`there is no template ${named}.${near === null ? '' : ` Did you mean ${near}?`} There are: ${pipelineTemplates.join(', ')}.`,
	);
}
