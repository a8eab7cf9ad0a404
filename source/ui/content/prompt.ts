/** The second tab: what an operation is told, the system prompt included. */
import {plural} from '../text/figures.ts';
import {line} from '../text/line.ts';
import {type Content, linesContent, stack} from './content.ts';
import type {Subject} from './output.ts';
import {textContent} from './reading.ts';

export function promptContent(subject: Subject): Content {
	const {system, prompt, redo, recalled} = subject.operation;
	const runs = recalled?.length ?? 0;
	const part = (title: string, text: string, missing: string) => [
		linesContent([line(title, 'accent', true)]),
		text === '' ? linesContent([line(missing, 'quiet')]) : textContent(text, subject),
		linesContent([[]]),
	];
	return stack(
		...(redo?.feedback ? part('Your feedback, for the next attempt', redo.feedback, '') : []),
		...part('System', system, 'This module has no system prompt.'),
		...(runs > 0
			? [
					linesContent([
						line(`Told of ${plural(runs, 'earlier run')}: the tab info names them.`, 'quiet'),
						[],
					]),
				]
			: []),
		...part('Prompt', prompt ?? '', 'It is put together when the operation starts.'),
	);
}
