/** Reads what Node prints when an error, a rejection or any other thrown value ends a program. */
import {locate, type PrintedError} from './printed-error.ts';

const ERROR = /^(?:Uncaught )?((?:[A-Z]\w*)?(?:Error|Exception))(?: \[\w+\])?(?:: (.*))?$/;
const REJECTION = /^\[(UnhandledPromiseRejection): (.*)\]/;
const STACK = /^\s+at (?:async )?(?:(.+?) \()?(?:file:\/\/)?(\/.+?):(\d+):\d+\)?/;
/** `path:line` alone on a line stands above the source line that failed. */
const PLACE = /^(?:file:\/\/)?(\/.+):(\d+)$/;
const UNSETTLED = /^Warning: Detected unsettled top-level await at (?:file:\/\/)?(\/.+):(\d+)$/;
const ANY_VALUE = /^\(Use `\S+ --trace-uncaught/;

/** How many lines may stand between an error's first line and its stack (its message, the require stack). */
const STACK_WITHIN = 30;

type Found = {type: string; message: string; at: number};

/** The error that ended the program, null if none was printed. */
export function readNodeError(output: string, paths: readonly string[]): PrintedError | null {
	const lines = output.split(/\r?\n/);
	const found = findError(lines);
	if (!found) return null;
	const start = findPlace(lines, found.at) ?? found.at;
	const end = lines.findIndex((line, index) => index > found.at && /^Node\.js v/.test(line));
	const excerpt = lines
		.slice(start, end < 0 ? undefined : end)
		.join('\n')
		.trim();
	return {type: found.type, message: found.message, ...whereOf(lines, start, found.at, paths), excerpt};
}

function findError(lines: string[]): Found | null {
	for (let at = lines.length - 1; at >= 0; at--) {
		const line = lines[at]!;
		const unsettled = UNSETTLED.test(line);
		if (unsettled) return {type: 'UnsettledAwait', message: 'a top-level await never settled', at};
		if (ANY_VALUE.test(line) && at > 0) return {type: 'Uncaught', message: lines[at - 1]!, at: at - 1};
		const [, type, message = ''] = REJECTION.exec(line) ?? ERROR.exec(line) ?? [];
		if (type && (REJECTION.test(line) || hasStack(lines, at))) return {type, message, at};
	}
	return null;
}

function hasStack(lines: string[], at: number): boolean {
	return lines.slice(at + 1, at + STACK_WITHIN).some(line => /^ +at /.test(line));
}

/** The `path:line` above the error, within the source lines and the caret that stand between. */
function findPlace(lines: string[], at: number): number | null {
	for (let above = at; above >= Math.max(0, at - 6); above--) {
		if (PLACE.test(lines[above]!) || UNSETTLED.test(lines[above]!)) return above;
	}
	return null;
}

function whereOf(
	lines: string[],
	start: number,
	at: number,
	paths: readonly string[],
): Pick<PrintedError, 'file' | 'line' | 'scope'> {
	for (const line of lines.slice(at)) {
		const [, scope, path, number] = STACK.exec(line) ?? [];
		const file = path ? locate(path, paths) : null;
		if (file)
			return {
				file,
				line: Number(number),
				scope: scope && isFunction(scope) ? scope : sourceLine(lines, start),
			};
	}
	const [, path, number] = PLACE.exec(lines[start]!) ?? UNSETTLED.exec(lines[start]!) ?? [];
	const file = path ? locate(path, paths) : null;
	return {file, line: file ? Number(number) : null, scope: file ? sourceLine(lines, start) : null};
}

function isFunction(scope: string): boolean {
	return !scope.includes('<anonymous>');
}

function sourceLine(lines: string[], start: number): string | null {
	return PLACE.test(lines[start]!) || UNSETTLED.test(lines[start]!)
		? (lines[start + 1]?.trim() ?? null)
		: null;
}
