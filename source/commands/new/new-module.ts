import {quoteWord} from '../../core/command-line.ts';
import {takenByApp} from '../../core/pipeline/file-name.ts';
import {findTaken, makeFiles} from '../../io/library/new-files.ts';
import {findPrompt} from '../../io/library/prompts.ts';
import {readModuleTemplates} from '../../io/library/templates.ts';
import {isTrusted, needsNoTrust, trust} from '../../io/library/trust.ts';
import {builtinModules} from '../../modules/registry.ts';
import {type Surroundings, UsageError} from '../command.ts';
import {checkedName} from './checked-name.ts';
import {equipEditors} from './for-editors.ts';
import {operationSnippet} from './operation-snippet.ts';

export async function newModule(typed: string, around: Surroundings): Promise<number> {
	const {folder, stdout, stderr} = around;
	const name = checkedName('module', typed);
	await refuseTaken(name, folder);
	const prompts = [`system_prompts/${name}.md`, `system_prompts/${name}.txt`];
	const prompt = await findTaken(folder, prompts);
	const tsconfig = 'modules/tsconfig.json';
	const hasConfig = (await findTaken(folder, [tsconfig])) !== null;
	const texts = await readModuleTemplates(name);
	const files = new Map([
		[`modules/${name}.mts`, texts.code],
		[`modules/${name}.test.mts`, texts.test],
		...(prompt === null ? ([[prompts[0]!, texts.prompt]] as const) : []),
		...(hasConfig ? [] : ([[tsconfig, texts.tsconfig]] as const)),
	]);
	const wasStrange = await isStrange(around);
	const problem = await makeFiles(folder, files);
	if (problem !== null) throw new Error(problem);
	const unequipped = await equipEditors(folder, {types: true});
	stdout.write([...files.keys()].map(path => `${path}\n`).join(''));

	const say = (sentence: string) => stderr.write(`${sentence}\n`);
	if (prompt !== null) say(`  ${prompt} is there already, and is what it is told.`);
	if (unequipped !== null) say(`  ${unequipped}`);
	await settleTrustInIt(wasStrange, around);
	say('');
	say('Next');
	say(`  orchestrai test ${quoteWord(name)}`);
	say('and in a pipeline, below an operation whose output_name is request:');
	say('');
	stderr.write(operationSnippet(name));
	return 0;
}

async function refuseTaken(name: string, folder: string): Promise<void> {
	const modules = ['mts', 'ts', 'mjs', 'js'].map(ending => `modules/${name}.${ending}`);
	const taken = await findTaken(folder, [...modules, `modules/${name}.test.mts`]);
	if (taken !== null) {
		throw new UsageError(
			`${taken} is there already, and stays as it is. Choose another name, or go on with it: \`orchestrai test ${quoteWord(name)}\`.`,
		);
	}

	if (builtinModules.has(name) || (await findPrompt(name, null)) !== null) {
		throw new UsageError(takenByApp('module', name));
	}
}

/** It holds code, providers or prices that the person has not looked at. */
async function isStrange({folder, environment}: Surroundings): Promise<boolean> {
	return !(await isTrusted(folder, environment)) && !(await needsNoTrust(folder));
}

/** What was just made is the app's own: nothing is to be asked about it. Of what was there before, nobody knows. */
async function settleTrustInIt(
	wasStrange: boolean,
	{folder, environment, stderr}: Surroundings,
): Promise<void> {
	if (wasStrange) {
		stderr.write(
			'  This folder holds other code or providers too, so it is not trusted by this: the next run asks once.\n',
		);
		return;
	}

	const problem = await trust(folder, environment);
	if (problem !== null) stderr.write(`  ${problem}\n`);
}
