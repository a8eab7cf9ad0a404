/** Which command runs a file set. */
import type {FileSet} from '../../core/files/file-set.ts';
import {OperationFailure} from '../../core/module.ts';
import type {DebugOptions} from '../../core/pipeline/pipeline.ts';

/** Names that say “start here”, and what starts them. The first that is there is taken. */
const ENTRIES: readonly (readonly [name: string, interpreter: string])[] = [
	['main.py', 'python3'],
	['main.js', 'node'],
	['index.js', 'node'],
	['main.mjs', 'node'],
	['main.ts', 'node'],
	['main.sh', 'bash'],
];

/**
 * `debug.run` if it is set, else by the names of the files; `debug.args` follow it.
 * Throws an `OperationFailure` with its remedy when nothing says what to run.
 */
export function findCommand(files: FileSet, debug: DebugOptions): string {
	const command = debug.run?.trim() || inferCommand([...files.keys()]);
	if (command) return [command, debug.args?.trim()].filter(part => part).join(' ');
	const names = ENTRIES.map(([name]) => name).join(', ');
	throw new OperationFailure({
		kind: 'no-entry',
		message: `Nothing says which of these files starts the program: ${[...files.keys()].join(', ')}.`,
		remedy: `Set debug.run in the pipeline, e.g. {run: python3 app.py}, or name the file one of ${names}.`,
	});
}

/** Why these files cannot be run, a sentence; null if they can. */
export function whyNotToRun(files: FileSet, debug: DebugOptions): string | null {
	try {
		findCommand(files, debug);
		return null;
	} catch (error) {
		return (error as Error).message;
	}
}

function inferCommand(paths: string[]): string | null {
	for (const [name, interpreter] of ENTRIES) if (paths.includes(name)) return `${interpreter} ${name}`;
	for (const [name, interpreter] of ENTRIES) {
		const [path, ...others] = paths.filter(candidate => candidate.endsWith(`/${name}`));
		if (path && others.length === 0) return `${interpreter} ${quote(path)}`;
	}
	const [script, ...others] = paths.filter(path => path.endsWith('.py'));
	return script && others.length === 0 ? `python3 ${quote(script)}` : null;
}

function quote(path: string): string {
	return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", `'"'"'`)}'`;
}
