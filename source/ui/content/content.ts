/** What the inspector scrolls through: rows by number, so that only those in view are ever made. */
import type {Document} from '../markdown/document.ts';
import {type Line, quote} from '../text/line.ts';
import {textOf} from '../text/rich.ts';
import type {Wrap} from '../text/wrap.ts';

export type Content = {
	rows: number;
	row(index: number): Line;
	/** Rows that stay above while the others scroll, `most` of them. */
	head?(most: number): readonly Line[];
	/** A row without its looks, where that costs less than making it. */
	text?(index: number): string;
	/** The same as long as its rows are, if their number is. */
	source?: object;
};

/** A row without its looks. */
export function plainRow(content: Content, index: number): string {
	return content.text?.(index) ?? textOf(content.row(index));
}

export function linesContent(lines: readonly Line[]): Content {
	return {rows: lines.length, row: index => lines[index] ?? []};
}

export function wrapContent(wrap: Wrap): Content {
	return {
		rows: wrap.count(),
		row: index => [{text: wrap.row(index), quoted: true}],
		text: wrap.row,
		source: wrap,
	};
}

export function documentContent(document: Document): Content {
	return {
		rows: document.rows(),
		row: index => quote(document.row(index)),
		text: document.text,
		source: document,
	};
}

/** One after the other. */
export function stack(...parts: readonly Content[]): Content {
	const at = <T>(index: number, take: (part: Content, index: number) => T): T | undefined => {
		let left = index;
		for (const part of parts) {
			if (left < part.rows) return take(part, left);
			left -= part.rows;
		}
		return undefined;
	};
	return {
		rows: parts.reduce((sum, part) => sum + part.rows, 0),
		row: index => at(index, (part, offset) => part.row(offset)) ?? [],
		text: index => at(index, plainRow) ?? '',
	};
}

/** The same rows, each with something done to it. */
export function mapRows({rows, row}: Content, change: (row: Line) => Line): Content {
	return {rows, row: index => change(row(index))};
}

/** As many of the rows as fit, those around one of them. */
export function rowsAround(lines: readonly Line[], index: number, most: number): readonly Line[] {
	const first = Math.max(0, Math.min(index - Math.floor(most / 2), lines.length - most));
	return lines.slice(first, first + most);
}
