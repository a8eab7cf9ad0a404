/**
 * The only way to the screen. All text goes through here, whoever wrote it: control, escape, bidi and zero-width
 * characters become visible glyphs, so that nothing a model writes can move the cursor or hide.
 */
import {Box, Transform} from 'ink';
import type {ReactElement} from 'react';
import {quotedMark, typedMark, withoutMarks} from '../spoken/marks.ts';
import {useTheme} from '../theme.ts';
import {cutLine, type Line, widthOfLine} from './line.ts';
import {paint, visible} from './paint.ts';

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
					accessibilityLabel={theme.spoken ? spokenLine(spans) : ''}
				>
					{'x'.repeat(width)}
				</Transform>
			)}
		</Box>
	);
}

/** With the mark of what kind of row it is. */
function spokenLine(spans: Line): string {
	// Behind the last character the cursor is a block of its own.
	const said = spans.at(-1)?.cursor && spans.at(-1)!.text === ' ' ? spans.slice(0, -1) : spans;
	const text = said.map(({text, mark}) => (mark ? text : withoutMarks(visible(text)))).join('');
	const typed = spans.some(({cursor}) => cursor) ? typedMark : '';
	const quoted = spans.some(span => span.quoted) ? quotedMark : '';
	return `${typed}${quoted}${text}`;
}
