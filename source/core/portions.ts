import {wholeCharacter} from './whole-character.ts';

/** In characters. What V8 sets apart as a large object, from 128 kB on, stays until it cleans up everything. */
const size = 32 * 1024;

/** It is short enough to be a single one. */
export function isPortion(text: string): boolean {
	return text.length <= size;
}

/** A text in parts of moderate size, cut between whole characters, for what would make a copy of all that it is given. */
export function* inPortions(text: string): Generator<string> {
	if (isPortion(text)) {
		yield text;
		return;
	}
	for (let from = 0; from < text.length; ) {
		const to = wholeCharacter(text, from + size);
		yield text.slice(from, to);
		from = to;
	}
}
