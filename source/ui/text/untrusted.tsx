/**
 * The only way to the screen. All text goes through here, whoever wrote it: control, escape, bidi and zero-width
 * characters become visible glyphs, so that nothing a model writes can move the cursor or hide.
 */
import chalk, {type ChalkInstance, type ForegroundColorName} from 'chalk';
import {Box, Transform} from 'ink';
import type {ReactElement} from 'react';
import {makeVisible} from '../../core/visible.ts';
import {type Theme, useTheme} from '../theme.ts';
import {cutLine, type Line, type Span, widthOfLine} from './line.ts';

/** One row; what is wider than its box is cut. */
export function UntrustedLine({spans}: {spans: Line}): ReactElement {
	const theme = useTheme();
	const width = widthOfLine(spans);
	// Painted here and not when the frame is written: there, a failure would be out of React's reach.
	const painted = paint(spans, theme);
	const cutTo = (room: number) =>
		room >= width ? painted : paint(cutLine(spans, room, theme.glyphs.ellipsis), theme);
	return (
		<Box height={1} flexShrink={0} overflowY="hidden">
			{width > 0 && (
				// Ink measures each text several times a frame, at 1.5 µs a character that is not ASCII, box drawing included.
				// So it lays out a word as wide as the row, and gets the row itself when it writes the frame.
				<Transform
					transform={room => cutTo(room.length)}
					accessibilityLabel={spans.map(span => visible(span.text)).join('')}
				>
					{'x'.repeat(width)}
				</Transform>
			)}
		</Box>
	);
}

function paint(spans: Line, theme: Theme): string {
	return spans.map(span => brushOf(span, theme)(visible(span.text))).join('');
}

function visible(text: string): string {
	return makeVisible(text, {keepNewlines: false});
}

function brushOf(span: Span, theme: Theme): ChalkInstance {
	const face = theme.face(span.tone ?? 'plain');
	const color = span.tone && theme.color(span.tone);
	let brush: ChalkInstance = chalk;
	if (span.dim ?? face.dim) brush = brush.dim;
	if (color) brush = color.startsWith('#') ? brush.hex(color) : brush[color as ForegroundColorName];
	if (span.bold ?? face.bold) brush = brush.bold;
	if (span.italic ?? face.italic) brush = brush.italic;
	if (span.underline) brush = brush.underline;
	if (span.inverse) brush = brush.inverse;
	return brush;
}
