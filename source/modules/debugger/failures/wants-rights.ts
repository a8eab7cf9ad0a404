import {type EndedRun, failingLine, isOwnDoing, lastWords} from './ended-run.ts';

const READ_ONLY = /Read-only file system|\bEROFS\b/;
const FORBIDDEN = /\[Errno (?:1|13)\]|\bE(?:ACCES|PERM)\b/;
/** A path that is given is one of the program's own, unless it leads out of its folder. */
const OUTSIDE = /['" ]\/(?!workspace(?:\/|['"]|$))[\w.-]/;
const SOCKETS = /\bsocket\b|\.bind\(|\.listen\(|\bsyscall: '(?:bind|listen|socket)'|^Error: listen /m;

/** It ended since it may write only its own folder, and open only the sockets that anyone may. */
export function wantsRights(run: EndedRun): boolean {
	const {error} = run;
	if (!error) return READ_ONLY.test(lastWords(run));
	if (isOwnDoing(run)) return false;
	if (READ_ONLY.test(error.message)) return true;
	if (!/^(?:PermissionError|OSError|Error|socket\.error)$/.test(error.type)) return false;
	if (!FORBIDDEN.test(error.message)) return false;
	return OUTSIDE.test(error.message) || SOCKETS.test(`${failingLine(run)}\n${error.excerpt}`);
}
