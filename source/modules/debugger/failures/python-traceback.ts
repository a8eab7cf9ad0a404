/** Finds the tracebacks in what Python printed, and how they hang together. */

const FRAME = /^\s+File "(.+)", line (\d+)(?:, in (.+))?$/;
const EXCEPTION = /^((?:[\p{L}\p{N}_]+\.)*[\p{L}_][\p{L}\p{N}_]*)(?:: ?(.*))?$/u;
const HEADER = /Traceback \(most recent call last\):$/;
const CHAIN = /^(?:The above exception was the direct cause|During handling of the above exception)/;
/** Exception groups are drawn with a margin, deeper for what they hold: `  + `, `  | `, `    | `. */
const MARGIN = /^( +)(?:\+ (?=Exception Group)|\|(?: |$))/;
const RULE = /^ +\+(?:-\+)?-{4,}/;
const GROUP = /^(?:Base)?ExceptionGroup$/;

type PythonFrame = {
	path: string;
	line: number;
	/** `<module>` outside of functions; null where a file could not be read as code. */
	scope: string | null;
	source: string;
};

export type Traceback = {
	/** The lines it takes, `end` excluded. */
	start: number;
	end: number;
	frames: PythonFrame[];
	type: string;
	message: string;
	/** How deep within exception groups, in columns; 0 outside of any. */
	depth: number;
	/** The traceback that this one's exception came of, by its index. */
	follows: number | null;
};

/** In the order in which they were printed: a cause before its effect, a group before what it holds. */
export function findTracebacks(printed: readonly string[]): Traceback[] {
	const lines = printed.map(line => (RULE.test(line) ? '' : line.replace(MARGIN, '')));
	const found: Traceback[] = [];
	let at = 0;
	while (at < lines.length) {
		const read = FRAME.test(lines[at]!) ? readTraceback(lines, at) : null;
		if (read?.type) {
			const depth = MARGIN.exec(printed[read.start]!)?.[1]?.length ?? 0;
			const before = found.findLastIndex(other => other.depth === depth);
			const between = before < 0 ? [] : lines.slice(found[before]!.end, read.start);
			found.push({...read, depth, follows: between.some(line => CHAIN.test(line)) ? before : null});
		}
		at = read?.end ?? at + 1;
	}
	return found;
}

/** The traceback whose first frame stands at `at`; its type is empty if it breaks off. */
function readTraceback(lines: readonly string[], at: number): Omit<Traceback, 'depth' | 'follows'> {
	const start = HEADER.test(lines[at - 1] ?? '') ? at - 1 : at;
	const frames: PythonFrame[] = [];
	let end = at;
	while (lines[end]?.startsWith(' ')) {
		const [, path, line, scope] = FRAME.exec(lines[end]!) ?? [];
		if (path)
			frames.push({path, line: Number(line), scope: scope ?? null, source: lines[end + 1]?.trim() ?? ''});
		end++;
	}
	const [, type = '', message = ''] = EXCEPTION.exec(lines[end] ?? '') ?? [];
	while (type && lines[end]?.trim()) end++;
	return {start, end, frames, type, message};
}

/** The group that holds a traceback, the outermost one; the traceback itself if none does. */
export function findGroup(tracebacks: readonly Traceback[], index: number): number {
	const {depth} = tracebacks[index]!;
	const holder = tracebacks.findLastIndex(
		(other, before) => before < index && other.depth > 0 && other.depth < depth,
	);
	return holder < 0 ? index : findGroup(tracebacks, holder);
}

/** What a group that ends at line `end` holds: where that ends, and the first exception, null if it holds none. */
export function readHeld(
	printed: readonly string[],
	end: number,
): {end: number; first: {type: string; message: string} | null} {
	let at = end;
	let first: {type: string; message: string} | null = null;
	for (; MARGIN.test(printed[at] ?? '') || RULE.test(printed[at] ?? ''); at++) {
		const [, type = '', message = ''] = EXCEPTION.exec(printed[at]!.replace(MARGIN, '')) ?? [];
		if (type && !GROUP.test(type)) first ??= {type, message};
	}
	return {end: at, first};
}
