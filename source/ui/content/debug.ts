/** The tab of debugging: the iterations as a timeline, and the one under the cursor. */

import type {DependenciesInstalled, ProgramRan} from '../../core/events.ts';
import {renderCodebase} from '../../core/files/codebase-text.ts';
import type {FileSet} from '../../core/files/file-set.ts';
import {turnRead} from '../run/reading.ts';
import {duration, plural} from '../text/figures.ts';
import {type Line, line} from '../text/line.ts';
import {wrapLine} from '../text/wrap-line.ts';
import type {Tone} from '../theme.ts';
import {type Content, linesContent, rowsAround, stack} from './content.ts';
import {courseTaken} from './directions.ts';
import type {Subject} from './output.ts';
import {printed} from './printed.ts';
import {printingContent} from './printing.ts';
import {textContent} from './reading.ts';
import {modelsOf, timelineRows} from './timeline.ts';
import {filesBefore, patchWaiting, type Turn, turnsOf} from './turns.ts';

export function debugContent(subject: Subject): Content {
	const {operation, reading} = subject;
	const chosen = turnRead({reading}, operation);
	const turn = turnsOf(operation)[chosen];
	const now = subject.printing && reading.turn === null ? [printingContent(subject.printing, subject)] : [];
	const waiting = patchWaiting(operation) && reading.turn === null ? [waitingContent(subject)] : [];
	if (!turn) return now[0] ?? waiting[0] ?? linesContent([line('No program ran here yet.', 'quiet')]);
	const {iteration} = turn;
	const {rows, at} = timelineRows(subject, chosen);
	return {
		...stack(
			...now,
			...waiting,
			patchContent(turn, subject),
			...(iteration.install ? [installContent(iteration.install, subject)] : []),
			...iteration.runs.map(run => runContent(run, subject)),
			filesContent(turn, subject),
		),
		head: most => rowsAround(rows, at, most),
	};
}

function installContent(install: DependenciesInstalled, subject: Subject): Content {
	const {theme, width} = subject;
	const tone: Tone = install.ok ? 'good' : 'bad';
	const what = install.requirements.join(', ') || install.command;
	return stack(
		linesContent([
			[],
			...wrapLine(
				[
					{text: `${install.ok ? theme.glyphs.done : theme.glyphs.failed} `, tone},
					{text: `install ${what}`, bold: true},
					{text: `  ${duration(install.duration_ms)}`, tone: 'quiet'},
				],
				width,
			),
		]),
		printed('', install.stdout, 'quiet', subject),
		printed('', install.stderr, install.ok ? 'quiet' : 'bad', subject),
	);
}

function runContent(run: ProgramRan, subject: Subject): Content {
	const {theme, width} = subject;
	const {glyphs} = theme;
	const good = run.fingerprint === null;
	const tone: Tone = good ? 'good' : 'bad';
	const notes = [
		endOf(run),
		duration(run.duration_ms),
		...(run.recorded ? [`${glyphs.recorded} recorded`] : run.caged ? ['in a cage'] : []),
	];
	const quiet = run.stdout.trim() === '' && run.stderr.trim() === '';
	return stack(
		linesContent([
			[],
			...wrapLine(
				[
					{text: `${good ? glyphs.done : glyphs.failed} `, tone},
					{text: run.command, bold: true},
					{text: `  ${notes.join(` ${glyphs.dot} `)}`, tone: 'quiet'},
				],
				width,
			),
			...(run.summary === endOf(run) ? [] : wrapLine(line(`  ${run.summary}`, tone), width)),
			...(quiet ? [line('  It printed nothing.', 'quiet')] : []),
		]),
		printed('it printed', run.stdout, 'plain', subject),
		printed('it complained', run.stderr, good ? 'attention' : 'bad', subject),
	);
}

function endOf({timed_out, stopped, signal, exit_code}: ProgramRan): string {
	if (stopped) return `stopped: ${stopped}`;
	if (timed_out) return 'stopped when its time was over';
	if (stopped !== undefined) return `stopped: ${stopped}`;
	return signal === null ? `exit ${exit_code}` : `ended by ${signal}`;
}

/** What was repaired before this run, and by whom. */
function patchContent(turn: Turn, {diffs, texts, width, theme}: Subject): Content {
	const {before, iteration} = turn;
	if (before === null) return linesContent([line('It ran the code as it came.', 'quiet')]);
	const compared = diffs.files(diffs.filesOf(before, texts), diffs.filesOf(iteration.files, texts));
	const byPerson = turn.told.some(({course}) => course === 'edit' || course === 'roll-back');
	const names = [...(turn.calls.length > 0 ? [modelsOf(turn)] : []), ...(byPerson ? ['you'] : [])];
	const by = names.join(' and ') || 'Somebody';
	if (compared.files === 0 && turn.told.length > 0)
		return linesContent(
			wrapLine(line(`${turn.told.map(courseTaken).join(', ')}; then it ran again.`, 'quiet'), width),
		);
	if (compared.files === 0)
		return linesContent(wrapLine(line(`${by} changed nothing before it ran again.`, 'quiet'), width));
	const title: Line = [
		{text: by, tone: 'accent', bold: true},
		{text: ` changed ${plural(compared.files, 'file')}, then it ran`, bold: true},
	];
	return stack(linesContent(wrapLine(title, width)), diffs.content(compared, width, theme.glyphs));
}

/** The patch that waits: what it would change in the code that ran last, or that the operation began with. */
function waitingContent({diffs, texts, width, theme, operation}: Subject): Content {
	const before = filesBefore(operation);
	const compared = diffs.files(diffs.filesOf(before, texts), diffs.filesOf(operation.files ?? before, texts));
	const title = line(`The patch that waits changes ${plural(compared.files, 'file')}`, 'attention', true);
	return stack(linesContent([title]), diffs.content(compared, width, theme.glyphs), linesContent([[]]));
}

const rendered = new WeakMap<FileSet, string>();

function filesContent({iteration}: Turn, subject: Subject): Content {
	const {diffs, texts} = subject;
	const files = diffs.filesOf(iteration.files, texts);
	const text = rendered.get(files) ?? renderCodebase(files);
	rendered.set(files, text);
	const title = files.size === 1 ? 'The file that ran' : `The ${files.size} files that ran`;
	return stack(linesContent([[], line(title, 'accent', true), []]), textContent(text.trimEnd(), subject));
}
