import {isUtf8} from 'node:buffer';
import {lstat} from 'node:fs/promises';
import {basename} from 'node:path';
import {exportedOutputs} from '../../../core/files/exported-outputs.ts';
import type {FileSet} from '../../../core/files/file-set.ts';
import {findCollision, judgePath} from '../../../core/files/path-rules.ts';
import {describeFault} from '../../memory/file-fault.ts';
import {readRegular, type TreeEntry, walkTree} from './tree.ts';

/** Bytes of one file, of all, and how many: more would not fit what a model can be told. */
const limits = {file: 1024 * 1024, total: 16 * 1024 * 1024, count: 2000};

/** Folders that tools make and can make again. */
const skippedFolders = new Set(
	`${exportedOutputs} .git .hg .svn node_modules __pycache__ .venv venv .tox .nox .mypy_cache .pytest_cache .ruff_cache .idea .vscode`.split(
		' ',
	),
);

type Skipped = {path: string; reason: string};

/**
 * The text files of a folder, for a codebase to start from. What is left out is said, each with its reason;
 * links are never followed. A folder that cannot be read, or holds too much, is a problem in a sentence.
 */
export async function readFolder(
	folder: string,
): Promise<{files: FileSet; skipped: Skipped[]} | {problem: string}> {
	const files = new Map<string, string>();
	const skipped: Skipped[] = [];
	let total = 0;
	try {
		if (!(await lstat(`${folder}/.`)).isDirectory()) return {problem: `${folder} is not a folder.`};
		for await (const entry of walkTree(folder, entry => !isSkippedFolder(entry))) {
			const found = await readEntry(entry);
			if (found === null) continue;
			if ('reason' in found) {
				skipped.push(found);
				continue;
			}

			files.set(found.path, found.text);
			total += found.text.length;
			if (files.size > limits.count || total > limits.total) {
				return {
					problem: `${folder} holds more than ${limits.count} text files or ${limits.total / 1024 / 1024} MB of text. Name a smaller folder.`,
				};
			}
		}
	} catch (error) {
		return {problem: `The folder ${folder} cannot be read: ${describeFault(error)}.`};
	}

	for (let clash = findCollision(files.keys()); clash; clash = findCollision(files.keys())) {
		files.delete(clash.path);
		skipped.push(clash);
	}

	const inOrder = [...files].sort(([a], [b]) => (a < b ? -1 : 1));
	return {files: new Map(inOrder), skipped: skipped.sort((a, b) => (a.path < b.path ? -1 : 1))};
}

/** Null for a folder that is looked into. */
async function readEntry({
	path,
	absolute,
	kind,
}: TreeEntry): Promise<{path: string; text: string} | Skipped | null> {
	if (path === null) return {path: absolute.toString(), reason: 'its name is not UTF-8'};
	if (kind === 'folder') {
		return isSkippedFolder({path, absolute, kind}) ? {path: `${path}/`, reason: 'tools make it'} : null;
	}

	if (kind === 'link') return {path, reason: 'it is a link'};
	if (kind === 'other') return {path, reason: 'it is not a regular file'};
	const judged = judgePath(path);
	if ('refused' in judged) return {path, reason: judged.refused};
	if ((await lstat(absolute)).size > limits.file) return {path, reason: 'it is larger than 1 MB'};
	const content = await readRegular(absolute);
	if (content === null) return {path, reason: 'it is not a regular file'};
	if (content.includes(0) || !isUtf8(content)) return {path, reason: 'it is not UTF-8 text'};
	return {path: judged.path, text: content.toString()};
}

function isSkippedFolder({path}: TreeEntry): boolean {
	return path !== null && skippedFolders.has(basename(path));
}
