/**
 * Cuts a growing Markdown text into parts that nothing to come can change, so that only the last one has to be read
 * again when it grows. Parts are short: what never ends by itself is cut, so that reading it stays cheap whatever it is.
 */

/** Characters. Reading a part costs up to the square of its length. */
const longestPart = 8000;
/** A table is read cell by cell. */
const longestTable = 32_000;
/** From here on a list is cut before its next item. */
const longList = 2000;

export type ProsePart = {
	kind: 'prose';
	source: string;
	/** A blank line before it. */
	apart: boolean;
	/** Code follows at once: a heading at its end is the name of a file. */
	beforeCode: boolean;
};

type Open =
	| null
	| {kind: 'code'; fence: string}
	| {
			kind: 'prose';
			lines: string[];
			size: number;
			apart: boolean;
			list: boolean;
			/** A blank line came last. */
			blank: boolean;
			/** Code within a list. */
			fence: string | null;
	  };

/** Told of what is found, in order. */
export type Heard = {
	prose(part: ProsePart): void;
	/** `info`: what stands after the fence. */
	codeBegins(info: string, apart: boolean): void;
	codeLine(line: string): void;
	codeEnds(): void;
};

export type Scanner = {
	/** Takes a whole line, without its end. */
	line(text: string): void;
	/** What is not closed yet, with the line that still grows; null within code, and if there is nothing. */
	open(growing: string): ProsePart | null;
	/** Whether a line that still grows may become the end of the code. */
	mayClose(growing: string): boolean;
};

export function createScanner(heard: Heard): Scanner {
	let open: Open = null;
	let blank = false;

	function close(beforeCode = false): void {
		if (open?.kind === 'prose') heard.prose(partOf(open, '', beforeCode));
		open = null;
	}

	function take(text: string): void {
		if (open?.kind === 'code') {
			if (!closes(text, open.fence)) heard.codeLine(text);
			else {
				heard.codeEnds();
				open = null;
				blank = false;
			}
			return;
		}

		if (text.trim() === '' && !open?.fence) {
			blank = true;
			if (open) open.blank = true;
			return;
		}

		if (open && ends(open, text)) close();
		const fence = fenceOf(text);
		if (fence && !(open?.list && (fence.indent >= 2 || open.fence))) {
			close(!blank);
			heard.codeBegins(fence.info, blank);
			open = {kind: 'code', fence: fence.marks};
			blank = false;
			return;
		}

		open ??= {kind: 'prose', lines: [], size: 0, apart: blank, list: false, blank: false, fence: null};
		if (open.blank) open.lines.push('');
		open.lines.push(text);
		open.size += text.length + 1;
		open.blank = false;
		open.list ||= isItem(text);
		blank = false;
		if (open.fence !== null) {
			if (closes(text, open.fence)) open.fence = null;
		} else if (open.list) open.fence = fenceOf(text.replace(marker, ''))?.marks ?? null;
	}

	return {
		line: take,
		open(growing) {
			if (open?.kind === 'code') return null;
			if (open) return partOf(open, growing, false);
			return growing.trim() === '' ? null : {kind: 'prose', source: growing, apart: blank, beforeCode: false};
		},
		mayClose: growing =>
			open?.kind === 'code' && (closes(growing, open.fence) || open.fence.startsWith(growing.trim())),
	};
}

function partOf(
	{lines, apart, blank}: Extract<Open, {kind: 'prose'}>,
	growing: string,
	beforeCode: boolean,
): ProsePart {
	const end = growing === '' ? [] : blank ? ['', growing] : [growing];
	return {kind: 'prose', source: [...lines, ...end].join('\n'), apart, beforeCode};
}

/** Whether a line that is not blank begins another part. */
function ends({list, blank, size, fence, lines}: Extract<Open, {kind: 'prose'}>, text: string): boolean {
	const limit = lines[0]!.trimStart().startsWith('|') ? longestTable : longestPart;
	if (size + text.length > limit) return true;
	if (fence !== null) return false;
	if (list && isItem(text)) return size > longList && !text.startsWith(' ');
	if (blank) return !(list && /^(?: {2}|\t)/.test(text));
	return false;
}

const marker = /^[ \t]*(?:[-*+]|\d{1,9}[.)])(?=[ \t]|$)[ \t]*/;

function isItem(text: string): boolean {
	return marker.test(text) && !/^[ \t]{4}/.test(text);
}

function fenceOf(text: string): {marks: string; info: string; indent: number} | null {
	const found = /^([ \t]*)(`{3,}|~{3,})[ \t]*(.*)$/.exec(text);
	if (!found) return null;
	const [, space, marks, info] = found as unknown as [string, string, string, string];
	if (marks.startsWith('`') && info.includes('`')) return null;
	return {marks, info: info.trim(), indent: space.length};
}

function closes(text: string, fence: string): boolean {
	const bare = text.trim();
	return bare.length >= fence.length && bare.startsWith(fence) && bare.replaceAll(fence[0]!, '') === '';
}
