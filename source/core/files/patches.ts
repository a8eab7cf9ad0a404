/** The edits that a model's answer holds, wherever they stand in it. */
import type {Edit} from './edits.ts';
import type {Block} from './fences.ts';
import {readInfo, readNamingLine, readSentence} from './file-name.ts';
import {judgePath} from './path-rules.ts';
import {opensSearch, readSearchReplace} from './search-replace.ts';
import {beginsDiff, type DiffEnd, readUnifiedDiff} from './unified-diff.ts';

/** `line`: where it stands in the answer, from 1. `path`: null where nothing names its file. */
export type Patch = {path: string | null; line: number} & (
	| {kind: 'edited'; edits: Edit[]}
	| {kind: 'created'; text: string}
	| {kind: 'deleted'}
	/** It cannot be applied, for this reason, a clause. */
	| {kind: 'broken'; reason: string}
);

/** Whether a block is edits of files, and no content of one. `named`: what it would be called as content. */
export function isPatch({info, body}: Block, named: string | null): boolean {
	if (named !== null && /\.(diff|patch|rej)$/i.test(named)) return false;
	if (body.some(opensSearch)) return true;
	const {language} = readInfo(info);
	return language === 'diff' || language === 'patch' || beginsDiff(body);
}

/** The edits of a block that was closed. */
export function readPatchBlock(block: Block): Patch[] {
	return read(block.body, {path: nameOf(block), line: block.line + 1, end: 'closed'});
}

/** The file that a block of edits is for, as it is told around it. */
export function nameOf({info, above, body}: Block): string | null {
	const inside = body.findIndex(opensSearch);
	const nearest = above.findLast(line => line.trim() !== '') ?? '';
	const headed = () => above.map(readNamingLine).findLast(path => path !== null) ?? null;
	const path =
		(inside > 0 ? readNamingLine(body[inside - 1]!) : null) ??
		readInfo(info).path ??
		readNamingLine(nearest) ??
		readSentence(nearest, () => true) ??
		headed();
	return path === null ? null : clean(path);
}

/** The edits that stand in no fence, in what is left of the answer. */
export function readPatchesInProse(prose: readonly {line: number; text: string}[]): Patch[] {
	const patches: Patch[] = [];
	let at = 0;
	let named: string | null = null;
	while (at < prose.length) {
		const {text, line} = prose[at]!;
		const rest = prose.slice(at);
		if (opensSearch(text)) {
			const end = rest.findIndex(row => /^\s{0,3}>{5,9}/.test(row.text));
			const rows = rest.slice(0, end === -1 ? rest.length : end + 1).map(row => row.text);
			patches.push(...read(rows, {path: named, line, end: 'counted'}));
			at += rows.length;
		} else if (/^diff --git \S/.test(text) || beginsDiff(rest.slice(0, 2).map(row => row.text))) {
			const rows = rowsOfDiff(rest.map(row => row.text));
			const end = rows.length < rest.length ? 'closed' : rows.at(-1) === '' ? 'counted' : 'cut';
			patches.push(...read(rows, {path: named, line, end}));
			at += rows.length;
		} else {
			if (text.trim() !== '') named = namedBy(text) ?? named;
			at++;
		}
	}

	return patches;
}

function namedBy(text: string): string | null {
	const path = readNamingLine(text) ?? readSentence(text, () => true);
	return path === null ? null : clean(path);
}

const rowOfDiff =
	/^(?:[ +\-\\@]|diff --git |index |new file |deleted file |old mode |new mode |rename |similarity |$)/;

/** Until the first line that is none of a diff's; blank lines at its end are not either. */
function rowsOfDiff(lines: readonly string[]): string[] {
	const end = lines.findIndex(line => !rowOfDiff.test(line));
	return lines.slice(0, end === -1 ? lines.length : end);
}

function read(
	rows: readonly string[],
	{path, line, end}: {path: string | null; line: number; end: DiffEnd},
): Patch[] {
	const blocks = readSearchReplace(rows);
	if (blocks && 'cut' in blocks)
		return [{kind: 'broken', path, line, reason: 'one of its search/replace blocks has no end'}];
	if (blocks) return [{kind: 'edited', path, line, edits: blocks.edits}];
	const {files, problem} = readUnifiedDiff(rows, end);
	const patches = files.map((file): Patch => {
		const place = {path: file.path === null ? path : clean(file.path), line: line + file.line - 1};
		if (file.kind === 'deleted') return {kind: 'deleted', ...place};
		if (file.kind === 'created') return {kind: 'created', ...place, text: textOf(file.edits)};
		return {kind: 'edited', ...place, edits: file.edits};
	});
	if (problem === null) return patches;
	const broken = problem.path === null ? path : clean(problem.path);
	return [...patches, {kind: 'broken', path: broken, line: line + problem.line - 1, reason: problem.reason}];
}

function textOf(edits: readonly Edit[]): string {
	const lines = edits.flatMap(({after}) => after);
	const ended = edits.at(-1)?.endsWithNewline ?? true;
	return lines.length === 0 ? '' : `${lines.join('\n')}${ended ? '\n' : ''}`;
}

function clean(path: string): string {
	const judged = judgePath(path);
	return 'path' in judged ? judged.path : path;
}
