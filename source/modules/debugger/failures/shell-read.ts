/** Tells of a script, before any run, that it ends at its first `read` when there is no input. */
import type {EndedRun} from './ended-run.ts';
import {locate} from './printed-error.ts';

const EXITS_ON_ERROR = /^set -\w*e|^set -o errexit/;
const READ = /^(?:IFS=\S* )?read\b/;
/** Lines that cannot end a script: prints, settings, values without a substitution. */
const HARMLESS = /^(?:$|#|echo\b|printf\b|set [-+]|(?:export |readonly )?\w+=)/;

/**
 * bash says nothing when `read` meets the end of the input under `set -e`. It can be nothing else where all
 * that stands before the `read` cannot fail.
 */
export function endsAtFirstRead({outcome, files, command}: EndedRun): boolean {
	if (outcome.exit_code !== 1 || outcome.stderr.trim() !== '') return false;
	const script = command
		.split(/\s+/)
		.map(word => locate(word.replace(/^\.\//, ''), [...files.keys()]))
		.find(path => path !== null);
	const lines = (script ? (files.get(script) ?? '') : '').split('\n').map(line => line.trim());
	const at = lines.findIndex(line => READ.test(line));
	const before = lines.slice(0, Math.max(0, at));
	const harmless = before.every(line => HARMLESS.test(line) && !/[`;|&]|\$\(/.test(line));
	const ends = before.some(line => EXITS_ON_ERROR.test(line)) || /\|\|\s*exit\b/.test(lines[at] ?? '');
	return at >= 0 && harmless && ends;
}
