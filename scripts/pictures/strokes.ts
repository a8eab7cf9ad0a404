/**
 * The characters that have to meet their neighbours, or whose form differs too much from font to font, as paths. A
 * cell goes from 0,0 to its width and height.
 */

export type Cut = {width: number; height: number};

/** What is drawn: lines of a thickness, or an area. */
export type Stroke = {path: string; thickness: number | null};

/** For each side of a cell, north, east, south and west: no line, a light one or a heavy one. */
const boxes: Record<string, string> = {
	...{'─': '0101', '│': '1010', '┌': '0110', '┐': '0011', '└': '1100', '┘': '1001'},
	...{
		'├': '1110',
		'┤': '1011',
		'┬': '0111',
		'┴': '1101',
		'┼': '1111',
		'╴': '0001',
		'╵': '1000',
		'╶': '0100',
		'╷': '0010',
	},
	...{'━': '0202', '┃': '2020', '┏': '0220', '┓': '0022', '┗': '2200', '┛': '2002'},
	...{
		'┣': '2220',
		'┫': '2022',
		'┳': '0222',
		'┻': '2202',
		'╋': '2222',
		'╸': '0002',
		'╹': '2000',
		'╺': '0200',
		'╻': '0020',
	},
	...{'╼': '0201', '╾': '0102', '╽': '1020', '╿': '2010'},
	...{'┝': '1210', '┠': '2120', '┥': '1012', '┨': '2021', '┯': '0212', '┰': '0121', '┷': '1202', '┸': '2101'},
	...{'┿': '1212', '╂': '2121', '┞': '2110', '┟': '1120', '┡': '2210', '┢': '1220', '┦': '2011', '┧': '1021'},
	...{'┩': '2012', '┪': '1022', '┭': '0112', '┮': '0211', '┱': '0122', '┲': '0221', '┵': '1102', '┶': '1201'},
	...{'┹': '2102', '┺': '2201', '┍': '0210', '┎': '0120', '┑': '0012', '┒': '0021', '┕': '1200', '┖': '2100'},
	...{'┙': '1002', '┚': '2001', '┽': '1112', '┾': '1211', '╀': '2111', '╁': '1121'},
};

/** From which side to which a rounded corner goes: horizontal end, vertical end. */
const arcs: Record<string, [horizontal: 0 | 1, vertical: 0 | 1]> = {
	'╭': [1, 1],
	'╮': [0, 1],
	'╯': [0, 0],
	'╰': [1, 0],
};

/** Null: the font draws it. */
export function strokesOf(char: string, {width, height}: Cut): Stroke[] | null {
	const [x, y] = [width / 2, height / 2];
	const box = boxes[char];
	if (box) {
		const ends = [`${x} 0`, `${width} ${y}`, `${x} ${height}`, `0 ${y}`];
		return [1, 2].flatMap(weight => {
			const sides = ends.filter((_, side) => box[side] === String(weight));
			if (sides.length === 0) return [];
			return {path: sides.map(end => `M${x} ${y}L${end}`).join(''), thickness: weight === 1 ? 1.1 : 2.4};
		});
	}
	const arc = arcs[char];
	if (arc) {
		const [toX, toY] = [arc[0] * width, arc[1] * height];
		const round = x;
		const before = arc[1] ? y + round : y - round;
		return [{path: `M${x} ${toY}L${x} ${before}Q${x} ${y} ${toX} ${y}`, thickness: 1.1}];
	}
	const area = areaOf(char, width, height);
	return area === null ? null : [{path: area, thickness: null}];
}

function areaOf(char: string, width: number, height: number): string | null {
	const [x, y] = [width / 2, height / 2];
	const rect = (left: number, top: number, wide: number, high: number) =>
		`M${left} ${top}h${wide}v${high}h${-wide}z`;
	const r = width * 0.4;
	switch (char) {
		case '▶':
			return `M${x - r} ${y - r}L${x + r + 0.5} ${y}L${x - r} ${y + r}z`;
		case '▼':
			return `M${x - r} ${y - r}L${x + r} ${y - r}L${x} ${y + r + 0.5}z`;
		case '◆':
			return `M${x} ${y - r - 0.8}L${x + r + 0.4} ${y}L${x} ${y + r + 0.8}L${x - r - 0.4} ${y}z`;
		case '●':
			return disc(x, y, r);
		case '■':
			return rect(x - r, y - r, 2 * r, 2 * r);
		case '█':
			return rect(0, 0, width, height);
		case '▌':
			return rect(0, 0, x, height);
		case '▐':
			return rect(x, 0, x, height);
		case '▀':
			return rect(0, 0, width, y);
		case '▄':
			return rect(0, y, width, y);
		default:
			return brailleOf(char, width, height);
	}
}

/** The dots of a braille pattern, which spinners are made of: many fonts lack them. */
function brailleOf(char: string, width: number, height: number): string | null {
	const pattern = char.codePointAt(0)! - 0x2800;
	if (pattern <= 0 || pattern > 255) return null;
	const places = [...[0, 1, 2].map(row => [0, row]), ...[0, 1, 2].map(row => [1, row]), [0, 3], [1, 3]];
	return places
		.filter((_, bit) => pattern & (1 << bit))
		.map(([column, row]) => disc(width * (0.3 + 0.4 * column!), height * (0.23 + 0.18 * row!), 1.15))
		.join('');
}

function disc(x: number, y: number, r: number): string {
	return `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`;
}
