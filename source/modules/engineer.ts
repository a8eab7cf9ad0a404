import {renderCodebase} from '../core/files/codebase-text.ts';
import {defineModule, type ModuleContext} from '../core/module.ts';
import {askForFiles} from './ask-for-files.ts';

/** Turns a plan into files. What it starts from, if anything, is shown to the model and stays unless replaced. */
export const engineer = defineModule({
	name: 'engineer',
	describe: 'Writes the code, as whole files, and says which command runs it',
	yields: 'codebase',
	writes: true,
	by: 'model',
	prompted: true,
	async run(context) {
		const {commands} = await askForFiles(context, promptOf(context));
		return {
			output: renderCodebase(context.files.current()),
			messages: commands[0] ? [`Run it with: ${commands[0]}`] : [],
		};
	},
});

function promptOf({prompt, files}: ModuleContext): string {
	if (files.current().size === 0) return prompt;
	const code = renderCodebase(files.current());
	return prompt.includes(code.trim()) ? prompt : `${prompt}\n\nCURRENT CODE:\n${code}`;
}
