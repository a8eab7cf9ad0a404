import {firstDifference} from './first-difference.ts';

/**
 * Where two system messages first differ, as the end of a sentence that names the file and its own line. Null where
 * the message of now is not made of these parts: a module may say something else.
 */
export function differingPart(
	recorded: string,
	now: string,
	parts: readonly {file: string; text: string}[],
): string | null {
	if (recorded === now || now !== parts.map(({text}) => text.trim()).join('\n\n')) return null;
	let start = 0;
	for (const [index, {file, text}] of parts.entries()) {
		const end = start + text.trim().length;
		if (index < parts.length - 1 && recorded.slice(0, end) === now.slice(0, end)) {
			start = end + 2;
			continue;
		}

		// Empty lines ahead of the text are not told.
		const ahead = text.slice(0, text.indexOf(text.trim())).split('\n').length - 1;
		return `in ${file} at ${firstDifference(recorded.slice(start), now.slice(start), ahead)}`;
	}

	return null;
}
