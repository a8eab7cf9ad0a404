import type {InstallOutcome} from '../../../core/ports.ts';
import {fingerprintOf} from './fingerprint.ts';
import type {Failure} from './read-failure.ts';

/** How pip and npm mark what went wrong; npm closes with where its log is, which nobody can read. */
const MARK = /^(?:ERROR:|npm (?:error|ERR!)(?: code)?|error:)\s*/;
const NOISE = /^(?:A complete log of this run|$)|^\s*$/;

/** A summary stays one line on a screen. */
const LONGEST = 200;

/** What could not be installed, in one line, and all that was said about it. */
export function readInstallFailure({stdout, stderr}: Pick<InstallOutcome, 'stdout' | 'stderr'>): Failure {
	const excerpt = stderr.trim() || stdout.trim();
	const lines = excerpt.split(/\r?\n/);
	const marked = lines.filter(line => MARK.test(line)).map(line => line.replace(MARK, ''));
	// What was refused before anything ran says so from its beginning.
	const said = marked.findLast(line => !NOISE.test(line)) ?? shorten(excerpt.replaceAll(/\s+/g, ' '));
	return {
		kind: 'install',
		fingerprint: fingerprintOf({type: 'install', message: said}),
		summary: said ? `its packages could not be installed: ${said}` : 'its packages could not be installed',
		excerpt,
		frames: [],
		moment: 'starting',
		tests: null,
	};
}

function shorten(text: string): string {
	return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
