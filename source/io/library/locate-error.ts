import {sep} from 'node:path';
import {fileURLToPath} from 'node:url';
import {execa} from 'execa';
import {bundle} from './assets.ts';

/** Both from 1. */
export type ErrorPlace = {file: string; line: number; column: number};

/** `file:///…/name.mts?v=…:3:9` within a line of a stack. */
const frame = /(file:\/\/[^\s)]+?):(\d+):(\d+)/;

/** What Node writes before the stack of a syntax error: the place, some lines of code, and a line of carets. */
const syntaxHeader = /^(file:\/\/\S+?):(\d+)\n(?:.*\n){0,8}?([ \t]*)\^/;

/**
 * Where in the files of `folder` an error was thrown, going by its stack; null if it was not thrown there but by
 * the app itself, or if nothing tells.
 */
export function locateError(error: unknown, folder: string): ErrorPlace | null {
	if (!(error instanceof Error) || typeof error.stack !== 'string') return null;
	const header = syntaxHeader.exec(error.stack);
	if (header) {
		const [, url, line, indent] = header;
		return {file: fileURLToPath(url!), line: Number(line), column: indent!.length + 1};
	}
	for (const text of error.stack.split('\n')) {
		const found = /^\s+at /.test(text) ? frame.exec(text) : null;
		if (!found) continue;
		const file = fileURLToPath(found[1]!);
		if (file.startsWith(folder + sep)) return {file, line: Number(found[2]), column: Number(found[3])};
		if (file.startsWith(bundle.root + sep) && !file.includes('node_modules')) return null;
	}
	return null;
}

/**
 * Where the syntax of a JavaScript module is wrong; null if it is right. Node parses it in a process of its own
 * and runs nothing: within this one it does not tell the place.
 */
export async function locateSyntaxError(file: string, text: string): Promise<ErrorPlace | null> {
	const {stderr} = await execa(process.execPath, ['--input-type=module', '--check', '-'], {
		input: text,
		reject: false,
		timeout: 10_000,
		env: {},
		extendEnv: false,
	});
	const found = /^\[stdin\]:(\d+)\n.*\n([ \t]*)\^/m.exec(stderr);
	return found ? {file, line: Number(found[1]), column: found[2]!.length + 1} : null;
}
