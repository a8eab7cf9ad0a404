/**
 * Unified diffs, as programs write them and as models do: with wrong line numbers and counts, or without any, and in
 * the envelope that begins with `*** Begin Patch`.
 */
import type {Edit, Hunk} from './edit.ts';
import {nextFilled} from './find-lines.ts';

const HUNK = /^@@(?:\s*-(\d+)(?:,(\d+))?\s+\+(\d+)(?:,(\d+))?)?.*$/;
const BEGINS_FILE = /^(?:diff --git \S|Index: \S|\*\*\* (?:Update|Add|Delete) File: )/;
const HEADER =
	/^(?:--- |\+\+\+ |={20,}$|index [0-9a-f]+\.\.|(?:new|deleted) file mode |(?:old|new) mode |(?:dis)?similarity index |(?:rename|copy) (?:from|to) |Binary files |GIT binary patch|\*\*\* )/;
const ENVELOPE_END = /^\*\*\* End Patch\s*$/;
const NOWHERE = '/dev/null';
/** Characters of a line in which a path is looked for. */
const LONGEST_PATH = 4000;

/** Whether a diff begins on this line; `alone`: a hunk without a header counts, too. */
export function startsDiff(lines: readonly string[], at: number, {alone = false} = {}): boolean {
	const line = lines[at]!;
	const next = lines[at + 1] ?? '';
	return (
		/^diff --git \S|^\*\*\* Begin Patch\s*$/.test(line) ||
		(/^--- \S/.test(line) && /^\+\+\+ \S/.test(next)) ||
		(/^Index: \S/.test(line) && /^(={20,}|--- \S)/.test(next)) ||
		(alone && /^@@(?: -\d|\s*$| .*@@)/.test(line))
	);
}

/**
 * The line behind a diff that stands in prose. `closed`: nothing of it is missing for all that can be told. The counts
 * of its last hunk, if it has some, are right then; where the text ends with the diff it has them.
 */
export function endOfBareDiff(lines: readonly string[], start: number): {line: number; closed: boolean} {
	if (lines[start]!.startsWith('***')) {
		const end = lines.findIndex((line, at) => at > start && ENVELOPE_END.test(line));
		return end === -1 ? {line: lines.length, closed: false} : {line: end + 1, closed: true};
	}

	let left: Counts | null = null;
	let inHunk = false;
	/** Empty lines that are part of the hunk if it goes on behind them. */
	let loose = 0;
	let at = start;
	for (; at < lines.length; at++) {
		const line = lines[at]!;
		if (HUNK.test(line)) {
			left = countsOf(line);
			inHunk = true;
			loose = 0;
		} else if (BEGINS_FILE.test(line) || startsDiff(lines, at)) {
			inHunk = false;
		} else if (inHunk) {
			if (line === '') {
				const next = nextFilled(lines, at);
				if (left ? !isOpen(left) : !/^[ +-]/.test(lines[next] ?? '')) break;
				loose += next - at;
				at = next - 1;
				continue;
			}

			if (!/^[ +\\-]/.test(line)) break;
			for (; left && loose > 0; loose--) take(left, ' ');
			if (left) take(left, line);
		} else if (!HEADER.test(line)) break;
	}

	while (at > start && lines[at - 1] === '') at--;
	if (nextFilled(lines, at) === lines.length) {
		const lineEnded = at < lines.length || /^[ \\]/.test(lines[at - 1]!);
		return {line: at, closed: inHunk && left !== null && !isOpen(left) && lineEnded};
	}

	const exact = left
		? left.before === left.after && left.before >= 0 && left.before <= loose
		: lines[at] === '';
	return {line: at, closed: inHunk && exact};
}

type Counts = {before: number; after: number};

function countsOf(header: string): Counts | null {
	const [, start, before = '1', , after = '1'] = HUNK.exec(header)!;
	return start === undefined ? null : {before: Number(before), after: Number(after)};
}

function isOpen({before, after}: Counts): boolean {
	return before > 0 || after > 0;
}

function take(counts: Counts, line: string): void {
	if (/^[ -]/.test(line)) counts.before--;
	if (/^[ +]/.test(line)) counts.after--;
}

/** What is known of one file while its part of the diff is read. */
type Part = {
	line: number;
	from: string | null;
	to: string | null;
	/** Added, or deleted, as something other than the paths says. */
	fate: 'create' | 'delete' | null;
	hunks: Hunk[];
	/** Empty lines that are context only if more of the hunk follows. */
	loose: number;
	problem: string | null;
};

/**
 * What a diff does to each file. `line`: where the first of the lines is in the answer. `named`: the file that the
 * answer names for it, which a diff without a header needs; an edit of no known file has the path `''`.
 */
export function readUnifiedDiff(lines: readonly string[], line: number, named: string | null): Edit[] {
	const parts: Part[] = [];
	let headed = false;
	for (const [at, text] of lines.entries()) {
		const here = line + at;
		const begins = BEGINS_FILE.test(text);
		if (
			begins ||
			(!headed && text.startsWith('--- ') && startsDiff(lines, at) && endsHunk(lines, at, parts.at(-1)))
		) {
			parts.push(openPart(here));
			headed = begins;
		}

		if (parts.length === 0) {
			if (text.trim() === '') continue;
			parts.push(openPart(here));
		}

		const part = parts.at(-1)!;
		if (HUNK.test(text)) {
			headed = false;
			const start = HUNK.exec(text)![1];
			openHunk(part, here, start === undefined ? null : Number(start));
		} else if (/^\*\*\* /.test(text)) readEnvelopeLine(part, text, here);
		else if (part.hunks.length > 0) readHunkLine(part, text, here);
		else readHeaderLine(part, text, here);
	}

	return parts
		.filter(part => part.hunks.length > 0 || part.from !== null || part.problem !== null)
		.map(part => editOf(part, named));
}

function openPart(line: number): Part {
	return {line, from: null, to: null, fate: null, hunks: [], loose: 0, problem: null};
}

function openHunk(part: Part, line: number, at: number | null): void {
	part.loose = 0;
	part.hunks.push({line, at, lines: [], endsInNewline: null});
}

/**
 * `--- a` with `+++ b` below it may be two lines of a hunk (`-- a` goes, `++ b` comes). It is a header where
 * no hunk is open, and where one follows and both name one file.
 */
function endsHunk(lines: readonly string[], at: number, part: Part | undefined): boolean {
	if (!part || part.hunks.length === 0) return true;
	const from = headerPath(lines[at]!);
	const to = headerPath(lines[at + 1]!);
	const one = from === NOWHERE || to === NOWHERE || commonPath(from, to) !== null;
	return one && HUNK.test(lines[at + 2] ?? '');
}

function readHeaderLine(part: Part, text: string, line: number): void {
	if (/^diff --git /.test(text)) {
		const [, from = null, to = null] = /^diff --git "?(a\/.+?)"? "?(b\/.+?)"?$/.exec(text) ?? [];
		part.from = from;
		part.to = to;
	} else if (/^Index: /.test(text)) part.from = part.to = text.slice(7).trim();
	else if (/^--- \S/.test(text)) part.from = headerPath(text);
	else if (/^\+\+\+ \S/.test(text)) part.to = headerPath(text);
	else if (/^new file mode /.test(text)) part.fate = 'create';
	else if (/^deleted file mode /.test(text)) part.fate = 'delete';
	else if (/^(rename|copy) /.test(text)) part.problem = renames(line);
	else if (/^(Binary files|GIT binary)/.test(text)) {
		part.problem = `the diff (line ${line} of the answer) is of a binary file`;
	} else if (/^[ +-]/.test(text)) {
		// Models leave the @@ line out, too.
		openHunk(part, line, null);
		readHunkLine(part, text, line);
	} else if (text.trim() !== '' && !HEADER.test(text)) part.problem ??= unmarked(text, line);
}

function readEnvelopeLine(part: Part, text: string, line: number): void {
	const [, what, path] = /^\*\*\* (Update|Add|Delete) File: (.*\S)/.exec(text) ?? [];
	if (path !== undefined) part.from = part.to = path;
	if (what === 'Add') {
		part.fate = 'create';
		openHunk(part, line, null);
	} else if (what === 'Delete') {
		part.problem = `it is deleted without its lines (line ${line} of the answer); write a line \`DELETE: path\` for that`;
	} else if (/^\*\*\* Move to: /.test(text)) part.problem = renames(line);
}

function readHunkLine(part: Part, text: string, line: number): void {
	const hunk = part.hunks.at(-1)!;
	const mark = text[0];
	if (text === '') part.loose++;
	else if (mark === ' ' || mark === '-' || mark === '+') {
		for (; part.loose > 0; part.loose--) hunk.lines.push({mark: ' ', text: ''});
		hunk.lines.push({mark, text: text.slice(1)});
	} else if (mark === '\\') hunk.endsInNewline = hunk.lines.at(-1)?.mark === '-';
	else part.problem ??= unmarked(text, line);
}

function renames(line: number): string {
	return `the diff (line ${line} of the answer) renames or copies it; give the new file whole, and a line \`DELETE: path\` for the old one`;
}

function unmarked(text: string, line: number): string {
	return `line ${line} of the answer, “${text.slice(0, 80)}”, begins with none of the marks of a diff (a space, + or -)`;
}

function editOf({line, from, to, fate, hunks, problem}: Part, named: string | null): Edit {
	const kind = from === NOWHERE ? 'create' : to === NOWHERE ? 'delete' : (fate ?? 'change');
	const stated = [from, to].filter(path => path !== null && path !== NOWHERE) as string[];
	const [first = null, second = null] = stated;
	const common = first && (second === null ? first.replace(/^[ab]\//, '') : commonPath(first, second));
	const path = common === null || named?.endsWith(`/${common}`) ? named : common;
	const filled = hunks.filter(({lines}) => lines.length > 0);
	return {
		path: path ?? second?.replace(/^b\//, '') ?? '',
		line,
		kind,
		hunks: filled,
		problem:
			problem ??
			(second !== null && path === null ? renames(line) : null) ??
			(filled.length === 0 && kind === 'change'
				? `the diff (line ${line} of the answer) says nothing of what changes in it`
				: null),
	};
}

/** Without the time that may follow it, and without quotes. */
function headerPath(line: string): string {
	return line
		.slice(4, LONGEST_PATH)
		.replace(/\t.*$|\s+\d{4}-\d\d-\d\d[ T].*$/, '')
		.trim()
		.replace(/^"(.*)"$/, '$1');
}

/** The one file that both headers mean, without what stands before it by convention; null if they mean two. */
function commonPath(from: string, to: string): string | null {
	const [, fromFolder, fromRest] = /^([a-z]|old|original|before)\/(.+)$/.exec(from) ?? [];
	const [, toFolder, toRest] = /^([a-z]|new|modified|updated|after)\/(.+)$/.exec(to) ?? [];
	if (fromRest !== undefined && fromRest === toRest && fromFolder !== toFolder) return fromRest;
	if (from === to) return to;
	if (fromFolder === 'a' && fromRest === to) return to;
	if (toFolder === 'b' && toRest === from) return from;
	const present = from.replace(/\.(orig|old|bak)$/, '');
	return present === from ? null : commonPath(present, to);
}
