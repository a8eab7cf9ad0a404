import {mkdir, readFile, rm, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {execa} from 'execa';
import {splitCommand} from '../core/command-line.ts';
import type {EditOutcome, Editor, Terminal} from '../core/ports.ts';
import {fileNameOf} from './memory/file-name.ts';

/** Tried in this order where the person names none. */
export const usualEditors = ['nano', 'vi'] as const;

/**
 * The person's own editor, with nothing but `environment` around it: $VISUAL, $EDITOR, or the first of nano and vi that is there. The text stands in a
 * file in `folder`. It stays until `discardEdit`, so that nothing typed is lost; what was not changed does not.
 */
export function createEditor({
	folder,
	environment,
	terminal,
}: {
	folder: string;
	environment: Record<string, string | undefined>;
	terminal: Terminal;
}): Editor {
	return {
		async edit(text, name) {
			const command = environment.VISUAL || environment.EDITOR || null;
			const candidates = command === null ? usualEditors : [command];
			await mkdir(folder, {recursive: true, mode: 0o700});
			const file = fileOf(folder, name);
			await writeFile(file, text, {mode: 0o600});
			const problems: Problem[] = [];
			for (const candidate of candidates) {
				const problem = await terminal.lend(() => runEditor(candidate, file, environment));
				if (problem === null) return readBack(file, text);
				problems.push(problem);
			}

			return {
				kind: 'failed',
				message: [
					...problems.map(({sentence}) => sentence),
					problems.every(({ran}) => ran) ? '' : 'Set $EDITOR to an editor that is installed.',
				]
					.join(' ')
					.trim(),
				text: await readFile(file, 'utf8').catch(() => null),
			} satisfies EditOutcome;
		},
	};
}

/** Removes the file of an edit whose text is kept elsewhere by now. */
export async function discardEdit(folder: string, name: string): Promise<void> {
	await rm(fileOf(folder, name), {force: true});
}

function fileOf(folder: string, name: string): string {
	return join(folder, `${fileNameOf(name)}.edit.md`);
}

/** `ran`: the editor was there, and did not end well. */
type Problem = {sentence: string; ran: boolean};

/** Null when the editor ended well; else what went wrong. */
async function runEditor(
	command: string,
	file: string,
	env: Record<string, string | undefined>,
): Promise<Problem | null> {
	const split = splitCommand(command);
	if ('problem' in split) return {sentence: `$EDITOR is \`${command}\`: ${split.problem}`, ran: false};
	const [program = '', ...given] = split.words;
	const outcome = await execa(program, [...given, file], {
		stdio: 'inherit',
		reject: false,
		env,
		extendEnv: false,
	});
	if (!outcome.failed) return null;
	return outcome.exitCode === undefined
		? {sentence: `The editor \`${program}\` could not be started.`, ran: false}
		: {sentence: `The editor \`${program}\` ended with exit ${outcome.exitCode}.`, ran: true};
}

async function readBack(file: string, before: string): Promise<EditOutcome> {
	const text = await readFile(file, 'utf8');
	// Many editors end the last line by themselves: that alone is no edit.
	if (text !== before && text !== `${before}\n`) return {kind: 'edited', text};
	await rm(file, {force: true});
	return {kind: 'unchanged'};
}
