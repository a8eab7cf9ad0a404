/** Which file a block of an answer is, or is about. */
import {isDiff, isPlain, isShell, suits} from './fence-language.ts';
import type {Block} from './fences.ts';
import {readComment, readInfo, readNamingLine, readSentence} from './file-name.ts';

/** Lines of output and the like, which a sentence above may mention a file for. */
const about =
	/\b(outputs?|prints?|printed|runs?|running|results?|executes?|executing|displays?|logs?|structure|usage|looks like)\b/i;
/** How a sentence goes on to a name that it only points into, and what it wants done there. */
const into = /\b(?:in|inside|within|into|to)\s+(?:the\s+|your\s+)?(?:file\s+)?[`*"“]*$/i;
const changes = /\b(?:add|append|insert|replace|change|update|modify|remove|find)\b/i;

/**
 * The file whose content a block is, as it is written. `excerpt`: what is said of it sounds like a piece of the
 * file.
 */
export function nameOfBlock(block: Block, language: string): {path: string; excerpt: boolean} | null {
	const fits = (path: string) => suits(language, path);
	const whole = (path: string) => ({path, excerpt: false});
	const inInfo = readInfo(block.info).path;
	if (inInfo !== null) return isDiff(language) && !fits(inInfo) ? null : whole(inInfo);

	const gap = block.above.filter(line => line.trim() !== '');
	const nearest = gap.at(-1) ?? '';
	const named = readNamingLine(nearest);
	if (named !== null) return fits(named) ? whole(named) : null;

	const comment = firstComment(block.body);
	if (comment !== null && fits(comment)) return whole(comment);
	if (isShell(language) && !/\b(save|create|script|file)\b/i.test(nearest)) return null;

	const announced = readSentence(nearest, fits);
	if (announced !== null) {
		const ends = /[:：`*"”]\W*$/.test(nearest);
		if (isPlain(language) && (about.test(nearest) || !ends)) return null;
		return {path: announced, excerpt: into.test(nearest.slice(0, nearest.indexOf(announced)))};
	}

	if (isPlain(language) || isShell(language)) return null;
	const headed = gap.map(readNamingLine).findLast(path => path !== null);
	return headed && fits(headed) ? {path: headed, excerpt: changes.test(nearest)} : null;
}

/** The file that edits are for, if they do not say so themselves. */
export function nameOfEdits({info, above}: Block): string | null {
	const gap = above.filter(line => line.trim() !== '');
	return (
		readInfo(info).path ??
		readNamingLine(gap.at(-1) ?? '') ??
		readSentence(gap.at(-1) ?? '', () => true) ??
		gap.map(readNamingLine).findLast(path => path !== null) ??
		null
	);
}

/** The first line, or the second after a line that has to be first (`#!`, `<!DOCTYPE`, `<?xml`, `<?php`). */
function firstComment(body: readonly string[]): string | null {
	const [first = '', second = ''] = body;
	return (
		readComment(first) ??
		(/^(#!|<!doctype|<\?|'use strict'|# -\*-)/i.test(first) ? readComment(second) : null)
	);
}
