/**
 * The only way to the screen. All text goes through here, whoever wrote it: control, escape, bidi and zero-width
 * characters become visible glyphs, so that nothing a model writes can move the cursor or hide.
 */
import {Text} from 'ink';
import type {ReactElement} from 'react';
import {makeVisible} from '../../core/visible.ts';
import {type Theme, useTheme} from '../theme.ts';
import type {Line} from './line.ts';

/** One row; what is wider than its box is cut. */
export function UntrustedLine({spans}: {spans: Line}): ReactElement {
	const theme = useTheme();
	// Ink gives an empty text no row at all.
	const blank = spans.every(span => span.text === '');
	return <Text wrap="truncate-end">{blank ? ' ' : look(spans, theme)}</Text>;
}

function look(spans: Line, theme: Theme): ReactElement[] {
	return spans.map((span, index) => {
		const face = theme.face(span.tone ?? 'plain');
		return (
			<Text
				// biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a row have no identity but their place.
				key={index}
				color={span.tone && theme.color(span.tone)}
				bold={span.bold ?? face.bold}
				italic={span.italic ?? face.italic}
				underline={span.underline}
				inverse={span.inverse}
				dimColor={span.dim ?? face.dim}
			>
				{makeVisible(span.text, {keepNewlines: false})}
			</Text>
		);
	});
}
