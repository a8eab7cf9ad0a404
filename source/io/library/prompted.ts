/** Modules of a folder that say `prompted: true` and have no system prompt; none is imported here. */
import type {Problem} from '../../core/pipeline/problem.ts';
import {readTextFile} from './read-text-file.ts';
import type {UserModuleFile} from './user-modules.ts';

/**
 * Going by their code, which is only read: what is not written out there is found when the module is loaded.
 * `prompts`: the names that there is a prompt of. `file` is absolute.
 */
export async function checkPrompted(
	modules: Iterable<UserModuleFile>,
	prompts: ReadonlySet<string>,
): Promise<Problem[]> {
	const lacking = [...modules].filter(({name}) => !prompts.has(name));
	const found = await Promise.all(
		lacking.map(async module => {
			const text = await readCode(module);
			const at = findPrompted(text);
			return at === null ? [] : [problemAt(module, text, at)];
		}),
	);
	return found.flat();
}

/** What is wrong with one that is loaded and was found to be so. `file` is absolute. */
export async function lackingPrompt(module: UserModuleFile): Promise<Problem> {
	const text = await readCode(module);
	return problemAt(module, text, findPrompted(text) ?? {at: 0, length: 1});
}

/** What tells of it without a place. */
export function describeLackingPrompt(name: string): {message: string; remedy: string} {
	return {
		message: `The module \`${name}\` says \`prompted: true\`, and there is no system_prompts/${name}.md.`,
		remedy: `Write in system_prompts/${name}.md what the model is to do, or take \`prompted\` out of the module.`,
	};
}

async function readCode({file}: UserModuleFile): Promise<string> {
	const read = await readTextFile(file);
	return read !== null && 'text' in read ? read.text : '';
}

/** Comments and texts, each to its end, or to that of the file. */
const noCode =
	/\/\*[\s\S]*?(?:\*\/|$)|\/\/.*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\[\s\S]|[^`\\])*(?:`|$)/g;

/** Where the object that is exported by default says so, itself or as what a function is called with. */
function findPrompted(text: string): {at: number; length: number} | null {
	const code = text.replaceAll(noCode, found => found.replaceAll(/[^\n]/g, ' '));
	const begin = /\bexport\s+default\b/.exec(code)?.index;
	if (begin === undefined) return null;
	const open: string[] = [];
	for (const {0: found, index} of code.slice(begin).matchAll(/[([{]|[)\]}]|\bprompted\s*:\s*true\b/g)) {
		if (found.length > 1) {
			const around = open.join('');
			if (around === '({' || around === '{') return {at: begin + index, length: found.length};
		} else if ('([{'.includes(found)) open.push(found);
		else open.pop();
	}
	return null;
}

function problemAt(
	{name, file}: UserModuleFile,
	text: string,
	{at, length}: {at: number; length: number},
): Problem {
	const before = text.slice(0, at).split('\n');
	const line = before.length;
	const shown = (text.split('\n')[line - 1] ?? '').replace(/\r$/, '');
	const place = {file, line, column: before.at(-1)!.length + 1, length};
	return {severity: 'error', ...place, ...describeLackingPrompt(name), text: shown};
}
