import stringWidth from 'string-width';
import {makeVisible} from '../core/visible.ts';

/** Rows as aligned columns, two spaces between; widths as a terminal counts them. No cell has a second line. */
export function columns(table: string[][]): string {
	const rows = table.map(row => row.map(cell => makeVisible(cell, {keepNewlines: false})));
	const widths: number[] = [];
	for (const row of rows) {
		for (const [index, cell] of row.entries()) {
			widths[index] = Math.max(widths[index] ?? 0, stringWidth(cell));
		}
	}

	return rows
		.map(row =>
			row
				.map((cell, index) => cell + ' '.repeat(widths[index]! - stringWidth(cell)))
				.join('  ')
				.trimEnd(),
		)
		.map(line => `${line}\n`)
		.join('');
}

/** `1 model`, `2 models`. */
export function count(number: number, noun: string): string {
	return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
