/** Lines as text for a terminal: their tones as escape sequences, all that a text itself holds made visible. */
import chalk, {type ChalkInstance, type ForegroundColorName} from 'chalk';
import {plainPunctuation} from '../../core/ascii.ts';
import {ownSequence, type Sequence} from '../../core/sequence.ts';
import {makeVisible} from '../../core/visible.ts';
import type {Theme} from '../theme.ts';
import type {Line, Span} from './line.ts';

export function paint(spans: Line, theme: Theme): Sequence {
	const show = theme.unicode ? visible : (text: string) => plainPunctuation(visible(text));
	return ownSequence(
		spans
			.flatMap(span => (isUnderlined(span, theme) ? wordsOf(span) : [span]))
			.map(span => brushOf(span, theme)(show(span.text)))
			.join(''),
	);
}

export function visible(text: string): string {
	return makeVisible(text, {keepNewlines: false});
}

function isUnderlined({tone, underline}: Span, theme: Theme): boolean {
	return underline ?? theme.face(tone ?? 'plain').underline === true;
}

/** What lies around and between words: blank cells, and frames, which in ASCII are signs like others. */
const aroundWords = /(\s*[\u2500-\u259F]+\s*|\s{2,}|^[\s|+=#-]+|[\s|+=#-]+$)/;

/** Only words are underlined: a line through blank cells and along a frame would look like a frame. */
function wordsOf(span: Span): Span[] {
	return span.text
		.split(aroundWords)
		.map((text, index) => (index % 2 === 0 ? {...span, text} : {...span, text, underline: false}))
		.filter(({text}) => text !== '');
}

function brushOf(span: Span, theme: Theme): ChalkInstance {
	const face = theme.face(span.tone ?? 'plain');
	const color = span.tone && theme.color(span.tone);
	let brush: ChalkInstance = chalk;
	if (span.dim ?? face.dim) brush = brush.dim;
	if (color) brush = color.startsWith('#') ? brush.hex(color) : brush[color as ForegroundColorName];
	if (span.bold ?? face.bold) brush = brush.bold;
	if (span.italic ?? face.italic) brush = brush.italic;
	if (span.underline ?? face.underline) brush = brush.underline;
	if (span.inverse) brush = brush.inverse;
	return brush;
}
