/** A text with looks, before it is laid out: pieces that may hold line ends. */
import type {Line, Span, Style} from './line.ts';
import {tab} from './wrap.ts';

/** Splits at line ends. */
export function linesOf(pieces: readonly Span[]): Line[] {
	const lines: Span[][] = [[]];
	for (const piece of pieces) {
		if (!piece.text.includes('\n')) {
			lines.at(-1)!.push(piece);
			continue;
		}
		const [first, ...rest] = piece.text.split('\n');
		lines.at(-1)!.push({...piece, text: first!});
		for (const text of rest) lines.push([{...piece, text}]);
	}
	return lines;
}

export function textOf(pieces: readonly Span[]): string {
	return pieces.length === 1 ? pieces[0]!.text : pieces.map(piece => piece.text).join('');
}

/** The part between two places, in UTF-16 units. */
export function sliceLine(spans: Line, from: number, to: number): Line {
	if (spans.length === 1) {
		const [only] = spans as [Span];
		return from === 0 && to >= only.text.length ? spans : [{...only, text: only.text.slice(from, to)}];
	}
	const kept: Span[] = [];
	let at = 0;
	for (const span of spans) {
		const end = at + span.text.length;
		if (end > from && at < to)
			kept.push({
				...span,
				text: span.text.slice(Math.max(0, from - at), Math.min(span.text.length, to - at)),
			});
		at = end;
		if (at >= to) break;
	}
	return kept;
}

/** The same pieces with a look laid over each; what a piece has of its own stays. */
export function restyle(pieces: readonly Span[], style: Style): Span[] {
	return pieces.map(piece => ({...style, ...piece}));
}

export function expandTabs(pieces: readonly Span[]): readonly Span[] {
	return pieces.some(piece => piece.text.includes('\t'))
		? pieces.map(piece => ({...piece, text: piece.text.replaceAll('\t', tab)}))
		: pieces;
}
