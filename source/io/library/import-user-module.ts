import {realpath} from 'node:fs/promises';
import {dirname, relative, sep} from 'node:path';
import {pathToFileURL} from 'node:url';
import type {Whereabouts} from '../../core/engine/crew.ts';
import {Halt} from '../../core/engine/halt.ts';
import {hashText} from '../../core/hash.ts';
import {isLogError} from '../../core/log-error.ts';
import {type ModuleDefinition, OperationFailure} from '../../core/module.ts';
import type {Problem} from '../../core/pipeline/problem.ts';
import {thenTakeUp} from '../../core/taking-up.ts';
import {asError} from '../../core/thrown.ts';
import {checkDefinition} from './check-definition.ts';
import {contain} from './contained-process.ts';
import {adviseOnImport} from './import-advice.ts';
import {
	describePlace,
	type ErrorPlace,
	locateCaller,
	locateError,
	locateSyntaxError,
} from './locate-error.ts';
import {notePrinted} from './note-printed.ts';
import {filesImportedBy, lendOwnName} from './own-name.ts';
import {readTextFile} from './read-text-file.ts';
import type {UserModuleFile} from './user-modules.ts';

/** `version` is a hash of the file and of what it imports from its folder. */
export type UserModule = UserModuleFile & {
	definition: ModuleDefinition;
	version: string;
	/** Without a trace: where its `run` begins, as far as its code tells. */
	whereabouts: Whereabouts;
};

/** Of a file that a module imports, in bytes: more of it tells nothing of whether it changed. */
const largestImported = 64 * 1024 * 1024;

export type ImportOptions = {
	/** Hears what it prints until it is imported; what it prints in its `run` becomes notes of the run. */
	onPrinted?: (text: string) => void;
	/** For how long it may be imported. */
	longest_ms?: number;
};

/**
 * Imports a module of the person's own, which runs its code: only for folders they trust. Whatever is wrong with
 * it comes back as problems at their places. What its `run` throws later says file, line and column.
 * The same contents are imported once per process.
 */
export async function importUserModule(
	module: UserModuleFile,
	{onPrinted = () => {}, longest_ms = 30_000}: ImportOptions = {},
): Promise<UserModule | {problems: Problem[]}> {
	const {name} = module;
	const read = await readTextFile(module.file);
	if (read === null || 'problem' in read) {
		const message = read?.problem ?? `${module.file} is gone.`;
		return {problems: [problemAt(startOf(module.file), '', message, 'Check the file.')]};
	}
	// Node imports, and names in stacks, what a link leads to.
	const file = await realpath(module.file).catch(() => module.file);
	// The query makes a changed file a new module.
	const url = `${pathToFileURL(file).href}?v=${hashText(read.text).slice(0, 16)}`;
	lendOwnName(dirname(file));
	const aside: Aside = {heard: onPrinted};
	try {
		const {default: definition} = await withinTime(
			contain({module: name, print: text => aside.heard?.(text)}, () => import(url)),
			longest_ms,
		).finally(() => {
			aside.heard = null;
		});
		const faults = checkDefinition(definition, name);
		if (faults.length > 0) {
			const place = placeOfExport(file, read.text);
			return {
				problems: faults.map(({message, remedy}) => problemAt(place, read.text, message, remedy)),
			};
		}
		return {
			...module,
			definition: locateFailures(definition, file, aside),
			version: await hashFiles(url, file),
			whereabouts: trace =>
				describePlace((trace && locateCaller(trace, dirname(file))) ?? placeOfRun(file, read.text)) ?? file,
		};
	} catch (thrown) {
		const error = asError(thrown);
		const place = await findPlace(error, url, file, read.text);
		const text = place.file === file ? read.text : await readCode(place.file);
		const message = `The module \`${name}\` could not be imported: ${sentenceOf(error)}`;
		return {problems: [problemAt(place, text, message, await adviseOnImport(error, place.file))]};
	}
}

/**
 * Who hears what was begun while it was imported, e.g. a timer, and prints ever after: each `run` in its turn, else
 * nobody.
 */
type Aside = {heard: ((text: string) => void) | null};

async function withinTime<T>(imported: Promise<T>, longest_ms: number): Promise<T> {
	let timer: NodeJS.Timeout | undefined;
	const limit = new Promise<never>((_, reject) => {
		const late = () => reject(new Error(`It was still not done after ${longest_ms / 1000} s`));
		timer = setTimeout(late, longest_ms);
	});
	try {
		return await Promise.race([imported, limit]);
	} finally {
		clearTimeout(timer);
	}
}

/** An error that the module's own code throws becomes the failure of its operation, with the place. */
function locateFailures(definition: ModuleDefinition, file: string, aside: Aside): ModuleDefinition {
	return {
		...definition,
		async run(context) {
			const {name} = definition;
			const printed = notePrinted(context);
			aside.heard = printed.take;
			const end = () => {
				printed.end();
				if (aside.heard === printed.take) aside.heard = null;
			};
			// One that does not end is left behind.
			context.signal.addEventListener('abort', end, {once: true});
			try {
				return await contain({module: name, print: printed.take}, async () => definition.run(context));
			} catch (thrown) {
				const error = asError(thrown);
				// The engine's own, which mean more than that the module failed.
				if (
					error instanceof OperationFailure ||
					isLogError(error) ||
					error instanceof Halt ||
					context.signal.aborted
				)
					throw error;
				const place = locateError(error, dirname(file));
				const where = describePlace(place) ?? file;
				throw new OperationFailure({
					kind: 'module',
					message: `The module \`${name}\` failed: ${sentenceOf(error)} (${where})`,
					remedy: `Mend the module${place === null ? '' : ' at that place'}${thenTakeUp}`,
					cause: error,
				});
			} finally {
				context.signal.removeEventListener('abort', end);
				end();
			}
		},
	};
}

/** Of a file that was imported, as far as it can be read: one that cannot has said so by then. */
async function readCode(path: string): Promise<string> {
	const read = await readTextFile(path, {largest: largestImported});
	return read !== null && 'text' in read ? read.text : '';
}

async function hashFiles(url: string, file: string): Promise<string> {
	const hashes = filesImportedBy(url).map(async path => {
		const name = relative(dirname(file), path).split(sep).join('/');
		return `${name} ${hashText(await readCode(path))}`;
	});
	return hashText((await Promise.all(hashes)).sort().join('\n'));
}

async function findPlace(error: Error, url: string, file: string, text: string): Promise<ErrorPlace> {
	return (
		locateError(error, dirname(file)) ??
		(await findSyntaxError(error, url)) ??
		findImport(error, file, text) ??
		startOf(file)
	);
}

async function findSyntaxError(error: unknown, url: string): Promise<ErrorPlace | null> {
	if (!(error instanceof SyntaxError)) return null;
	for (const path of filesImportedBy(url).filter(each => /\.m?js$/.test(each))) {
		const place = await locateSyntaxError(path, await readCode(path));
		if (place) return place;
	}
	return null;
}

/** The line that imports what was not found. */
function findImport(error: Error, file: string, text: string): ErrorPlace | null {
	const missing = /^Cannot find (?:package|module) '(.+?)'/.exec(error.message)?.[1];
	const last = missing?.split('/').at(-1)?.replace(/\?.*/, '');
	if (!last) return null;
	const lines = text.split('\n');
	const index = lines.findIndex(line => /\b(from|import)\b/.test(line) && line.includes(last));
	if (index === -1) return null;
	return {file, line: index + 1, column: Math.max(0, lines[index]!.search(/['"]/)) + 1};
}

function placeOfExport(file: string, text: string): ErrorPlace {
	const at = text.search(/^[ \t]*export\s+default\b|\bas\s+default\b/m);
	if (at === -1) return startOf(file);
	const before = text.slice(0, at).split('\n');
	return {file, line: before.length, column: before.at(-1)!.length + 1};
}

function placeOfRun(file: string, text: string): ErrorPlace | null {
	const begin = /^([ \t]*)(?:async[ \t]+)?run\b[ \t]*[(:,]/m.exec(text);
	if (begin === null) return null;
	return {file, line: text.slice(0, begin.index).split('\n').length, column: begin[1]!.length + 1};
}

function startOf(file: string): ErrorPlace {
	return {file, line: 1, column: 1};
}

function problemAt({file, line, column}: ErrorPlace, text: string, message: string, remedy: string): Problem {
	const shown = (text.split('\n')[line - 1] ?? '').replace(/\r$/, '');
	return {severity: 'error', file, line, column, length: 1, message, remedy, text: shown};
}

function sentenceOf({message}: Error): string {
	return `${message.replaceAll(/\?v=[0-9a-f]{16}/g, '').replace(/\.?$/, '.')}`;
}
