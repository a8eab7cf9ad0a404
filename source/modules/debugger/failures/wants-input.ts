import {type EndedRun, failingLine, isOwnDoing, lastWords} from './ended-run.ts';
import {endsAtFirstRead} from './shell-read.ts';

const END_OF_INPUT = /\bEOF when reading a line\b/;
/** What reading nothing leads to, in the same line: `int(sys.stdin.readline())`. */
const FOUND_NOTHING =
	/: ''$|\(expected (?:at least )?\d+, got 0\)|index out of range|Expecting value: line 1 column 1 \(char 0\)|^$/;

/** It ended since it asked for input and there was none, or no more. */
export function wantsInput(run: EndedRun): boolean {
	const {error, given, outcome} = run;
	if (!error) {
		return END_OF_INPUT.test(lastWords(run)) || (!given.stdin && endsAtFirstRead(run));
	}
	switch (error.type) {
		case 'EOFError':
			if (error.message === '') return error.excerpt.includes('getpass.py');
			return END_OF_INPUT.test(error.message) && !isOwnDoing(run);
		case 'UnsettledAwait':
			return /question\(|stdin|readline/.test(error.scope ?? '') || waitsAtPrompt(run);
		default:
			if (error.message === 'readline was closed') return !closesItself(run);
			return (
				!given.stdin &&
				outcome.exit_code !== null &&
				/\bstdin\b/.test(failingLine(run)) &&
				FOUND_NOTHING.test(error.message)
			);
	}
}

/** Node ends with a question open: what it printed last is the prompt, and no line after it. */
function waitsAtPrompt({error, files, outcome: {stdout}}: EndedRun): boolean {
	const asks = /\breadline\b[\s\S]*\.question\(/.test((error?.file && files.get(error.file)) || '');
	return asks && stdout !== '' && !stdout.endsWith('\n');
}

function closesItself({files}: EndedRun): boolean {
	return [...files.values()].some(text => /\.close\(/.test(text));
}
