import {scanFences} from '../core/files/fences.ts';
import {judgePath} from '../core/files/path-rules.ts';
import {blankReasoning} from '../core/files/reasoning.ts';

const DELETION = /^\s*(?:[-*]\s+)?(?:\*\*)?`?DELETE:\s*(?:\*\*)?\s*`?(.+?)`?(?:\*\*)?\s*$/;

/** The paths of an answer's `DELETE: path` lines, those outside its fences. Whether they exist is not judged. */
export function findDeletions(answer: string): string[] {
	return scanFences(blankReasoning(answer.split(/\r?\n/))).prose.flatMap(({text}) => {
		const [, path] = DELETION.exec(text) ?? [];
		const judged = path === undefined ? null : judgePath(path);
		return judged && 'path' in judged ? [judged.path] : [];
	});
}
