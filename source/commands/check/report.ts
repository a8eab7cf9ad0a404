import {type Problem, problemOfFile} from '../../core/pipeline/problem.ts';
import {makeVisible} from '../../core/visible.ts';
import type {Surroundings} from '../command.ts';
import {withoutCommands} from '../without-commands.ts';
import type {Examined} from './examine.ts';
import {type Format, formats} from './formats.ts';

/** Of a pipeline that cannot be looked into: other programs read no sentences that stand beside. */
const remedy = 'Mend the file, or name another pipeline.';

/** Problems go to stdout, in the format that was asked for; what else there is to say to stderr. */
export function report(
	{notes, problems, unread, verdicts}: Examined,
	format: Format,
	around: Surroundings,
): void {
	const {stdout} = around;
	const tell = (sentence: string) => say(sentence, format, around);
	for (const sentence of notes) tell(sentence);
	// What editors and CI read is theirs, to the letter.
	const print = (problem: Problem) => {
		const printed = formats[format](problem, around);
		if (format === 'text') stdout.tell(printed);
		else stdout.write(printed);
	};
	for (const problem of problems) print(problem);
	for (const {file, problem} of unread) {
		if (format === 'text') tell(`✗ ${problem}`);
		else print(problemOfFile({file, message: problem, remedy}));
	}

	for (const {sound, text} of verdicts) tell(`${sound ? '✓' : '✗'} ${text}`);
}

/** A line on stderr, whatever files are called: it is one line, and no command where a runner reads along. */
export function say(sentence: string, format: Format, {stderr}: Surroundings): void {
	const line = makeVisible(sentence, {keepNewlines: false});
	stderr.write(`${format === 'github' ? withoutCommands(line) : line}\n`);
}
