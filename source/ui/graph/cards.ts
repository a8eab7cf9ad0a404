/** What the box of an operation says, in the room that it has. */
import {cutLine, type Line, type Span} from '../text/line.ts';
import {cutMiddle, widthOf} from '../text/width.ts';
import type {Size} from './layout.ts';

/** Texts on one row each, made visible already. */
export type Card = {
	/** The status; null for a pipeline that does not run. */
	mark: Span | null;
	name: Span;
	/** Rows under the name. */
	details: readonly Line[];
};

/** With a frame and so many rows of details, or on one row; `most` is the width of the text at most, in cells. */
export type CardForm = {framed: boolean; details: number; most: number};

/** Cells of a row besides its text: the border and a space, on both sides. */
const sides = 4;

export function sizeOfCard(card: Card, form: CardForm): Size {
	const indent = indentOf(card);
	const details = detailsOf(card, form);
	const widths = [card.name.text, ...details.map(line => line.map(({text}) => text).join(''))].map(widthOf);
	return {
		width: sides + Math.max(1, Math.min(form.most, indent + Math.max(...widths))),
		height: form.framed ? 3 + details.length : 1,
	};
}

/** The rows of a card's text, each at most `width` cells; the mark is kept whatever the width. */
export function linesOfCard(card: Card, form: CardForm, width: number, ellipsis: string): Line[] {
	const indent = indentOf(card);
	const room = Math.max(0, width - indent);
	const name = {...card.name, text: cutMiddle(card.name.text, room, ellipsis)};
	const margin = {text: ' '.repeat(indent)};
	return [
		card.mark ? [card.mark, {text: ' '}, name] : [name],
		...detailsOf(card, form).map(line => [margin, ...cutLine(line, room, ellipsis)]),
	];
}

function indentOf({mark}: Card): number {
	return mark ? widthOf(mark.text) + 1 : 0;
}

function detailsOf({details}: Card, {framed, details: rows}: CardForm): readonly Line[] {
	return framed ? details.slice(0, rows) : [];
}
