/** Problems in the forms that people, editors and other programs read. */
import {relative, resolve, sep} from 'node:path';
import {formatProblem} from '../../core/pipeline/print-problem.ts';
import type {Problem} from '../../core/pipeline/problem.ts';
import {escapeJson, makeVisible} from '../../core/visible.ts';
import type {Surroundings} from '../command.ts';

/** Each ends its own lines. */
export const formats = {
	text: (problem: Problem) => `${formatProblem(problem)}\n\n`,
	github: (problem: Problem, around: Surroundings) => `${toWorkflowCommand(problem, around)}\n`,
	json: (problem: Problem) => `${toJson(problem)}\n`,
} satisfies Record<string, (problem: Problem, around: Surroundings) => string>;

export type Format = keyof typeof formats;

function toJson({file, line, column, length, severity, message, remedy}: Problem): string {
	return escapeJson({file, line, column, length, severity, message, remedy});
}

/** What GitHub shows beside the line in a pull request. Its paths begin at the root of the repository. */
function toWorkflowCommand(
	{file, line, column, severity, message, remedy}: Problem,
	{folder, environment}: Pick<Surroundings, 'folder' | 'environment'>,
): string {
	const root = environment.GITHUB_WORKSPACE;
	const within = root ? relative(root, resolve(folder, file)) : file;
	const shown = within === '..' || within.startsWith(`..${sep}`) ? file : within;
	const properties = {file: shown, line, col: column, title: 'orchestrai check'};
	const given = Object.entries(properties).map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
	return `::${severity} ${given.join(',')}::${escapeMessage(`${oneLine(message)}\n${oneLine(remedy)}`)}`;
}

/** What a file holds stays within its line: a line's end would begin another command. */
function oneLine(text: string): string {
	return makeVisible(text, {keepNewlines: false});
}

function escapeMessage(text: string): string {
	return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
	return escapeMessage(oneLine(text)).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
