/** Finds the files in a model's answer. */
import {isShell, suits} from './fence-language.ts';
import {type Block, scanFences} from './fences.ts';
import {readComment, readInfo, readNamingLine, readSentence} from './file-name.ts';
import {isPatch, nameOf as nameOfPatch, type Patch, readPatchBlock, readPatchesInProse} from './patches.ts';
import {judgePath} from './path-rules.ts';
import {blankReasoning} from './reasoning.ts';
import {areCommands, runCommandInProse, runCommandsIn} from './run-commands.ts';

export type Extraction = {
	/** Each path once. A path that is not allowed is here as it was written: whoever writes it refuses it. */
	files: {path: string; text: string; line: number}[];
	/** Blocks that nothing names. `lines` counts their content. */
	unnamed: {line: number; language: string | null; lines: number}[];
	/** Never closed, so cut off: to be reported, never written. */
	truncated: {path: string | null; line: number}[];
	/** Earlier versions of a file that came again further down, where the last one stands. */
	repeated: {path: string; line: number}[];
	/** Edits of files that are there, in the answer's order. */
	patches: Patch[];
	/** How the answer says to run the program, in order, without duplicates. */
	commands: string[];
};

/** Lines of output and the like, which a sentence above may mention a file for. */
const about =
	/\b(outputs?|prints?|printed|runs?|running|results?|executes?|executing|displays?|logs?|structure|usage|looks like)\b/i;
const plain = new Set(['', 'text', 'txt', 'plaintext', 'plain', 'output', 'log', 'none']);

/** Line numbers count from 1 in the answer as it came. Contents have LF, and end as they ended. */
export function extractFiles(answer: string): Extraction {
	const lines = answer
		.replace(/^\uFEFF/, '')
		.replace(/\r\n?/g, '\n')
		.split('\n');
	const {blocks, prose} = scanFences(blankReasoning(lines));
	const found = new Map<string, {path: string; text: string; line: number}>();
	const result: Omit<Extraction, 'files'> = {
		unnamed: [],
		truncated: [],
		repeated: [],
		patches: [],
		commands: [],
	};
	const commands: {line: number; command: string}[] = [];

	for (const block of blocks) {
		const {language} = readInfo(block.info);
		const named = nameOf(block, language);
		const patch = isPatch(block, named);
		if (!block.closed) {
			result.truncated.push({path: patch ? nameOfPatch(block) : named, line: block.line});
			continue;
		}

		if (patch) {
			result.patches.push(...readPatchBlock(block));
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

		const earlier = found.get(named);
		if (earlier) result.repeated.push({path: named, line: earlier.line});
		found.delete(named);
		found.set(named, {path: named, text: block.body.map(line => `${line}\n`).join(''), line: block.line});
	}

	result.patches.push(...readPatchesInProse(prose));
	result.patches.sort((a, b) => a.line - b.line);
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

function nameOf(block: Block, language: string): string | null {
	const isDiff = language === 'diff' || language === 'patch';
	const fits = (path: string) => suits(language, path);
	const inInfo = readInfo(block.info).path;
	if (inInfo !== null) return isDiff && !fits(inInfo) ? null : cleanPath(inInfo);

	const gap = block.above.filter(line => line.trim() !== '');
	const nearest = gap.at(-1) ?? '';
	const named = readNamingLine(nearest);
	if (named !== null) return fits(named) ? cleanPath(named) : null;

	const comment = firstComment(block.body);
	if (comment !== null && fits(comment)) return cleanPath(comment);
	if (isShell(language) && !/\b(save|create|script|file)\b/i.test(nearest)) return null;

	const announced = readSentence(nearest, fits);
	if (announced !== null) {
		const vague = plain.has(language.toLowerCase());
		return vague && about.test(nearest) ? null : cleanPath(announced);
	}

	if (plain.has(language.toLowerCase()) || isShell(language)) return null;
	const headed = gap.map(readNamingLine).findLast(path => path !== null);
	return headed && fits(headed) ? cleanPath(headed) : null;
}

/** The first line, or the second after a line that has to be first (`#!`, `<!DOCTYPE`, `<?xml`, `<?php`). */
function firstComment(body: readonly string[]): string | null {
	const [first = '', second = ''] = body;
	return (
		readComment(first) ??
		(/^(#!|<!doctype|<\?|'use strict'|# -\*-)/i.test(first) ? readComment(second) : null)
	);
}

function holdsCommands(block: Block, language: string): boolean {
	if (isShell(language)) return !block.body[0]?.startsWith('#!');
	return plain.has(language.toLowerCase()) && areCommands(block.body);
}

function cleanPath(path: string): string {
	const judged = judgePath(path);
	return 'path' in judged ? judged.path : path;
}
