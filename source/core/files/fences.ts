/**
 * The blocks of a Markdown text, found line by line: what is fenced, and what stands for itself in the prose (a diff,
 * a search/replace block, a file in a tag). Follows CommonMark, and beyond it the way models really write: a
 * README whose own fences are as long as the one around it, blocks that were never closed.
 */
import {isDiff, isMarkdown, isPatch} from './fence-language.ts';
import {readInfo, readNamingLine, readSentence} from './file-name.ts';
import {nextFilled} from './find-lines.ts';
import {endOfSearchReplace, isEditMark, isSearchMark} from './search-replace.ts';
import {endOfBareDiff, startsDiff} from './unified-diff.ts';

export type Block = {
	/** Of its first line (the opening fence, if it has one), from 1. */
	line: number;
	/** Of its first line inside. */
	bodyLine: number;
	info: string;
	/** `content`: of a file, or a sample of anything. The other two say what changes in a file. */
	form: 'content' | 'search-replace' | 'diff';
	/** The lines inside, without the indentation of the fence. */
	body: string[];
	/** False: the text ended, or another file began, before its end. */
	closed: boolean;
	/** The lines between the block before and this one. */
	above: string[];
};

const LONGEST_TAG = 1000;
const TAG = /^<file\s+([^<>]*\b(?:path|name)=(?:"[^"]+"|'[^']+'))[^<>]*>$/;

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
		const bare = findBare(lines, index);
		if (bare) {
			blocks.push({...bare.block, line: index + 1, above});
			index = bare.end;
			above = [];
			continue;
		}

		const opener = text.fences[index];
		if (!opener) {
			above.push(lines[index]!);
			prose.push({line: index + 1, text: lines[index]!});
			index++;
			continue;
		}

		const nearest = above.findLast(line => line.trim() !== '') ?? '';
		const {form, end} = readForm(text, index, opener, nearest);
		const body = lines.slice(index + 1, end.line).map(line => unindent(line, opener.indent));
		blocks.push({
			line: index + 1,
			bodyLine: index + 2,
			info: opener.info,
			form,
			body,
			closed: end.closed,
			above,
		});
		index = end.closed ? end.line + 1 : end.line;
		above = end.closed ? [] : lines.slice(Math.max(0, end.line - 1), end.line);
	}

	return {blocks, prose};
}

/** A block without a fence that begins on this line. */
function findBare(
	lines: readonly string[],
	at: number,
): {block: Omit<Block, 'line' | 'above'>; end: number} | null {
	const line = lines[at]!;
	if (isSearchMark(line)) {
		const {line: end, closed} = endOfSearchReplace(lines, at);
		const indent = /^\s*/.exec(line)![0].length;
		const body = lines.slice(at, end).map(each => unindent(each, indent));
		return {block: {bodyLine: at + 1, info: '', form: 'search-replace', body, closed}, end};
	}

	if (startsDiff(lines, at)) {
		const {line: end, closed} = endOfBareDiff(lines, at);
		return {block: {bodyLine: at + 1, info: '', form: 'diff', body: lines.slice(at, end), closed}, end};
	}

	const tag = TAG.exec(line.slice(0, LONGEST_TAG));
	if (!tag || readFence(lines[nextFilled(lines, at + 1)] ?? '')) return null;
	const closing = lines.indexOf('</file>', at);
	const end = closing === -1 ? lines.length : closing;
	const body = lines.slice(at + 1, end);
	const {path} = readInfo(tag[1]!);
	const form = !isPatch(path) && holdsMarks(body, isMarkdown('', path)) ? 'search-replace' : 'content';
	return {
		block: {bodyLine: at + 2, info: tag[1]!, form, body, closed: closing !== -1},
		end: closing === -1 ? end : end + 1,
	};
}

/** What a fenced block is, and where it ends: which fences inside it are its own depends on the first. */
function readForm(
	text: Text,
	index: number,
	opener: Fence,
	nearest: string,
): {form: Block['form']; end: End} {
	const {language, path} = readInfo(opener.info);
	const named = path ?? readNamingLine(nearest);
	const first = nextFilled(text.lines, index + 1);
	// The first line inside may name the file.
	const second = text.fences[first] ? first : nextFilled(text.lines, first + 1);
	const isPatchFile = isPatch(named) || (named === null && isSavedPatch(nearest));
	const marked = [first, second].some(at => isSearchMark(text.lines[at] ?? ''));
	if (marked && !isPatchFile) return {form: 'search-replace', end: endOfMarked(text, index, opener)};
	if (isDiff(language) || (first < text.lines.length && startsDiff(text.lines, first, {alone: true}))) {
		return {form: isPatchFile ? 'content' : 'diff', end: endOfDiff(text, index, opener)};
	}

	const markdown = isMarkdown(language, named);
	const end = markdown ? endOfMarkdown(text, index, opener) : endOfCode(text, index, opener);
	const body = text.lines.slice(index + 1, end.line);
	return {form: !isPatchFile && holdsMarks(body, markdown) ? 'search-replace' : 'content', end};
}

/** Marks of edits in a body. A guide may show such marks in fences of its own. */
function holdsMarks(body: readonly string[], isGuide: boolean): boolean {
	let inside = false;
	return body.some(line => {
		if (isGuide && readFence(line)) inside = !inside;
		return !inside && isEditMark(line);
	});
}

function isSavedPatch(sentence: string): boolean {
	return /\b(save|store|write|create)\b/i.test(sentence) && readSentence(sentence, isPatch) !== null;
}

/** The lines, and which of them are fences. */
type Text = {lines: readonly string[]; fences: readonly (Fence | null)[]};
type End = {line: number; closed: boolean};

/**
 * Code: fences inside it that open with a language are its own, and have to close in turn: where they do not, no
 * fence is surely the one that closes ours. One that names a file was meant as a block of its own: ours had been left open.
 */
function endOfCode({lines, fences}: Text, start: number, outer: Fence): End {
	let inside = false;
	let hasInside = false;
	for (let at = start + 1; at < lines.length; at++) {
		const fence = fences[at];
		if (!fence || !couldClose(fence, outer)) continue;
		if (fence.info === '') {
			if (!inside) return {line: at, closed: at - 1 === start || !isHeading(lines, at - 1)};
			inside = false;
			continue;
		}

		if (!hasInside && namesFile(fence, lines[at - 1]!)) return {line: at, closed: false};
		inside = true;
		hasInside = true;
	}

	return {line: lines.length, closed: false};
}

/** Search/replace blocks: what is between their marks may hold fences of any kind. */
function endOfMarked({lines, fences}: Text, start: number, outer: Fence): End {
	for (let at = start + 1; at < lines.length; at++) {
		if (isSearchMark(lines[at]!)) at = endOfSearchReplace(lines, at).line - 1;
		else if (fences[at]?.info === '' && couldClose(fences[at]!, outer)) return {line: at, closed: true};
	}

	return {line: lines.length, closed: false};
}

/** A diff: fences inside it have a mark in front, which may be a space. */
function endOfDiff({lines, fences}: Text, start: number, outer: Fence): End {
	for (let at = start + 1; at < lines.length; at++) {
		const fence = fences[at];
		if (fence?.info === '' && fence.indent <= outer.indent && couldClose(fence, outer)) {
			return {line: at, closed: true};
		}
	}

	return {line: lines.length, closed: false};
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
		} else if (fence.info !== '' || opensInMarkdown(text, at)) {
			inside.push(fence);
		} else {
			return {line: at, closed: true};
		}
	}

	return {line: text.lines.length, closed: false};
}

/**
 * A bare fence inside Markdown opens a block if its own content begins at once, or nobody knows because the text ends
 * there, and a blank line, a heading or a colon announces it.
 */
function opensInMarkdown({lines}: Text, at: number): boolean {
	const before = lines[at - 1]!.trim();
	const after = lines[at + 1]?.trim() ?? '';
	const isLast = at + 2 >= lines.length && after === '';
	return (after !== '' || isLast) && (before === '' || before.endsWith(':') || before.startsWith('#'));
}

function namesFile(fence: Fence, lineAbove: string): boolean {
	if (readInfo(fence.info).path !== null) return true;
	return /^\s*(#{2,}\s|\*\*|`|\d+\.\s|file)/i.test(lineAbove) && readNamingLine(lineAbove) !== null;
}

/** A line of its own that names a file: the fence below it opens that file, and closes none. */
function isHeading(lines: readonly string[], at: number): boolean {
	const line = lines[at]!;
	return lines[at - 1]?.trim() === '' && /^\s*(#{2,}\s|\*\*|`)/.test(line) && readNamingLine(line) !== null;
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
