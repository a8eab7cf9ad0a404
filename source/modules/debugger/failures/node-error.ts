/** Reads what Node prints when an error, a rejection or any other thrown value ends a program. */
import {type Frame, locate, type Moment, type PrintedError, withoutRepeats} from './printed-error.ts';

const ERROR = /^(?:Uncaught )?((?:[A-Z]\w*)?(?:Error|Exception|Rejection))(?: \[\w+\])?(?:: (.*))?$/;
/** An error without a stack stands in brackets. */
const BRACKETED = /^\[(\w*(?:Error|Exception|Rejection)): (.*)\](?: \{)?$/;
const FATAL = /^(FATAL ERROR): (.+)$/;
const STACK = /^\s+at (?:async )?(?:(.+?) \()?(?:file:\/\/)?(\/.+?):(\d+):\d+\)?/;
/** `path:line` alone on a line stands above the source line that failed. */
const PLACE = /^(?:file:\/\/)?(\/.+):(\d+)$/;
const UNSETTLED = /^Warning: Detected unsettled top-level await at (?:file:\/\/)?(\/.+):(\d+)$/;
const ANY_VALUE = /^\(Use `\S+ --trace-uncaught/;
const REASON = /^This error originated either by throwing .* with the reason "(.*)"\.$/;
const IMPORTED_FROM = / imported from (?:file:\/\/)?(\/\S+)$/;
const NOT_JOINED =
	/^Cannot find (?:module|package)|does not provide an export named|^require is not defined in ES module scope/;

/** How many lines may stand between an error's first line and its stack (its message, the require stack). */
const STACK_WITHIN = 30;

type Found = {type: string; message: string; at: number};

/** The error that ended the program, null if none was printed. */
export function readNodeError(output: string, paths: readonly string[]): PrintedError | null {
	const lines = output.split(/\r?\n/);
	const found = findError(lines);
	if (!found) return null;
	const start = findPlace(lines, found.at) ?? found.at;
	const end = lines.findIndex((line, index) => index > found.at && /^(?:Node\.js v|----- Native)/.test(line));
	const told = lines.slice(found.at, end < 0 ? undefined : end);
	const stack = readStack(told, paths);
	const place = placeOf(lines, start, paths);
	const source = place && (lines[start + 1]?.trim() ?? null);
	const importer = IMPORTED_FROM.exec(found.message)?.[1];
	const [frame = place] = stack;
	return {
		type: found.type,
		message: found.message,
		file: frame?.file ?? (importer ? locate(importer, paths) : null),
		line: frame?.line ?? null,
		scope: frame?.scope ?? source,
		frames: withoutRepeats(stack.length > 0 ? stack : place ? [place] : []),
		moment: momentOf(found, stack),
		excerpt: [...lines.slice(start, found.at), ...told].join('\n').trim(),
	};
}

function findError(lines: string[]): Found | null {
	for (let at = lines.length - 1; at >= 0; at--) {
		const line = lines[at]!;
		if (UNSETTLED.test(line)) return {type: 'UnsettledAwait', message: 'a top-level await never settled', at};
		if (ANY_VALUE.test(line) && at > 0) return {type: 'Uncaught', message: lines[at - 1]!, at: at - 1};
		const bare = BRACKETED.exec(line) ?? FATAL.exec(line);
		const [, type, message = ''] = bare ?? ERROR.exec(line) ?? [];
		if (type && (bare || hasStack(lines, at)))
			return {type, message: message.replace(REASON, 'rejected with "$1"'), at};
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

function placeOf(lines: string[], start: number, paths: readonly string[]): Frame | null {
	const [, path, number] = PLACE.exec(lines[start]!) ?? UNSETTLED.exec(lines[start]!) ?? [];
	const file = path ? locate(path, paths) : null;
	return file === null ? null : {file, line: Number(number), scope: null};
}

/** The program's own frames; a stack is printed innermost first, and the causes of an error after it. */
export function readStack(lines: readonly string[], paths: readonly string[]): Frame[] {
	return lines.flatMap(line => {
		const [, scope, path, number] = STACK.exec(line) ?? [];
		const file = path ? locate(path, paths) : null;
		if (!file) return [];
		return [{file, line: Number(number), scope: scope && !scope.includes('<anonymous>') ? scope : null}];
	});
}

function momentOf({type, message}: Found, stack: readonly Frame[]): Moment {
	if (NOT_JOINED.test(message)) return 'starting';
	return type === 'SyntaxError' && stack.length === 0 ? 'reading' : 'running';
}
