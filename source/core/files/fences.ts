/**
 * The fenced blocks of a Markdown text, found line by line. Follows CommonMark, and beyond it the way models
 * really write: a README whose own fences are as long as the one around it, blocks that were never closed.
 */
import {isMarkdown} from './fence-language.ts';
import {readInfo, readNamingLine} from './file-name.ts';

export type Block = {
	/** Of the opening fence, from 1. */
	line: number;
	info: string;
	/** The lines inside, without the indentation of the fence. */
	body: string[];
	/** False: the text ended, or another file began, before its fence was closed. */
	closed: boolean;
	/** The lines between the block before and this one. */
	above: string[];
};

type Fence = {indent: number; mark: string; length: number; info: string};

export function scanFences(lines: readonly string[]): {
	blocks: Block[];
	prose: {line: number; text: string}[];
} {
	const blocks: Block[] = [];
	const prose: {line: number; text: string}[] = [];
	let above: string[] = [];
	const text: Text = {lines, fences: lines.map(readFence)};
	let index = 0;
	while (index < lines.length) {
		const opener = text.fences[index];
		if (!opener) {
			above.push(lines[index]!);
			prose.push({line: index + 1, text: lines[index]!});
			index++;
			continue;
		}

		const {path} = readInfo(opener.info);
		const nearest = above.findLast(line => line.trim() !== '') ?? '';
		const markdown = isMarkdown(readInfo(opener.info).language, path ?? readNamingLine(nearest));
		const end = markdown ? endOfMarkdown(text, index, opener) : endOfCode(text, index, opener);
		const body = lines.slice(index + 1, end.line).map(line => unindent(line, opener.indent));
		blocks.push({line: index + 1, info: opener.info, body, closed: end.closed, above});
		index = end.closed ? end.line + 1 : end.line;
		above = end.closed ? [] : lines.slice(Math.max(0, end.line - 1), end.line);
	}

	return {blocks, prose};
}

/** The lines, and which of them are fences. */
type Text = {lines: readonly string[]; fences: readonly (Fence | null)[]};
type End = {line: number; closed: boolean};

/**
 * Code: fences inside it that open with a language are its own if they close in turn; if that leads nowhere
 * they are plain text. One that names a file was meant as a block of its own: ours had been left open.
 */
function endOfCode({lines, fences}: Text, start: number, outer: Fence): End {
	let inside = false;
	let firstBare = -1;
	for (let at = start + 1; at < lines.length; at++) {
		const fence = fences[at];
		if (!fence || !couldClose(fence, outer)) continue;
		if (fence.info === '') {
			if (!inside) return {line: at, closed: true};
			if (firstBare === -1) firstBare = at;
			inside = false;
			continue;
		}

		if (firstBare === -1 && namesFile(fence, lines[at - 1]!)) return {line: at, closed: false};
		if (inside && firstBare !== -1) break;
		inside = true;
	}

	return firstBare === -1 ? {line: lines.length, closed: false} : {line: firstBare, closed: true};
}

/** Markdown: fences inside it are expected; a bare one opens or closes as its neighbourhood tells. */
function endOfMarkdown(text: Text, start: number, outer: Fence): End {
	const inside: Fence[] = [];
	for (let at = start + 1; at < text.lines.length; at++) {
		const fence = text.fences[at];
		if (!fence || !couldClose(fence, outer)) continue;
		const top = inside.at(-1);
		if (top) {
			if (fence.info === '' && fence.length >= top.length) inside.pop();
		} else if (fence.info !== '' || opensInMarkdown(text, at, outer)) {
			inside.push(fence);
		} else {
			return {line: at, closed: true};
		}
	}

	return {line: text.lines.length, closed: false};
}

/**
 * A bare fence inside Markdown opens a block if another bare one follows, its own content begins at once, and
 * a blank line, a heading or a colon announces it.
 */
function opensInMarkdown({lines, fences}: Text, at: number, outer: Fence): boolean {
	let next = at + 1;
	while (next < fences.length && !(fences[next] && couldClose(fences[next]!, outer))) next++;
	if (fences[next]?.info !== '') return false;
	const before = lines[at - 1]!.trim();
	return lines[at + 1]!.trim() !== '' && (before === '' || before.endsWith(':') || before.startsWith('#'));
}

function namesFile(fence: Fence, lineAbove: string): boolean {
	if (readInfo(fence.info).path !== null) return true;
	return /^\s*(#{2,}\s|\*\*|`|\d+\.\s|file)/i.test(lineAbove) && readNamingLine(lineAbove) !== null;
}

function couldClose(fence: Fence, outer: Fence): boolean {
	return fence.mark === outer.mark && fence.length >= outer.length && fence.indent <= outer.indent + 3;
}

function readFence(line: string): Fence | null {
	const match = /^([ \t]*)(`{3,}(?=[^`]*$)|~{3,})(.*)$/.exec(line);
	if (!match) return null;
	const [, indent, marks, info] = match;
	return {indent: indent!.length, mark: marks![0]!, length: marks!.length, info: info!.trim()};
}

function unindent(line: string, indent: number): string {
	let cut = 0;
	while (cut < indent && (line[cut] === ' ' || line[cut] === '\t')) cut++;
	return line.slice(cut);
}
