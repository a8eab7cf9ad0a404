import {renderCodebase} from '../core/files/codebase-text.ts';
import {overlay} from '../core/files/file-set.ts';
import {defineModule, type ModuleContext, OperationFailure} from '../core/module.ts';
import {readCodebase} from './codebase-inputs.ts';

const README = 'README.md';

/** Documents the codebase. The output is the README's text; the file is written beside the code. */
export const createReadme = defineModule({
	name: 'create_readme',
	describe: 'Documents the codebase and writes its README.md',
	writes: true,
	by: 'model',
	prompted: true,
	place: (readme, files) => overlay(files, new Map([[README, readme]])),
	async run(context) {
		const answer = await context.model.ask({prompt: promptOf(context)});
		const readme = withoutOuterFence(answer.text);
		const {refused} = await context.files.write({[README]: readme});
		if (refused[0]) {
			throw new OperationFailure({
				kind: 'refused',
				message: `${README} could not be written: it was refused because ${refused[0].reason}. Its text is in the model's answer.`,
				remedy: 'Rename or remove what is in its way, then redo.',
			});
		}
		return readme;
	},
});

/** The code has to be in view, also where none of the inputs is a codebase. */
function promptOf({inputs, prompt, files}: ModuleContext): string {
	if (files.current().size === 0 || inputs.some(input => readCodebase(input) !== null)) return prompt;
	return `${prompt}\n\nCURRENT CODE:\n${renderCodebase(files.current())}`;
}

/** Models like to wrap a whole Markdown answer in a fence; it would show as one grey block. */
function withoutOuterFence(text: string): string {
	const lines = text.trim().split(/\r?\n/);
	const [, fence] = /^(`{3,}|~{3,})\s*(?:markdown|md)\s*$/i.exec(lines[0]!) ?? [];
	if (!fence || lines.length < 2 || lines.at(-1)!.trim() !== fence) return text;
	return `${lines.slice(1, -1).join('\n')}\n`;
}
