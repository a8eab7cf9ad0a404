/** Finds the files in a model's answer, and what it changes in files that are there. */
import {nameOfBlock, nameOfEdits} from './block-name.ts';
import type {Edit} from './edit.ts';
import {isPlain, isShell} from './fence-language.ts';
import {type Block, scanFences} from './fences.ts';
import {readInfo} from './file-name.ts';
import {judgePath} from './path-rules.ts';
import {readEdits} from './read-edits.ts';
import {blankReasoning} from './reasoning.ts';
import {areCommands, runCommandInProse, runCommandsIn} from './run-commands.ts';

export type Extraction = {
	/** Each path once. A path that is not allowed is here as it was written: whoever writes it refuses it. */
	files: {
		path: string;
		text: string;
		line: number;
		/** What is said of it sounds like a piece of the file: “Add this to `main.py`:”. */
		excerpt: boolean;
	}[];
	/** Search/replace blocks and diffs, in their order. */
	edits: Edit[];
	/** Blocks that nothing names. `lines` counts their content. */
	unnamed: {line: number; language: string | null; lines: number}[];
	/** Never closed, so cut off: to be reported, never written. */
	truncated: {path: string | null; line: number}[];
	/** Earlier versions of a file that came again further down, where the last one stands. */
	repeated: {path: string; line: number}[];
	/** How the answer says to run the program, in order, without duplicates. */
	commands: string[];
};

/** Line numbers count from 1 in the answer as it came. Contents have LF, and end as they ended. */
export function extractFiles(answer: string): Extraction {
	const lines = answer
		.replace(/^\uFEFF/, '')
		.replace(/\r\n?/g, '\n')
		.split('\n');
	const {blocks, prose} = scanFences(blankReasoning(lines));
	const found = new Map<string, Extraction['files'][number]>();
	const result: Omit<Extraction, 'files'> = {
		edits: [],
		unnamed: [],
		truncated: [],
		repeated: [],
		commands: [],
	};
	const commands: {line: number; command: string}[] = [];
	/** Whose edits were read last: those that follow at once mean the same file. */
	let edited: string | null = null;

	for (const block of blocks) {
		const {language} = readInfo(block.info);
		if (block.form !== 'content') {
			const named = nameOfEdits(block) ?? edited;
			const edits = readEdits(block, named);
			const {line, body, form} = block;
			if (edits.length === 0 && block.closed) result.unnamed.push({line, language: form, lines: body.length});
			if (edits.length === 0 && !block.closed) result.truncated.push({path: named && cleanPath(named), line});
			for (const edit of edits) {
				const path = edit.path === '' ? null : cleanPath(edit.path);
				edited = path;
				if (!block.closed) result.truncated.push({path, line: edit.line});
				else if (path !== null) result.edits.push({...edit, path});
				else result.unnamed.push({line: edit.line, language: block.form, lines: block.body.length});
			}

			continue;
		}

		edited = null;
		const named = nameOfBlock(block, language);
		if (!block.closed) {
			result.truncated.push({path: named && cleanPath(named.path), line: block.line});
			continue;
		}

		if (named === null) {
			if (holdsCommands(block, language)) {
				for (const command of runCommandsIn(block.body)) commands.push({line: block.line, command});
			} else {
				result.unnamed.push({line: block.line, language: language || null, lines: block.body.length});
			}

			continue;
		}

		const path = cleanPath(named.path);
		const earlier = found.get(path);
		if (earlier) result.repeated.push({path, line: earlier.line});
		found.delete(path);
		const text = block.body.map(line => `${line}\n`).join('');
		found.set(path, {path, text, line: block.line, excerpt: named.excerpt});
	}

	for (const {text, line} of prose) {
		const command = runCommandInProse(text);
		if (command) commands.push({line, command});
	}

	commands.sort((a, b) => a.line - b.line);
	return {
		files: [...found.values()],
		...result,
		commands: [...new Set(commands.map(({command}) => command))],
	};
}

function holdsCommands(block: Block, language: string): boolean {
	if (isShell(language)) return !block.body[0]?.startsWith('#!');
	return isPlain(language) && areCommands(block.body);
}

function cleanPath(path: string): string {
	const judged = judgePath(path);
	return 'path' in judged ? judged.path : path;
}
