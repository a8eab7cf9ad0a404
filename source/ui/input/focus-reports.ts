/** What a terminal sends when its window is entered or left, once it was asked to (mode 1004). */

const report = /\u001B\[([IO])/g;
/** The beginning of a report, at the end of what came. */
const begun = /\u001B\[?$/;

/** Reads them out of what comes from the keyboard, in pieces as they come: true for each entering, false for each leaving. */
export function createFocusReader(): (piece: string) => boolean[] {
	let held = '';
	return piece => {
		const text = held + piece;
		held = begun.exec(text)?.[0] ?? '';
		return Array.from(text.matchAll(report), ([, letter]) => letter === 'I');
	};
}
