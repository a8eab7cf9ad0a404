/** What the build has Ink measure with, in place of `string-width`: the same figures, most of them for less. */
import stringWidth, {type Options} from 'string-width';
import {singles} from './one-cell.ts';

const colours = /\u001B\[[\d;:]*m/g;

export default function quickWidth(text: string, options?: Options): number {
	const bare =
		text.includes('\u001B') && !options?.countAnsiEscapeCodes ? text.replaceAll(colours, '') : text;
	return singles.test(bare) ? bare.length : stringWidth(text, options);
}
