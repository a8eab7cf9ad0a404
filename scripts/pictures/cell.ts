/** What an emulator holds, cell by cell. */
import type {Terminal} from '@xterm/headless';
import {colourOf} from './colours.ts';

export type Style = {
	/** Null: the window's own. */
	ink: string | null;
	ground: string | null;
	bold: boolean;
	dim: boolean;
	italic: boolean;
	underline: boolean;
	strike: boolean;
};

/** `width` is 0 in the second half of a wide character. */
export type Cell = {text: string; width: number; style: Style};

/** The rows of the viewport, or of all that was written; `colours` of inverse cells are exchanged already. */
export function readCells(emulator: Terminal, own: {ink: string; ground: string}): Cell[][] {
	const {active} = emulator.buffer;
	const rows: Cell[][] = [];
	for (let y = 0; y < emulator.rows; y++) {
		const line = active.getLine(active.viewportY + y)!;
		const row: Cell[] = [];
		for (let x = 0; x < emulator.cols; x++) {
			const cell = line.getCell(x)!;
			const ink = colourOf(cell.getFgColor(), cell.isFgRGB(), cell.isFgPalette());
			const ground = colourOf(cell.getBgColor(), cell.isBgRGB(), cell.isBgPalette());
			const inverse = cell.isInverse() !== 0;
			row.push({
				text: cell.getChars() || ' ',
				width: cell.getWidth(),
				style: {
					ink: inverse ? (ground ?? own.ground) : ink,
					ground: inverse ? (ink ?? own.ink) : ground,
					bold: cell.isBold() !== 0,
					dim: cell.isDim() !== 0,
					italic: cell.isItalic() !== 0,
					underline: cell.isUnderline() !== 0,
					strike: cell.isStrikethrough() !== 0,
				},
			});
		}
		rows.push(row);
	}
	return rows;
}

/** A row of this text: what the terminal shows of what was typed before. */
export function writeRow(pieces: readonly {text: string; bold: boolean}[], columns: number): Cell[] {
	const plain = {ink: null, ground: null, dim: false, italic: false, underline: false, strike: false};
	const cells = pieces.flatMap(({text, bold}) =>
		[...text].map(char => ({text: char, width: 1, style: {...plain, bold}})),
	);
	const blank = {text: ' ', width: 1, style: {...plain, bold: false}};
	return [...cells, ...Array.from({length: columns - cells.length}, () => blank)];
}

/** What a person reads in them. */
export function textOf(rows: readonly Cell[][]): string {
	return rows
		.map(row =>
			row
				.map(({text, width}) => (width === 0 ? '' : text))
				.join('')
				.trimEnd(),
		)
		.join('\n')
		.trimEnd();
}
