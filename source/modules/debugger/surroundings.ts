/** Failures that are no fault of the code: nothing in it needs repair, the run lacked something. */
import type {ProgramOutcome} from '../../core/ports.ts';
import type {PrintedError} from './printed-error.ts';

const LACKS = ['no-input', 'no-arguments', 'no-network', 'no-terminal'] as const;

/** What the run lacked. */
export type Lack = (typeof LACKS)[number];

/** Whether a kind of failure is no fault of the code. */
export function isLack(kind: string): kind is Lack {
	return LACKS.some(lack => lack === kind);
}

/** What pipelines can set; a usage exit is the code's own fault once arguments were given. */
export type Given = {stdin: boolean; args: boolean};

const NETWORK =
	/Temporary failure in name resolution|Name or service not known|Network is unreachable|EAI_AGAIN|ENOTFOUND|ENETUNREACH/;
const TERMINAL =
	/Inappropriate ioctl|(?:cbreak|noecho|initscr|setupterm|endwin)\(\)? returned ERR|could not find terminal|no display name|cannot open display|No available video device|setRawMode is not a function/;

/** Null when the failure is the code's. */
export function lackOf(outcome: ProgramOutcome, error: PrintedError | null, given: Given): Lack | null {
	if (error) {
		const said = `${error.type}: ${error.message}`;
		if (/^EOFError: EOF when reading/.test(said)) return 'no-input';
		// Node ends with 13 when a question is still open at the end of its input.
		if (error.type === 'UnsettledAwait' && /question\(|stdin|readline/.test(error.scope ?? ''))
			return 'no-input';
		if (NETWORK.test(error.excerpt)) return 'no-network';
		if (TERMINAL.test(said)) return 'no-terminal';
		return null;
	}
	const printed = `${outcome.stderr}\n${outcome.stdout}`;
	return !given.args && outcome.exit_code && /^usage:/im.test(printed) ? 'no-arguments' : null;
}

/** What the run lacked, a sentence, and what in the pipeline would supply it; null where nothing does. */
export function explainLack(lack: Lack, given: Given): {message: string; remedy: string | null} {
	switch (lack) {
		case 'no-input':
			return given.stdin
				? {
						message: 'The program read all the input that it was given, and asked for more.',
						remedy: 'Lengthen debug.stdin.',
					}
				: {
						message: 'The program asks for input, and there was none.',
						remedy: 'Give it some with debug.stdin.',
					};
		case 'no-arguments':
			return {
				message: 'The program wants arguments, and explained its usage.',
				remedy: 'Give them with debug.args.',
			};
		case 'no-network':
			return {message: 'The program wants the network, which it is not given here.', remedy: null};
		case 'no-terminal':
			return {message: 'The program wants a terminal or a display of its own.', remedy: null};
	}
}
