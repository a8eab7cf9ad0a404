/** A frame with its title in the upper border. */
import {Box} from 'ink';
import type {ReactElement} from 'react';
import {hereBegins} from '../spoken/narrator.ts';
import {cutLine, type Line, type Span, widthOfLine} from '../text/line.ts';
import {UntrustedLine} from '../text/untrusted.tsx';
import {type Tone, useTheme} from '../theme.ts';

/** Rows that fit inside a panel, and their width. */
export function insideOf(width: number, height: number): {width: number; height: number} {
	return {width: Math.max(1, width - 4), height: Math.max(0, height - 2)};
}

type PanelProps = {
	title: Line;
	/** Ends at the right corner. */
	right?: Line;
	/** Accent: here are the keys. */
	tone: Tone;
	width: number;
	height: number;
	rows: readonly Line[];
};

export function Panel(props: PanelProps): ReactElement {
	return useTheme().spoken ? <SpokenPanel {...props} /> : <FramedPanel {...props} />;
}

/** A heading, and the rows below it that hold anything. */
function SpokenPanel({title, right = [], tone, rows}: PanelProps): ReactElement {
	const heading: Line = [
		{text: tone === 'accent' ? hereBegins : ''},
		...title,
		...(right.length > 0 ? [{text: ', '}, ...right] : []),
	];
	return (
		<Box flexDirection="column">
			{[heading, ...rows].map((spans, index) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: a row's identity is its place.
				<UntrustedLine key={index} spans={spans} />
			))}
		</Box>
	);
}

function FramedPanel({title, right = [], tone, width, height, rows}: PanelProps): ReactElement {
	const theme = useTheme();
	const frame = tone === 'accent' ? theme.focusedFrame : theme.frame;
	const edge = (text: string): Span => ({text, tone});
	const inner = width - 2;
	const ending: Line = right.length > 0 ? [edge(' '), ...right, edge(` ${frame.top}`)] : [];
	const beginning = cutLine(
		[edge(`${frame.top} `), ...title, edge(' ')],
		Math.max(0, inner - widthOfLine(ending)),
		theme.glyphs.ellipsis,
	);
	const fill = Math.max(0, inner - widthOfLine(beginning) - widthOfLine(ending));
	const inside = insideOf(width, height);
	const body = Array.from({length: inside.height}, (_, index): Line => {
		const row = cutLine(rows[index] ?? [], inside.width, theme.glyphs.ellipsis);
		const rest = ' '.repeat(inside.width - widthOfLine(row));
		return [edge(`${frame.left} `), ...row, edge(`${rest} ${frame.right}`)];
	});
	const framed: Line[] = [
		[edge(frame.topLeft), ...beginning, edge(frame.top.repeat(fill)), ...ending, edge(frame.topRight)],
		...body,
		[edge(`${frame.bottomLeft}${frame.bottom.repeat(Math.max(0, inner))}${frame.bottomRight}`)],
	];
	return (
		<Box flexDirection="column" width={width} height={height} flexShrink={0}>
			{framed.map((spans, index) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: a row's identity is its place.
				<UntrustedLine key={index} spans={spans} />
			))}
		</Box>
	);
}
