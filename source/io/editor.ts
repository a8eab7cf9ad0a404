import {mkdir, readFile, rm, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {splitCommand} from '../core/command-line.ts';
import type {EditOutcome, Editor, Terminal} from '../core/ports.ts';
import type {Sequence} from '../core/sequence.ts';
import {fileNameOf} from './memory/file-name.ts';
import {resetModes} from './terminal-modes.ts';

/** Tried in this order where the person names none. */
export const usualEditors = ['nano', 'vi'] as const;

/** So long an editor may take to put away what is in it once the app is ended, ms. */
const patience = 500;

/** The page that editors draw on. */
const editorsPage = 1049;

type EditorSurroundings = {
	environment: Record<string, string | undefined>;
	terminal: Terminal;
	/** To the terminal. */
	write(sequence: Sequence): void;
	signal: AbortSignal;
};

/**
 * The person's own editor, with nothing but `environment` around it: $VISUAL, $EDITOR, or the first of nano and vi that
 * is there. The text stands in a file in `folder`. It stays until `discardEdit`, so that nothing typed is lost; what was
 * not changed does not. When `signal` aborts, the editor is told as if its window were closed: many keep what was typed
 * then. One that does not heed that is killed. Whatever it did to the terminal is undone by `write`.
 */
export function createEditor({folder, ...surroundings}: EditorSurroundings & {folder: string}): Editor {
	return {
		async edit(text, name) {
			await mkdir(folder, {recursive: true, mode: 0o700});
			const file = fileOf(folder, name);
			await writeFile(file, text, {mode: 0o600});
			const problems = await runFirst(file, surroundings);
			if (problems === null) return readBack(file, text);
			return {
				kind: 'failed',
				message: describeProblems(problems),
				text: await readFile(file, 'utf8').catch(() => null),
			} satisfies EditOutcome;
		},
	};
}

/** Opens a file of the person's own as it stands. Null once the editor ended well; else what went wrong, a sentence. */
export async function openInEditor(file: string, surroundings: EditorSurroundings): Promise<string | null> {
	const problems = await runFirst(file, surroundings);
	return problems === null ? null : describeProblems(problems);
}

/** Removes the file of an edit whose text is kept elsewhere by now. */
export async function discardEdit(folder: string, name: string): Promise<void> {
	await rm(fileOf(folder, name), {force: true});
}

function fileOf(folder: string, name: string): string {
	return join(folder, `${fileNameOf(name)}.edit.md`);
}

/** `ran`: the editor was there, and did not end well. `killed`: nor by itself, so the terminal is as it had it. */
type Problem = {sentence: string; ran: boolean; killed: boolean};

/** Null when an editor ended well; else what went wrong with each that was tried. */
async function runFirst(
	file: string,
	{environment, terminal, write, signal}: EditorSurroundings,
): Promise<Problem[] | null> {
	const command = environment.VISUAL || environment.EDITOR || null;
	const problems: Problem[] = [];
	for (const candidate of command === null ? usualEditors : [command]) {
		const problem = await terminal.lend(async () => {
			const ended = await runEditor(candidate, file, {env: environment, signal});
			if (ended?.killed) write(resetModes(editorsPage));
			return ended;
		});
		if (problem === null) return null;
		problems.push(problem);
		// What was begun in it is not begun anew in the next one, and what ended it is to end the app.
		if (problem.ran || signal.aborted) break;
	}

	return problems;
}

function describeProblems(problems: readonly Problem[]): string {
	return [
		...problems.map(({sentence}) => sentence),
		problems.every(({ran}) => ran) ? '' : 'Set $EDITOR to an editor that is installed.',
	]
		.join(' ')
		.trim();
}

/** Null when the editor ended well; else what went wrong. */
async function runEditor(
	command: string,
	file: string,
	{env, signal}: {env: Record<string, string | undefined>; signal: AbortSignal},
): Promise<Problem | null> {
	const split = splitCommand(command);
	const notRun = (sentence: string) => ({sentence, ran: false, killed: false});
	if ('problem' in split) return notRun(`$EDITOR is \`${command}\`: ${split.problem}`);
	const [program = '', ...given] = split.words;
	const {execa} = await import('execa');
	const outcome = await execa(program, [...given, file], {
		stdio: 'inherit',
		reject: false,
		env,
		extendEnv: false,
		cancelSignal: signal,
		killSignal: 'SIGHUP',
		forceKillAfterDelay: patience,
	});
	if (!outcome.failed) return null;
	if (outcome.signal !== undefined)
		return {sentence: `The editor \`${program}\` was ended by ${outcome.signal}.`, ran: true, killed: true};
	return outcome.exitCode === undefined
		? notRun(`The editor \`${program}\` could not be started.`)
		: {sentence: `The editor \`${program}\` ended with exit ${outcome.exitCode}.`, ran: true, killed: false};
}

async function readBack(file: string, before: string): Promise<EditOutcome> {
	const text = await readFile(file, 'utf8');
	// Many editors end the last line by themselves: that alone is no edit.
	if (text !== before && text !== `${before}\n`) return {kind: 'edited', text};
	await rm(file, {force: true});
	return {kind: 'unchanged'};
}
