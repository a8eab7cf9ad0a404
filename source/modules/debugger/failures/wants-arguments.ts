import {type EndedRun, failingLine} from './ended-run.ts';

/** A usage text names what runs it, or what to put where: `usage: main.py [-h] FILE`, not `Usage: 83 %`. */
const USAGE =
	/^\s*(?:[Uu]sage|USAGE):?\s+(?:\S+ )*?(?:\S*\w\.(?:py|m?js|ts|sh)\b|python3?\b|node\b|bash\b|\.\/\S|\S+ (?:\[|<|--?\w|[A-Z]{2,}\b))/m;
/** Said by parsers that print no usage when an argument is missing. */
const MISSING =
	/^error: (?:missing required argument|required option)|^(?:Missing required argument|Not enough non-option arguments):/m;
/** What parsers say of arguments that are there: where none were given, the code gave them. */
const OTHERWISE_WRONG =
	/unrecognized arguments|invalid choice|invalid \w+ value|no such option|unknown (?:option|argument)|unexpected (?:extra )?argument/i;
const USAGE_EXITS = [1, 2, 64];

/** It ended since it was called without the arguments that it needs. Once arguments were given this is its own fault. */
export function wantsArguments(run: EndedRun): boolean {
	const {error, given} = run;
	if (given.args) return false;
	return error ? readsAbsentArgument(run) : explainsUsage(run);
}

function explainsUsage({outcome}: EndedRun): boolean {
	if (!USAGE_EXITS.includes(outcome.exit_code ?? 0)) return false;
	const printed = `${outcome.stderr}\n${outcome.stdout}`;
	return (USAGE.test(printed) || MISSING.test(printed)) && !OTHERWISE_WRONG.test(printed);
}

/** `sys.argv[1]`, `process.argv[2]` or `$1` with nothing there. */
function readsAbsentArgument(run: EndedRun): boolean {
	const error = run.error!;
	const line = failingLine(run);
	switch (error.type) {
		case 'IndexError':
			return error.message === 'list index out of range' && /\bargv\[[1-9]/.test(line);
		case 'ValueError':
			return /^not enough values to unpack/.test(error.message) && /\bargv\b/.test(line);
		case 'TypeError':
			return /Received undefined$/.test(error.message) && /\bprocess\.argv\[[2-9]\]/.test(line);
		case 'shell':
			return /^\$?[1-9]: (?:unbound variable|parameter (?:null or )?not set|usage:)/i.test(error.message);
		default:
			return false;
	}
}
