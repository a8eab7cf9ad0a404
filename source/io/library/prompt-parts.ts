/** What a module's system message is made of, as the person calls it. */
import {relative} from 'node:path';
import {findGeneralPrompt, findPrompt} from './prompts.ts';

/** `file`: as in a sentence, relative to the folder. */
export type PromptPart = {file: string; text: string};

/** In the order in which they are put together; what cannot be read is left out. */
export async function promptPartsOf(module: string, folder: string | null): Promise<PromptPart[]> {
	const found = await Promise.all([findGeneralPrompt(folder), findPrompt(module, folder)]);
	return found.flatMap(prompt => {
		if (prompt === null || 'problem' in prompt) return [];
		const {name, text, file, source} = prompt;
		return [{text, file: source === 'yours' ? relative(folder ?? '', file) : `the app’s ${name}.md`}];
	});
}
