/** Reads what Python prints about an exception: chained, grouped, in a thread, or a syntax error. */
import {type Frame, locate, type Moment, type PrintedError, withoutRepeats} from './printed-error.ts';
import {findGroup, findTracebacks, readHeld, type Traceback} from './python-traceback.ts';

const NO_CODE = /^(?:SyntaxError|IndentationError|TabError)$/;
const NO_IMPORT = /^(?:ImportError|ModuleNotFoundError)$/;

/** The exception that ended the program: the last one of a chain. Null if none was printed. */
export function readPythonError(output: string, paths: readonly string[]): PrintedError | null {
	const printed = output.split(/\r?\n/);
	const tracebacks = findTracebacks(printed);
	const ended = tracebacks.findLastIndex(({start}) => !printed[start - 1]?.startsWith('Exception ignored'));
	if (ended < 0) return null;
	const index = findGroup(tracebacks, ended);
	const last = tracebacks[index]!;
	const chain = findChain(tracebacks, index);
	const held = last.depth > 0 ? readHeld(printed, last.end) : {end: last.end, first: null};
	const origins = [...tracebacks.slice(index + 1, ended + 1), ...originsOf(chain)];
	const places = origins.flatMap(traceback => ownPlaces(traceback, paths));
	const place = places[0] ?? null;
	return {
		type: last.type,
		message: held.first ? `${last.message}, the first: ${said(held.first)}` : last.message,
		file: place?.file ?? null,
		line: place?.line ?? null,
		scope: place && (place.scope ?? place.source),
		frames: withoutRepeats(places.map(({file, line, scope}) => ({file, line, scope}))),
		moment: momentOf(last, ownPlaces(last, paths)),
		excerpt: printed.slice(chain.at(-1)!.start, held.end).join('\n').trimEnd(),
	};
}

/** The traceback, and those that led to it. */
function findChain(tracebacks: readonly Traceback[], index: number): Traceback[] {
	const {follows} = tracebacks[index]!;
	return [tracebacks[index]!, ...(follows === null ? [] : findChain(tracebacks, follows))];
}

/** Where to look first. What another process raised is raised again where it was waited for. */
function originsOf([last, cause, ...rest]: Traceback[]): Traceback[] {
	if (last && cause && said(last) === said(cause)) return [cause, last, ...rest];
	return [last, cause, ...rest].filter(link => link !== undefined);
}

function said({type, message}: {type: string; message: string}): string {
	return message ? `${type}: ${message}` : type;
}

function ownPlaces({frames}: Traceback, paths: readonly string[]): (Frame & {source: string})[] {
	return frames.toReversed().flatMap(({path, line, scope, source}) => {
		const file = locate(path, paths);
		return file === null ? [] : [{file, line, scope: scope === '<module>' ? null : scope, source}];
	});
}

function momentOf({frames, type, message}: Traceback, own: readonly Frame[]): Moment {
	if (NO_CODE.test(type) && own.length > 0 && frames.at(-1)?.scope === null) return 'reading';
	if (own.some(({scope}) => scope !== null)) return 'running';
	const importing =
		own.length > 1 || NO_IMPORT.test(type) || message.includes('partially initialized module');
	return importing ? 'starting' : 'running';
}
