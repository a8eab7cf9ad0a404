/** An action with an answer of 50 MB in it: as one string its JSON, and the bytes of that, would take 150 MB. */
import type {RunEvent} from '../../core/events.ts';
import {inPortions} from '../../core/portions.ts';
import type {Redact} from './redact.ts';

/** Characters. */
const long = 1024 * 1024;

const isLong = (value: unknown): value is string => typeof value === 'string' && value.length > long;

export function holdsLongText(action: RunEvent): boolean {
	return Object.values(action).some(isLong);
}

/** The action as JSON, redacted, in parts that make up one line. */
export function* writeInPortions(action: RunEvent, redact: Redact): Generator<string> {
	let separator = '{';
	for (const [key, value] of Object.entries(action)) {
		if (value === undefined) continue;
		yield `${separator}${JSON.stringify(key)}:`;
		separator = ',';
		if (isLong(value)) {
			yield '"';
			for (const portion of inPortions(redact(value))) yield JSON.stringify(portion).slice(1, -1);
			yield '"';
		} else {
			yield redact(JSON.stringify(value));
		}
	}
	yield '}';
}
