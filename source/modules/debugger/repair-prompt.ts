import {renderCodebase} from '../../core/files/codebase-text.ts';
import type {FileSet} from '../../core/files/file-set.ts';
import {REPAIR_FORMAT} from '../file-answer.ts';
import type {FailedCheck} from './check-program.ts';
import type {Failure} from './failures/read-failure.ts';
import {steadyOutput, trimOutput} from './trim-output.ts';

/** One request for a repair and what came of it. */
export type Turn = {
	failure: string;
	fingerprint: string;
	/** What the answer changed, or why nothing changed. */
	change: string;
	/** Null until the program was run again. */
	result: string | null;
};

/** Places of a failure that a prompt names. */
const FRAMES = 12;

/** Turns that a prompt recounts; earlier ones are counted only. */
const REMEMBERED = 10;

/**
 * Everything needed to repair the program: the code as it is now, how it failed, and what was tried. No
 * two are alike within an operation, since each request adds a turn.
 */
export function writeRepairPrompt(about: {
	/** What the operation was told, without code that has moved on. */
	told: string;
	files: FileSet;
	check: FailedCheck;
	turns: readonly Turn[];
	/** What the person said on the way, the latest last. */
	hints: readonly string[];
}): string {
	const {told, files, check, turns, hints} = about;
	const {failure} = check;
	return [
		told,
		`CURRENT CODE:\n${renderCodebase(files)}`,
		`COMMAND:\n${check.command}`,
		`FAILURE:\n${steadyOutput(failure.summary)}`,
		...whereItFailed(failure.frames),
		...(failure.excerpt ? [`WHAT IT SAID:\n${quote(failure.excerpt)}`] : []),
		...otherOutput('STDERR', check.stderr, failure.excerpt),
		...otherOutput('STDOUT', check.stdout, failure.excerpt),
		...(check.installProblem ? [`PACKAGES:\n${check.installProblem}`] : []),
		...recount(turns),
		...(hints.length > 0 ? [`HINT FROM THE PERSON:\n${hints.join('\n\n')}`] : []),
		`Find the cause of the failure and repair it. ${REPAIR_FORMAT}`,
	]
		.filter(section => section.trim())
		.join('\n\n');
}

/** The program's own places only: they stand apart, however long the trace around them is. */
function whereItFailed(frames: Failure['frames']): string[] {
	if (frames.length < 2) return [];
	const rows = frames
		.slice(0, FRAMES)
		.map(({file, line, scope}) => `${file}:${line}${scope ? ` in ${scope}` : ''}`);
	return [`WHERE, INNERMOST FIRST:\n${rows.join('\n')}`];
}

function otherOutput(name: string, output: string, excerpt: string): string[] {
	const text = output.trim();
	return text && text !== excerpt.trim() ? [`${name}:\n${quote(text)}`] : [];
}

function recount(turns: readonly Turn[]): string[] {
	if (turns.length === 0) return [];
	const forgotten = Math.max(0, turns.length - REMEMBERED);
	const told = turns
		.slice(forgotten)
		.map(({failure, change, result}, index) =>
			[
				`${forgotten + index + 1}. Failure: ${steadyOutput(failure)}`,
				`Answer: ${change}`,
				`Result: ${steadyOutput(result ?? 'not run again')}`,
			].join('\n'),
		);
	return [`WHAT WAS TRIED BEFORE:\n${told.join('\n')}\nDo not try again what did not help.`];
}

/** Steady before it is trimmed, or the cut would move with what was blotted out. */
function quote(output: string): string {
	const text = trimOutput(steadyOutput(output));
	const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
	const marks = '`'.repeat(longest + 1);
	return `${marks}\n${text}\n${marks}`;
}
