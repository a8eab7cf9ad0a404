import {problemOfFile} from '../../core/pipeline/problem.ts';
import {makeVisible} from '../../core/visible.ts';
import type {Surroundings} from '../command.ts';
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
	const {stdout, stderr} = around;
	// A line of its own could be a command to a runner of workflows, and names of files may hold line ends.
	const say = (sentence: string) => stderr.write(`${makeVisible(sentence, {keepNewlines: false})}\n`);
	for (const sentence of notes) say(sentence);
	// What editors and CI read is theirs, to the letter.
	const print = format === 'text' ? stdout.tell : stdout.write;
	for (const problem of problems) print(formats[format](problem, around));
	for (const {file, problem} of unread) {
		if (format === 'text') say(`✗ ${problem}`);
		else print(formats[format](problemOfFile({file, message: problem, remedy}), around));
	}

	for (const {sound, text} of verdicts) say(`${sound ? '✓' : '✗'} ${text}`);
}
