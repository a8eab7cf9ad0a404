/**
 * A window with a terminal's cells, as SVG: text stays text, each piece at its column and of its width whatever font
 * draws it, and lines meet because they are drawn as such. No script, nothing from elsewhere.
 */
import {type Cell, type Style, textOf} from './cell.ts';
import {chrome, mix, own} from './colours.ts';
import {strokesOf} from './strokes.ts';

const cut = {width: 9, height: 19};
const size = 15;
/** Of the letters' foot below the top of their row. */
const foot = 14.2;
const bar = 34;
const margin = 14;

const fonts =
	"ui-monospace, 'Cascadia Mono', 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', 'Liberation Mono', monospace";

/** What it shows is kept in it as plain text too, so that it can be compared with what the app shows now. */
export function drawWindow(rows: readonly Cell[][], title: string): string {
	const columns = rows[0]!.length;
	const width = columns * cut.width + 2 * margin;
	const height = bar + rows.length * cut.height + 2 * margin - 4;
	const [grounds, lines, areas, letters] = [[], [], [], []] as [string[], string[], string[], string[]];
	const strokes = new Map<string, string[]>();
	const shapes = new Map<string, string[]>();
	for (const [y, row] of rows.entries()) {
		const top = y * cut.height;
		for (const {x, cells, ground} of groundsOf(row))
			grounds.push(
				`<rect x="${x * cut.width}" y="${top}" width="${cells * cut.width}" height="${cut.height}" fill="${ground}"/>`,
			);
		const pieces: string[] = [];
		for (const piece of piecesOf(row)) {
			const drawn = strokesOf(piece.text, cut);
			const ink = inkOf(piece.style);
			const left = piece.x * cut.width;
			if (drawn === null) pieces.push(letter(piece, ink));
			else
				for (const {path, thickness} of drawn) {
					const [kept, key] = thickness === null ? [shapes, ink] : [strokes, `${ink} ${thickness}`];
					kept.set(key, [...(kept.get(key) ?? []), moved(path, left, top)]);
				}
			if (piece.style.underline || piece.style.strike) {
				const at = top + (piece.style.underline ? foot + 2.5 : foot - 4.5);
				const key = `${ink} 1.1`;
				const path = `M${left} ${at}H${left + piece.cells * cut.width}`;
				strokes.set(key, [...(strokes.get(key) ?? []), path]);
			}
		}
		if (pieces.length > 0) letters.push(`<text y="${short(top + foot)}">${pieces.join('')}</text>`);
	}
	for (const [key, paths] of strokes) {
		const [ink, thickness] = key.split(' ');
		lines.push(`<path d="${joined(paths)}" stroke="${ink}" stroke-width="${thickness}"/>`);
	}
	for (const [ink, paths] of shapes) areas.push(`<path d="${paths.join('')}" fill="${ink}"/>`);
	const dots = chrome.dots.map(
		(colour, at) => `<circle cx="${20 + at * 20}" cy="${bar / 2}" r="6" fill="${colour}"/>`,
	);
	return `${[
		`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="${fonts}" font-size="${size}">`,
		`<title>${escaped(title)}</title>`,
		`<metadata>${escaped(textOf(rows))}</metadata>`,
		`<rect x=".5" y=".5" width="${width - 1}" height="${height - 1}" rx="10" fill="${own.ground}" stroke="${chrome.edge}"/>`,
		`<path d="M1 ${bar}V10.5a9.5 9.5 0 0 1 9.5-9.5H${width - 10.5}a9.5 9.5 0 0 1 9.5 9.5V${bar}z" fill="${chrome.bar}"/>`,
		...dots,
		`<text x="${width / 2}" y="${bar / 2 + 4.5}" text-anchor="middle" font-size="13" fill="${chrome.title}">${escaped(title)}</text>`,
		`<g transform="translate(${margin} ${bar + margin - 3})">`,
		...grounds,
		`<g fill="none">`,
		...lines,
		'</g>',
		...areas,
		`<g fill="${own.ink}" xml:space="preserve">`,
		...letters,
		'</g>',
		'</g>',
		'</svg>',
	].join('\n')}\n`;
}

/** The text that such a window shows. */
export function readWindow(svg: string): string {
	const [, held = ''] = /<metadata>([\s\S]*?)<\/metadata>/.exec(svg) ?? [];
	return held
		.replaceAll('&lt;', '<')
		.replaceAll('&gt;', '>')
		.replaceAll('&quot;', '"')
		.replaceAll('&amp;', '&');
}

type Piece = {x: number; cells: number; text: string; style: Style};

/** Words that stand together and look alike; what is drawn as a path, and what fonts give different widths, is alone. */
function piecesOf(row: readonly Cell[]): Piece[] {
	const pieces: Piece[] = [];
	let open: Piece | null = null;
	for (const [x, {text, width, style}] of row.entries()) {
		if (width === 0) continue;
		const blank = text === ' ' && !style.underline && !style.strike;
		const alone = !/^[\x20-\x7e]$/.test(text);
		const follows = open !== null && open.x + open.cells === x && looksLike(open.style, style);
		if (open && follows && !alone && !(blank && row[x + 1]?.text === ' ')) {
			open.text += text;
			open.cells++;
			continue;
		}
		open = null;
		if (blank) continue;
		const piece: Piece = {x, cells: width, text, style};
		pieces.push(piece);
		if (!alone) open = piece;
	}
	return pieces.map(piece => {
		const text = piece.text.trimEnd();
		return piece.style.underline
			? piece
			: {...piece, text, cells: piece.cells - (piece.text.length - text.length)};
	});
}

function looksLike(one: Style, other: Style): boolean {
	return (Object.keys(one) as (keyof Style)[]).every(key => one[key] === other[key]);
}

function groundsOf(row: readonly Cell[]): {x: number; cells: number; ground: string}[] {
	const found: {x: number; cells: number; ground: string}[] = [];
	for (const [x, {style}] of row.entries()) {
		if (style.ground === null) continue;
		const last = found.at(-1);
		if (last && last.ground === style.ground && last.x + last.cells === x) last.cells++;
		else found.push({x, cells: 1, ground: style.ground});
	}
	return found;
}

function inkOf({ink, ground, dim}: Style): string {
	const full = ink ?? own.ink;
	return dim ? mix(full, ground ?? own.ground, 0.6) : full;
}

function letter({x, cells, text, style}: Piece, ink: string): string {
	const one = cells === [...text].length && [...text].length === 1;
	const more = [
		ink === own.ink ? '' : ` fill="${ink}"`,
		style.bold ? ' font-weight="bold"' : '',
		style.italic ? ' font-style="italic"' : '',
	].join('');
	// A sign alone keeps its form, in the middle of its cell; of several, the width is held.
	const place = one
		? `x="${short((x + 0.5) * cut.width)}" text-anchor="middle"`
		: `x="${x * cut.width}" textLength="${cells * cut.width}" lengthAdjust="spacingAndGlyphs"`;
	return `<tspan ${place}${more}>${escaped(text)}</tspan>`;
}

/** The path of a cell, where that cell stands: its commands are absolute but the small ones. */
function moved(path: string, left: number, top: number): string {
	return path.replace(/([MLQ])([^a-zA-Z]+)/g, (_, command: string, numbers: string) => {
		const at = numbers
			.trim()
			.split(/[ ,]+/)
			.map((number, index) => short(Number(number) + (index % 2 === 0 ? left : top)));
		return `${command}${at.join(' ')}`;
	});
}

/** Straight lines that go on in each other are one, so that no seam shows between cells. */
function joined(paths: readonly string[]): string {
	const kept: string[] = [];
	const across = new Map<string, [number, number][]>();
	const down = new Map<string, [number, number][]>();
	const add = (to: typeof across, key: number, a: number, b: number) => {
		const all = to.get(String(key)) ?? [];
		all.push(a < b ? [a, b] : [b, a]);
		to.set(String(key), all);
	};
	for (const path of paths) {
		if (/[QaH]/.test(path)) {
			kept.push(path);
			continue;
		}
		for (const [, ax, ay, bx, by] of path.matchAll(/M(\S+) (\S+?)L(\S+) ([\d.]+)/g)) {
			const [x1, y1, x2, y2] = [ax, ay, bx, by].map(Number) as [number, number, number, number];
			if (y1 === y2) add(across, y1, x1, x2);
			else add(down, x1, y1, y2);
		}
	}
	for (const [y, spans] of across) for (const [a, b] of merged(spans)) kept.push(`M${a} ${y}H${b}`);
	for (const [x, spans] of down) for (const [a, b] of merged(spans)) kept.push(`M${x} ${a}V${b}`);
	return kept.join('');
}

function merged(spans: readonly [number, number][]): [number, number][] {
	const sorted = spans.toSorted((one, other) => one[0] - other[0]);
	const done: [number, number][] = [];
	for (const [a, b] of sorted) {
		const last = done.at(-1);
		if (last && a <= last[1]) last[1] = Math.max(last[1], b);
		else done.push([a, b]);
	}
	return done;
}

function short(number: number): string {
	return String(Math.round(number * 100) / 100);
}

function escaped(text: string): string {
	return text
		.replaceAll('&', '&amp;')
		.replaceAll('<', '&lt;')
		.replaceAll('>', '&gt;')
		.replaceAll('"', '&quot;');
}
