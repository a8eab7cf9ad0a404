/** Which modes a program may put the person's terminal into, and how it is taken out of all of them. */

import {ownSequence, type Sequence} from '../core/sequence.ts';

/** Private modes (DECSET) and whether they are on in a terminal at rest. */
const restingModes: readonly (readonly [mode: number, on: boolean])[] = [
	// Cursor keys of the application, wrapping at the right edge, the cursor itself.
	[1, false],
	[7, true],
	[25, true],
	// The mouse: what is reported, and how it is written.
	...[9, 1000, 1002, 1003, 1005, 1006, 1015, 1016].map(mode => [mode, false] as const),
	// Pasted text in brackets.
	[2004, false],
];

/** They show another page, and bring the first one back; which of them did it has to be known. */
const alternatePages = [47, 1047, 1049];

const allowed = new Set([...restingModes.map(([mode]) => mode), ...alternatePages]);

export function isAllowedMode(mode: number): boolean {
	return allowed.has(mode);
}

export function isAlternatePage(mode: number): boolean {
	return alternatePages.includes(mode);
}

/** Character sets that a program may choose: ASCII, British, line drawing. */
export const characterSets = 'AB0';

/** Clears what is in view; what was scrolled away stays. */
export const clearedScreen = ownSequence('\u001B[2J\u001B[H');

/**
 * What takes a terminal out of whatever the filter lets through, the cursor staying where it is; then the first page
 * is back too, if `alternatePage` tells by which mode it went away.
 */
export function resetModes(alternatePage: number | null): Sequence {
	const reset = [
		// Giving up a scroll region moves the cursor.
		'\u001B7\u001B[r\u001B8',
		'\u001B[4l\u001B>',
		...restingModes.map(([mode, on]) => `\u001B[?${mode}${on ? 'h' : 'l'}`),
		'\u001B[0m\u001B(B\u001B)B\u000F',
	].join('');
	return ownSequence(alternatePage === null ? reset : `${reset}\u001B[?${alternatePage}l`);
}
