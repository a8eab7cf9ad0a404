/** Reads what Python prints about an exception: chained, grouped, in a thread, or a syntax error. */
import {locate, type PrintedError} from './printed-error.ts';

const FRAME = /^\s+File "(.+)", line (\d+)(?:, in (.+))?$/;
const EXCEPTION = /^((?:\w+\.)*[A-Za-z_]\w*)(?:: ?(.*))?$/;
const HEADER = /Traceback \(most recent call last\):$/;
const CHAIN = /^(?:The above exception was the direct cause|During handling of the above exception)/;

type Frame = {path: string; line: number; scope: string | null; source: string};
type Traceback = {start: number; end: number; frames: Frame[]; type: string; message: string};

/** The exception that ended the program: the last one of a chain. Null if none was printed. */
export function readPythonError(output: string, paths: readonly string[]): PrintedError | null {
	const lines = output.split(/\r?\n/).map(withoutGroupMargin);
	const tracebacks = findTracebacks(lines);
	const last = tracebacks.findLastIndex(({start}) => !lines[start - 1]?.startsWith('Exception ignored'));
	const traceback = tracebacks[last];
	if (!traceback) return null;
	const own = traceback.frames.filter(frame => locate(frame.path, paths) !== null);
	const frame = own.at(-1) ?? null;
	return {
		type: traceback.type,
		message: traceback.message,
		file: frame && locate(frame.path, paths),
		line: frame?.line ?? null,
		scope: frame && (frame.scope && frame.scope !== '<module>' ? frame.scope : frame.source),
		excerpt: lines.slice(startOfChain(lines, tracebacks, last), traceback.end).join('\n'),
	};
}

function findTracebacks(lines: string[]): Traceback[] {
	const found: Traceback[] = [];
	let at = 0;
	while (at < lines.length) {
		if (!FRAME.test(lines[at]!)) {
			at++;
			continue;
		}
		const start = HEADER.test(lines[at - 1] ?? '') ? at - 1 : at;
		const frames: Frame[] = [];
		while (lines[at]?.startsWith(' ')) {
			const [, path, line, scope] = FRAME.exec(lines[at]!) ?? [];
			if (path)
				frames.push({path, line: Number(line), scope: scope ?? null, source: lines[at + 1]?.trim() ?? ''});
			at++;
		}
		const [, type, message = ''] = EXCEPTION.exec(lines[at] ?? '') ?? [];
		if (!type) continue;
		while (lines[at]?.trim()) at++;
		found.push({start, end: at, frames, type, message});
	}
	return found;
}

/** The cause is often in an earlier link, so the excerpt begins at the first. */
function startOfChain(lines: string[], tracebacks: Traceback[], index: number): number {
	let first = index;
	while (first > 0) {
		const between = lines.slice(tracebacks[first - 1]!.end, tracebacks[first]!.start);
		if (!between.some(line => CHAIN.test(line))) break;
		first--;
	}
	return tracebacks[first]!.start;
}

/** Exception groups are drawn with a margin: `  + `, `  | `. */
function withoutGroupMargin(line: string): string {
	return line.replace(/^ +(?:\+ (?=Exception Group)|\| )/, '');
}
