import {sep} from 'node:path';
import {fileURLToPath} from 'node:url';
import {bundle} from './assets.ts';

/** Both from 1. */
export type ErrorPlace = {file: string; line: number; column: number};

/** `file:///…/name.mts?v=…:3:9` within a line of a stack. */
const frame = /(file:\/\/[^\s)]+?):(\d+):(\d+)/;

/** What Node writes before the stack of a syntax error: the place, some lines of code, and a line of carets. */
const syntaxHeader = /^(file:\/\/\S+?):(\d+)\n(?:.*\n){0,8}?([ \t]*)\^/;

/** The stack is a text that code of a module may have made: so much of it is read. */
const mostFrames = 100;
/** Characters. */
const longestFrame = 4096;

/**
 * Where in the files of `folder` an error was thrown, going by its stack; null if it was not thrown there but by
 * the app itself, or if nothing tells. Without a folder: wherever it is that is not the app's, nor a package's.
 */
export function locateError(error: unknown, folder: string | null): ErrorPlace | null {
	if (!(error instanceof Error) || typeof error.stack !== 'string') return null;
	const header = syntaxHeader.exec(error.stack);
	if (header) {
		const [, url, line, indent] = header;
		const file = fileOf(url!);
		if (file !== null) return {file, line: Number(line), column: indent!.length + 1};
	}
	for (const {place, ofApp, isWanted} of readFrames(error.stack, folder)) {
		if (isWanted) return place;
		if (ofApp) return null;
	}
	return null;
}

/** Where in the files of `folder` something of the app was called, going by the stack of that moment; else as above. */
export function locateCaller(trace: {stack?: unknown}, folder: string | null): ErrorPlace | null {
	if (typeof trace.stack !== 'string') return null;
	for (const {place, isWanted} of readFrames(trace.stack, folder)) if (isWanted) return place;
	return null;
}

/** As it stands at the end of a sentence. */
export function describePlace(place: ErrorPlace | null): string | null {
	return place && `${place.file}:${place.line}:${place.column}`;
}

function* readFrames(
	stack: string,
	folder: string | null,
): Generator<{place: ErrorPlace; ofApp: boolean; isWanted: boolean}, void> {
	const frames = stack.split('\n').filter(text => /^\s{1,20}at /.test(text));
	for (const text of frames.slice(0, mostFrames)) {
		const found = frame.exec(text.slice(0, longestFrame));
		const file = found && fileOf(found[1]!);
		if (!file) continue;
		const isPackage = file.includes('node_modules');
		const ofApp = file.startsWith(bundle.root + sep) && !isPackage;
		const isWanted = folder === null ? !ofApp && !isPackage : file.startsWith(folder + sep);
		yield {place: {file, line: Number(found[2]), column: Number(found[3])}, ofApp, isWanted};
	}
}

function fileOf(url: string): string | null {
	try {
		return fileURLToPath(url);
	} catch {
		// What looks like a place within a message need not be one.
		return null;
	}
}

/**
 * Where the syntax of a JavaScript module is wrong; null if it is right. Node parses it in a process of its own
 * and runs nothing: within this one it does not tell the place.
 */
export async function locateSyntaxError(file: string, text: string): Promise<ErrorPlace | null> {
	const {execa} = await import('execa');
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
