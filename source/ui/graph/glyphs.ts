/** The characters that a graph is drawn with. */
export type GraphGlyphs = {
	/** By the sum of its arms: up 1, right 2, down 4, left 8. */
	strokes: readonly string[];
	/** The same where a lane of the rails ends. */
	laneEnds: readonly string[];
	/** A line that passes in front of another. */
	crossing: string;
	arrowRight: string;
	arrowDown: string;
	/** Where a line leaves a box, by the side that it leaves. */
	portRight: string;
	portDown: string;
	horizontal: string;
	vertical: string;
	topLeft: string;
	topRight: string;
	bottomLeft: string;
	bottomRight: string;
	/** Around a box of one row. */
	open: string;
	close: string;
	/** Stands for what was cut out of a name. */
	ellipsis: string;
	/** A node of the rails that has no mark of its own. */
	node: string;
};

export const unicodeGlyphs: GraphGlyphs = {
	strokes: [...' ╵╶└╷│┌├╴┘─┴┐┤┬┼'],
	laneEnds: [...' ╵╶└╷│┌├╴┘─┴┐┤┬┼'],
	crossing: '│',
	arrowRight: '▶',
	arrowDown: '▼',
	portRight: '├',
	portDown: '┬',
	horizontal: '─',
	vertical: '│',
	topLeft: '╭',
	topRight: '╮',
	bottomLeft: '╰',
	bottomRight: '╯',
	open: '[',
	close: ']',
	ellipsis: '…',
	node: '○',
};

/** For a locale without UTF-8: every corner and junction is a `+`, so a crossing has to show. */
export const asciiGlyphs: GraphGlyphs = {
	strokes: [...' |-+||++-+-+++++'],
	laneEnds: [..." '-'||++-'-'++++"],
	crossing: ')',
	arrowRight: '>',
	arrowDown: 'v',
	portRight: '+',
	portDown: '+',
	horizontal: '-',
	vertical: '|',
	topLeft: '.',
	topRight: '.',
	bottomLeft: "'",
	bottomRight: "'",
	open: '[',
	close: ']',
	ellipsis: '~',
	node: 'o',
};

const pairs = (from: string, to: string) =>
	new Map([...from].map((glyph, index) => [glyph, [...to][index]!]));

/** What stands out without colour: a frame (where a line leaves it is as thin as ever), and what flows in a line. */
export const heavyGlyphs = {
	unicode: {frame: pairs('─│╭╮╰╯├┬', '━┃┏┓┗┛┠┯'), flow: pairs('─│', '━┃')},
	ascii: {frame: pairs("-|.'", '=#..'), flow: pairs('-|', '=:')},
};
