/** Modules of a folder that say `prompted: true` and have no system prompt; none is imported here. */
import type {Problem} from '../../core/pipeline/problem.ts';
import {readTextFile} from './read-text-file.ts';
import type {UserModuleFile} from './user-modules.ts';

/**
 * Going by their code, which is only read: what is not seen there is found when the module is loaded.
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

/**
 * Where the object that is exported by default says so, in code that is laid out as formatters do: a line of its own
 * begins the object, and one ends it; its own keys stand one step in. Where it is not certain nothing is found.
 */
function findPrompted(text: string): {at: number; length: number} | null {
	let at = 0;
	let step: string | null = null;
	let isInside = false;
	let isComment = false;
	let isTemplate = false;
	for (const line of text.split('\n')) {
		if (isInside) {
			const [, indent = '', key = ''] = /^(\s*)(prompted\s*:\s*true\b)?/.exec(line)!;
			const isCode = !isComment && !isTemplate;
			if (isCode && indent === '' && line.startsWith('}')) return null;
			step ??= indent === '' ? null : indent;
			if (isCode && key !== '' && indent === step) return {at: at + indent.length, length: key.length};
			if (isComment ? line.includes('*/') : isCode && opensComment(line)) isComment = !isComment;
			else if (!isComment && (line.split('`').length - 1) % 2 === 1) isTemplate = !isTemplate;
		} else isInside = /^export default (?:[\w.]+\()?\{\s*$/.test(line);
		at += line.length + 1;
	}
	return null;
}

function opensComment(line: string): boolean {
	const begin = line.lastIndexOf('/*');
	return begin !== -1 && !line.includes('*/', begin);
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
