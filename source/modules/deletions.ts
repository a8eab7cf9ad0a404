import {scanFences} from '../core/files/fences.ts';
import type {FileSet} from '../core/files/file-set.ts';
import {judgePath} from '../core/files/path-rules.ts';
import {blankReasoning} from '../core/files/reasoning.ts';

const DELETION = /^\s*(?:[-*]\s+)?(?:\*\*)?`?DELETE:\s*(?:\*\*)?\s*`?(.+?)`?(?:\*\*)?\s*$/;

/**
 * The paths of an answer's `DELETE: path` lines, those outside its fences, that are there. In a last line without
 * an end, a path that others begin with may be one of those, cut off: it is left out.
 */
export function findDeletions(answer: string, current: FileSet): string[] {
	const lines = blankReasoning(answer.split(/\r?\n/));
	return scanFences(lines).prose.flatMap(({text, line}) => {
		const [, path] = DELETION.exec(text) ?? [];
		const judged = path === undefined ? null : judgePath(path);
		if (!judged || 'refused' in judged || !current.has(judged.path)) return [];
		const mayBeCut = line === lines.length && !/[`*]\s*$/.test(text);
		const longer = [...current.keys()].some(each => each !== judged.path && each.startsWith(judged.path));
		return mayBeCut && longer ? [] : [judged.path];
	});
}
