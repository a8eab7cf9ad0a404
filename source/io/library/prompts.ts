/** System prompts by the name of their module: the person's own, then those that ship with the app. */
import {readdir, realpath} from 'node:fs/promises';
import {isAbsolute, join, parse, relative, sep} from 'node:path';
import {byName} from '../../core/by-name.ts';
import {findNameFault} from '../../core/pipeline/name-rules.ts';
import {type Problem, problemOfFile} from '../../core/pipeline/problem.ts';
import type {Finding} from '../../core/pipeline/problem-list.ts';
import {describeFault, faultCode} from '../memory/file-fault.ts';
import {bundle} from './assets.ts';
import type {Source} from './pipelines.ts';
import {readTextFile, type Unreadable} from './read-text-file.ts';

/** A prompt that is there and cannot be used: `problem` says all, the rest the same in parts. `file` is absolute. */
type FaultyPrompt = Unreadable & Finding & {file: string};

/** `file` is absolute. */
export type Prompt = {name: string; text: string; file: string; source: Source};

/** The prompt that every operation is told. */
export const generalName = 'general_system';
const ownFolder = 'system_prompts';
const endings = ['.md', '.txt'];

/**
 * The system prompt of a module; null if there is none of that name. A prompt that is there and cannot be used
 * (empty, unreadable, a link out of the folder) is a problem, never passed over for another. Without a folder only
 * those that ship with the app are there.
 */
export async function findPrompt(
	name: string,
	folder: string | null,
): Promise<Prompt | FaultyPrompt | Unreadable | null> {
	const fault = findNameFault(name);
	if (fault) return {problem: `There can be no prompt of that name: it ${fault.because}. ${fault.remedy}`};
	return readFirst(name, folder, []);
}

/** What every operation is told before its own prompt: `./system_prompts/general_system.md`, or the app's. */
export async function findGeneralPrompt(folder: string | null): Promise<Prompt | FaultyPrompt | Unreadable> {
	const found = await readFirst(generalName, folder, [`${generalName}.txt`]);
	return (
		found ?? {problem: `The app's own ${generalName}.md is missing in ${bundle.prompts}: install it again.`}
	);
}

/** `more`: where else in the folder it may lie. */
async function readFirst(
	name: string,
	folder: string | null,
	more: string[],
): Promise<Prompt | FaultyPrompt | null> {
	if (folder !== null) {
		for (const file of [...endings.map(ending => join(ownFolder, name + ending)), ...more]) {
			const read = await readPrompt(name, join(folder, file), 'yours', folder);
			if (read !== null) return read;
		}
	}

	return readPrompt(name, join(bundle.prompts, `${name}.md`), 'bundled', bundle.root);
}

async function readPrompt(
	name: string,
	file: string,
	source: Source,
	within: string,
): Promise<Prompt | FaultyPrompt | null> {
	const read = await readTextFile(file);
	if (read === null) return null;
	const faulty = (problem: string, message: string, remedy: string) => ({problem, file, message, remedy});
	if ('problem' in read) return faulty(read.problem, read.problem, 'Mend the prompt, or delete the file.');
	// A prompt goes to the model's provider: a folder from elsewhere must not be able to send any file there.
	const real = await realpath(file).catch(() => null);
	if (real === null)
		return faulty(
			`${file} is gone: it was there a moment ago. Try again.`,
			'It is gone; it was there a moment ago.',
			'Try again.',
		);
	const way = relative(await realpath(within), real);
	if (way.split(sep)[0] === '..' || isAbsolute(way)) {
		return faulty(
			`${file} is a link that leads out of ${within}: copy the prompt into the folder.`,
			`It is a link that leads out of ${within}.`,
			'Copy the prompt into the folder.',
		);
	}
	if (read.text.trim() === '')
		return faulty(
			`The prompt ${file} is empty: write it, or delete the file.`,
			'The prompt is empty.',
			'Write what the module is to do, or delete the file.',
		);
	// As Git may write it on Windows: the module is told the same, and a recording knows it again.
	return {name, text: read.text.replaceAll('\r\n', '\n'), file, source};
}

/**
 * What is wrong with the prompts of these modules, and with the general one, each file once, as far as they are the
 * person's own; `file` is absolute.
 */
export async function checkPrompts(modules: Iterable<string>, folder: string): Promise<Problem[]> {
	const found = await Promise.all([
		findGeneralPrompt(folder),
		...[...new Set(modules)].map(name => findPrompt(name, folder)),
	]);
	return found.filter(isFaulty).map(problemOfFile);
}

function isFaulty(found: Prompt | FaultyPrompt | Unreadable | null): found is FaultyPrompt {
	return found !== null && 'problem' in found && 'file' in found;
}

/** The system message: the general prompt, then the operation's own. */
export function composeSystem(general: string, own: string | null): string {
	return [general, own ?? '']
		.map(text => text.trim())
		.filter(Boolean)
		.join('\n\n');
}

/** Names that have a prompt, each once, in alphabetical order; the general prompt is not one of them. */
export async function listPrompts(folder: string | null): Promise<{name: string; source: Source}[]> {
	const found = new Map<string, Source>();
	for (const name of await listNames(bundle.prompts)) found.set(name, 'bundled');
	if (folder !== null) for (const name of await listNames(join(folder, ownFolder))) found.set(name, 'yours');
	found.delete(generalName);
	return [...found].map(([name, source]) => ({name, source})).sort((a, b) => byName(a.name, b.name));
}

async function listNames(folder: string): Promise<string[]> {
	try {
		const files = await readdir(folder);
		return files
			.filter(file => endings.some(ending => file.endsWith(ending)))
			.map(file => parse(file).name)
			.filter(name => findNameFault(name) === null);
	} catch (error) {
		if (faultCode(error) === 'ENOENT' || faultCode(error) === 'ENOTDIR') return [];
		throw new Error(`The prompts in ${folder} could not be listed: ${describeFault(error)}.`, {cause: error});
	}
}
