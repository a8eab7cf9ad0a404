/** What reached a terminal, taken apart as strictly as can be: only what the app itself says to one is let pass. */
import {emojiParts, isDangerous} from './hidden-characters.ts';

export type Told = {
	/** Cursor, pages and modes: the screen. Without it, lines in colours. */
	screen?: boolean;
	/** Titles, notifications and the clipboard. */
	window?: boolean;
};

/** Bold, dim, italic, underline, inverse, the end of each, the sixteen colours, and 24-bit foregrounds. */
const look = /^(?:0|1|2|3|4|7|22|23|24|27|39|3[0-7]|9[0-7]|38;2;\d{1,3};\d{1,3};\d{1,3})?$/;

/** What moves about on the screen, and the modes that it is drawn with: without parameters, or with these. */
const screenSequences =
	/^(?:(?:[1-9]\d{0,3})?[ABCDEFG]|(?:[1-9]\d{0,3};[1-9]\d{0,3})?H|[0-2]?K|[0-3]?J|\?(?:25|1049|2004|2026)[hl]|\?u|[<>=]\d{0,2}u)$/;
const windowSequences = /^(?:\?1004[hl]|2[23];2t)$/;

// Each alternative is a whole sequence; what fits none is foreign from its first character on.
const sequence =
	/\u001B\[([\x30-\x3F]*[\x20-\x2F]*[\x40-\x7E])|\u001B\]([^\x00-\x1F\x7F-\x9F]*)\u0007|(\u0007)(?=\u001B\]9;)/y;

/** Every character and sequence that is not the app's own, as it can be read; empty if all is well. */
export function foreignIn(written: string, {screen = false, window = false}: Told = {}): string[] {
	const found: string[] = [];
	let text = '';
	for (let at = 0; at < written.length; ) {
		sequence.lastIndex = at;
		const match = sequence.exec(written);
		if (match && isOwn(match)) {
			at += match[0].length;
			continue;
		}

		const character = String.fromCodePoint(written.codePointAt(at)!);
		if (!'\n\t'.includes(character) && !(character === '\r' && returns(at))) text += character;
		at += character.length;
	}

	const characters = [...text.replaceAll(emojiParts, '')];
	for (const [index, character] of characters.entries())
		if (isDangerous(character.codePointAt(0)!))
			found.push(JSON.stringify(characters.slice(Math.max(0, index - 12), index + 12).join('')));
	return found;

	function isOwn([, control, command]: RegExpExecArray): boolean {
		if (control !== undefined) {
			const isLook = control.endsWith('m') && look.test(control.slice(0, -1));
			return isLook || (screen && screenSequences.test(control)) || (window && windowSequences.test(control));
		}

		if (!window || command === undefined) return window;
		return /^(?:2;|9;|52;c;[A-Za-z\d+/]*=*$)/.test(command) && foreignIn(command).length === 0;
	}

	/** The end of a line as a terminal's driver writes it, or the way to the first column before something is drawn. */
	function returns(at: number): boolean {
		return (
			written[at + 1] === '\n' || (screen && (at + 1 === written.length || written[at + 1] === '\u001B'))
		);
	}
}
