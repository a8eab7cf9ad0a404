/** The turns of a debugger as rows. */
import {duration} from '../text/figures.ts';
import {cutLine, type Line, line, spread} from '../text/line.ts';
import {type Content, linesContent, stack, wrapContent} from './content.ts';
import type {Subject} from './output.ts';

/** Each run and what came of it; the last one's own words below. */
export function iterationsContent({
	operation: {iterations},
	theme: {glyphs},
	width,
	wraps,
}: Subject): Content {
	const lines: Line[] = [];
	for (const {iteration, install, runs} of iterations) {
		if (install) {
			const mark = install.ok ? glyphs.done : glyphs.failed;
			const what = install.requirements.join(', ') || install.command;
			lines.push([
				{text: `${String(iteration).padStart(2)}  `, tone: 'quiet'},
				{text: `${mark} `, tone: install.ok ? 'good' : 'bad'},
				{text: `install ${what}`},
				{text: `  ${duration(install.duration_ms)}`, tone: 'quiet'},
			]);
		}

		for (const run of runs) {
			const good = run.fingerprint === null;
			const what: Line = [
				{text: `${String(iteration).padStart(2)}  `, tone: 'quiet'},
				{text: `${good ? glyphs.done : glyphs.failed} `, tone: good ? 'good' : 'bad'},
				{text: `${run.command} `, bold: true},
				{text: run.summary, tone: good ? 'good' : 'bad'},
			];
			const note = `${run.recorded ? `${glyphs.recorded} recorded  ` : ''}${duration(run.duration_ms)}`;
			lines.push(spread(what, [{text: note, tone: 'quiet'}], width));
		}
	}

	const last = iterations.at(-1)?.runs.at(-1);
	const printed = (title: string, text: string) =>
		text.trim() === ''
			? []
			: [linesContent([[], line(title, 'quiet')]), wrapContent(wraps.of(text.trimEnd(), width))];
	return stack(
		linesContent(lines.map(one => cutLine(one, width))),
		...printed('it printed', last?.stdout ?? ''),
		...printed('it complained', last?.stderr ?? ''),
	);
}
