/** Modules and prompts that lie where nobody looks for them. */
import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {codeEndings} from './user-modules.ts';

const promptEndings = ['.md', '.txt'];

const wrongPlaces: {folders: string[]; endings: string[]; right: string}[] = [
	{folders: ['', 'pipelines', 'module', 'system_prompts'], endings: codeEndings, right: 'modules'},
	{
		folders: ['', 'pipelines', 'prompts', 'prompt', 'system_prompt', 'modules'],
		endings: promptEndings,
		right: 'system_prompts',
	},
];

/** Where a module of that name lies instead, and where it is to be moved: a sentence; null if nowhere near. */
export function findMisplaced(name: string, folder: string): string | null {
	if (/[/\\]/.test(name)) return null;
	for (const {folders, endings, right} of wrongPlaces) {
		for (const ending of endings) {
			const file = `${name}${ending}`;
			const wrong = folders.find(each => existsSync(join(folder, each, file)));
			if (wrong !== undefined)
				return `${join(wrong, file)} is not looked at there: move it to ${join(right, file)}.`;
		}
	}

	for (const ending of codeEndings) {
		const index = join('modules', name, `index${ending}`);
		if (existsSync(join(folder, index)))
			return `A module is a file: move ${index} to ${join('modules', `${name}${ending}`)}.`;
	}

	const python = join('modules', `${name}.py`);
	return existsSync(join(folder, python))
		? `${python} is Python: write the module in ${join('modules', `${name}.mts`)}, or as a prompt in ${join('system_prompts', `${name}.md`)}.`
		: null;
}
