import type {RunEvent} from '../../core/events.ts';
import {holdsLongText, writeInPortions} from './long-action.ts';
import type {Redact} from './redact.ts';
import {pieceSize} from './write-all.ts';

/** What is written at once: several lines, or a part of a long one after the other. */
export function* piecesOf(
	actions: readonly RunEvent[],
	redact: Redact,
): Generator<{text: Iterable<string>; count: number}> {
	let lines: string[] = [];
	let length = 0;
	for (const action of actions) {
		const isLong = holdsLongText(action);
		if (lines.length > 0 && (isLong || length >= pieceSize)) {
			yield {text: [lines.join(',\n')], count: lines.length};
			lines = [];
			length = 0;
		}
		if (isLong) {
			yield {text: writeInPortions(action, redact), count: 1};
			continue;
		}
		const line = redact(JSON.stringify(action));
		lines.push(line);
		length += line.length;
	}
	if (lines.length > 0) yield {text: [lines.join(',\n')], count: lines.length};
}
