import type {By} from '../events.ts';
import {type FileSet, manifestOf} from '../files/file-set.ts';
import {judgeFiles} from '../files/path-rules.ts';
import {hashText} from '../hash.ts';
import type {FilesDoor} from '../module.ts';
import type {Workspace} from '../ports.ts';
import type {Store} from '../store.ts';
import {Halt} from './halt.ts';

type Author = {output_name: string; module: string; attempt: number};

/**
 * The operation's way to its files. `starting` gives the set it starts from; it is called when first needed. `onHalt`
 * is told of what halts the run, whatever a module makes of it.
 */
export function openFilesDoor(
	{store, workspace}: {store: Store; workspace: Workspace},
	author: Author,
	starting: () => FileSet,
	madeBy: () => By,
	onHalt: (halt: Halt) => void,
): FilesDoor {
	let files: FileSet | null = null;
	const current = () => {
		files ??= starting();
		return files;
	};
	return {
		current,
		async write(given, options = {}) {
			const before = current();
			const wanted: FileSet = given instanceof Map ? (given as FileSet) : new Map(Object.entries(given));
			const {accepted, refused} = judgeFiles(before, wanted);
			const deleted = (options.delete ?? []).filter(path => before.has(path) && !accepted.has(path));
			const next = new Map([...before, ...accepted]);
			for (const path of deleted) next.delete(path);
			const stored = await storeFiles({store, workspace}, author, {
				before: before.keys(),
				next,
				refused,
				by: options.by ?? madeBy(),
			}).catch((error: unknown) => {
				if (error instanceof Halt) onHalt(error);
				throw error;
			});
			files = stored.files;
			return {
				written: [...accepted.keys()].filter(path => stored.files.has(path)),
				deleted,
				refused: stored.refused,
			};
		},
	};
}

/** Throws a `Halt` where the disk takes nothing. */
export async function setFiles(
	workspace: Workspace,
	files: FileSet,
	output_name: string,
): ReturnType<Workspace['set']> {
	const outcome = await workspace.set(files);
	if (!outcome.fault) return outcome;
	const reason = `The files of ${output_name} could not be written to ${workspace.folder}: ${outcome.fault}`;
	throw new Halt('failed', `${reason}. What was answered is kept; put that right, then resume the run.`, {
		reason,
	});
}

/**
 * Puts a file set into the workspace and the log. A file that cannot be is left out of it, and said. Where the disk takes
 * nothing, the run is halted: files that are missing for that would make a codebase that nobody wrote.
 */
export async function storeFiles(
	{store, workspace}: {store: Store; workspace: Workspace},
	author: Author,
	change: {before: Iterable<string>; next: FileSet; refused: {path: string; reason: string}[]; by: By},
): Promise<{files: FileSet; refused: {path: string; reason: string}[]}> {
	const {refused: byDisk} = await setFiles(workspace, change.next, author.output_name);
	const lost = new Set(byDisk.map(({path}) => path));
	const files = new Map([...change.next].filter(([path]) => !lost.has(path)));
	const refused = [...change.refused, ...byDisk];
	const {texts} = store.state();
	const contents: Record<string, string> = {};
	for (const text of files.values()) {
		const hash = hashText(text);
		if (!texts.has(hash)) contents[hash] = text;
	}

	await store.commit({
		type: 'files-written',
		...author,
		by: change.by,
		files: manifestOf(files),
		contents,
		deleted: [...change.before].filter(path => !files.has(path)),
		refused,
	});
	return {files, refused};
}
