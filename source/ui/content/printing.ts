import type {Printing} from '../../core/store.ts';
import {duration} from '../text/figures.ts';
import type {Line} from '../text/line.ts';
import {wrapLine} from '../text/wrap-line.ts';
import {type Content, linesContent, stack} from './content.ts';
import type {Subject} from './output.ts';
import {printed} from './printed.ts';

const doing: Record<Printing['purpose'], string> = {run: 'runs', test: 'tests it', install: 'installs'};

/** Lines of what runs now that are shown: the last ones. */
const shownOfRunning = 12;

/** The program that runs now, and the end of what it has printed so far. */
export function printingContent(printing: Printing, subject: Subject): Content {
	const {command, purpose, startedAt, tail} = printing;
	const title: Line = [
		{text: command, bold: true},
		{text: `  ${doing[purpose]}, ${duration(subject.now - startedAt)}`, tone: 'running'},
	];
	const last = tail.trimEnd().split('\n').slice(-shownOfRunning).join('\n');
	return stack(
		linesContent(wrapLine(title, subject.width)),
		printed('', last, 'plain', subject),
		linesContent([[]]),
	);
}
