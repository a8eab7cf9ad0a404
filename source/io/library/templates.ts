/** What `new` makes files from: files themselves, that ship with the app. */
import {join} from 'node:path';
import {bundle} from './assets.ts';
import {readTextFile} from './read-text-file.ts';

export const pipelineTemplates = ['plan', 'write', 'translate', 'code', 'empty'] as const;

export type PipelineTemplate = (typeof pipelineTemplates)[number];

/** As the files describe themselves: whoever chooses need not have them all read. */
export const templateDescriptions: Record<PipelineTemplate, string> = {
	plan: 'A plan, what speaks against it, and a better one',
	write: "A draft, an editor's objections, and the text",
	translate: 'A translation, checked by translating it back',
	code: 'A plan, the code, and its repair until it runs',
	empty: 'A request, and an answer to it',
};

export function readPipelineTemplate(name: PipelineTemplate): Promise<string> {
	return read(join('pipelines', `${name}.yml`));
}

/** The texts of a module of that name: its code, a test of it, its system prompt, and the settings of editors. */
export async function readModuleTemplates(
	name: string,
): Promise<{code: string; test: string; prompt: string; tsconfig: string}> {
	const [code, test, prompt, tsconfig] = await Promise.all([
		read('modules/NAME.mts'),
		read('modules/NAME.test.mts'),
		read('system_prompts/NAME.md'),
		read('modules/tsconfig.json'),
	]);
	return {
		code: code.replace("'NAME'", () => quoted(name)),
		// What is imported is a URL; compilers look for it as it stands.
		test: test.replace("'./NAME.mts'", () => quoted(`./${name.replace(/[%?#]/g, encodeURIComponent)}.mts`)),
		prompt,
		tsconfig,
	};
}

async function read(name: string): Promise<string> {
	const file = join(bundle.templates, name);
	const found = await readTextFile(file);
	if (found !== null && 'text' in found) return found.text;
	throw new Error(`The app's own ${file} is missing or damaged: install it again.`);
}

/** As it stands in TypeScript. */
function quoted(text: string): string {
	return `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}
