import {isScalar, parseDocument, type YAMLParseError} from 'yaml';
import type {Report} from './problem-list.ts';
import {convertNodes} from './yaml-nodes.ts';
import {describeSyntaxError, placeOfSyntaxError} from './yaml-syntax-errors.ts';
import type {Value} from './yaml-value.ts';

const mostSyntaxErrors = 10;

/**
 * Reads YAML into values that know their places. Null if it holds nothing; null, and reported, if its
 * syntax is wrong, it holds several documents, or its aliases make a bomb. Reported too are duplicate, reserved
 * and odd keys, and tags; these leave a value behind, so that the rest can be checked.
 */
export function readYaml(text: string, report: Report): Value | null {
	// The library's own check of unique keys is quadratic.
	const document = parseDocument(text, {uniqueKeys: false, prettyErrors: false, logLevel: 'error'});
	if (document.errors.length > 0) {
		for (const error of firstOfEachLine(document.errors, text)) {
			report(placeOfSyntaxError(error, document), () => describeSyntaxError(error));
		}
		return null;
	}
	const root = document.contents;
	if (root === null || (isScalar(root) && root.value === null)) return null;
	return convertNodes(root, text, report);
}

/** One slip makes the parser stumble several times; the first one on a line is the one to mend. */
function firstOfEachLine(errors: readonly YAMLParseError[], text: string): YAMLParseError[] {
	const first: YAMLParseError[] = [];
	let lineEnd = -1;
	for (const error of errors) {
		if (first.length === mostSyntaxErrors) break;
		if (error.pos[0] <= lineEnd) continue;
		first.push(error);
		const newline = text.indexOf('\n', error.pos[0]);
		lineEnd = newline === -1 ? text.length : newline;
	}
	return first;
}
