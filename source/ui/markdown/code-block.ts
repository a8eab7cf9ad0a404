/**
 * Code as rows beside a gutter. Lines are appended at the cost of what is new. Colours are given piece by piece, to the
 * pieces in view only, since a grammar has to read from the beginning of what it is given: pieces of a few kB, cut
 * where a definition begins.
 */
import {uncut} from '../spoken/uncut.ts';
import {type Line, spread, widthOfLine} from '../text/line.ts';
import {sliceLine} from '../text/rich.ts';
import {cutMiddle, widthOf} from '../text/width.ts';
import {breakText, tab} from '../text/wrap.ts';
import type {Typeset} from './block.ts';

const enough = 2000;
const most = 8000;
/** Longer lines are not written by hand, and grammars are slow on them. */
const longest = 1000;

type Piece = {first: number; units: number; plain: boolean; seen: string; lines: Line[] | null};

export type CodeBlock = {
	append(line: string): void;
	/** The line that still grows; replaces the one before, until a whole one comes. Empty: there is none. */
	setGrowing(line: string): void;
	rows(): number;
	row(index: number): Line;
	text(index: number): string;
};

/** `info`: what stands after the fence; its first word names the language. */
export function createCodeBlock(info: string, {width, glyphs, highlighter}: Typeset): CodeBlock {
	const [language = ''] = info.toLowerCase().split(/[\s,:{]/);
	const label = language === 'text' ? '' : info.replace(/ ?no-newline-at-end$/, '');
	const room = Math.max(1, width - 2);
	const lines: string[] = [];
	/** Per row: its line, and where in it the row begins and ends. */
	const rows: {line: number; from: number; to: number}[] = [];
	const pieces: Piece[] = [];
	let growing: string | null = null;

	function lay(line: string): void {
		const text = line.replaceAll('\t', tab);
		for (const [from, to] of breakText(text, room)) rows.push({line: lines.length, from, to});
		const last = pieces.at(-1);
		const begins = last === undefined || last.units > most || (last.units > enough && startsAnew(text));
		const piece = begins ? {first: lines.length, units: 0, plain: false, seen: '', lines: null} : last;
		if (begins) pieces.push(piece);
		piece.units += text.length + 1;
		piece.plain ||= text.length > longest;
		lines.push(text);
	}

	function dropGrowing(): void {
		if (growing === null) return;
		growing = null;
		const text = lines.pop()!;
		while (rows.at(-1)?.line === lines.length) rows.pop();
		const piece = pieces.at(-1)!;
		piece.units -= text.length + 1;
		if (piece.first === lines.length) pieces.pop();
	}

	/** A blank line before, and no indentation. */
	function startsAnew(text: string): boolean {
		return lines.at(-1)?.trim() === '' && /^[^\s)\]}]/.test(text);
	}

	function gutterOf(index: number): string {
		return `${rows[index]?.from ? glyphs.goesOn : glyphs.gutter} `;
	}

	function spansOf(line: number): Line {
		const plain: Line = [{text: lines[line]!}];
		const index = pieces.findLastIndex(piece => piece.first <= line);
		const piece = pieces[index]!;
		if (language === '' || piece.plain) return plain;
		const end = pieces[index + 1]?.first ?? lines.length;
		const state = `${highlighter.revision()} ${end} ${end === lines.length ? (growing ?? '') : ''}`;
		if (piece.seen !== state) {
			piece.lines = highlighter.highlight(language, lines.slice(piece.first, end).join('\n'));
			piece.seen = state;
		}
		return piece.lines?.[line - piece.first] ?? plain;
	}

	return {
		append(line) {
			dropGrowing();
			lay(line);
		},
		setGrowing(line) {
			dropGrowing();
			if (line === '') return;
			lay(line);
			growing = line;
		},
		rows: () => Math.max(1, rows.length),
		row(index) {
			const place = rows[index];
			const whole: Line = [
				{text: gutterOf(index), tone: 'quiet'},
				...(place ? sliceLine(spansOf(place.line), place.from, place.to) : []),
			];
			const named = index === 0 ? cutMiddle(label, 30) : '';
			// Heard in one row with the code, it would be part of it.
			const fits = named !== '' && width !== uncut && widthOfLine(whole) + widthOf(named) + 4 < width;
			return fits ? spread(whole, [{text: named, tone: 'quiet'}], width) : whole;
		},
		text(index) {
			const place = rows[index];
			return gutterOf(index) + (place ? lines[place.line]!.slice(place.from, place.to) : '');
		},
	};
}
