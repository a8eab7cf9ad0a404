/**
 * Reads a drawn graph back from its text alone, as a finger would, and says what a reader could take wrong. It
 * shares nothing with the layout but the names of the operations.
 */
import stringWidth from 'string-width';

export type Reading = {edges: string[]; problems: string[]; crossings: number; bends: number};

type Box = {id: string; left: number; top: number; right: number; bottom: number};

const [up, right, down, left] = [1, 2, 4, 8];
const unicodeArms = new Map([...' ╵╶└╷│┌├╴┘─┴┐┤┬┼'].map((glyph, arms) => [glyph, arms]));
const signs = {
	unicode: {
		topLeft: '╭',
		topRight: '╮',
		bottomLeft: '╰',
		bottomRight: '╯',
		horizontal: '─',
		vertical: '│',
		portRight: '├',
		portDown: '┬',
		crossing: '│',
		arrowRight: '▶',
		arrowDown: '▼',
	},
	ascii: {
		topLeft: '.',
		topRight: '.',
		bottomLeft: "'",
		bottomRight: "'",
		horizontal: '-',
		vertical: '|',
		portRight: '+',
		portDown: '+',
		crossing: ')',
		arrowRight: '>',
		arrowDown: 'v',
	},
};

/** Reads `text`; `ids` are the names that stand in the boxes, each alone on a row. */
export function readDrawing(text: string, ids: readonly string[], glyphs: 'unicode' | 'ascii'): Reading {
	const sign = signs[glyphs];
	const grid = text.split('\n').map(cellsOf);
	const at = (x: number, y: number) => grid[y]?.[x] ?? ' ';
	const problems: string[] = [];
	const complain = (x: number, y: number, what: string) => {
		problems.push(`${x},${y}: ${what}`);
	};

	const stride = Math.max(...grid.map(row => row.length)) + 2;
	const keyOf = (x: number, y: number) => y * stride + x;
	const owner = new Map<number, Box>();
	const boxAt = (x: number, y: number) => owner.get(keyOf(x, y));
	const boxes: Box[] = [];
	for (const [y, row] of grid.entries()) {
		for (const [x, glyph] of row.entries()) {
			if (boxAt(x, y)) continue;
			const box = glyph === '[' ? single(x, y) : glyph === sign.topLeft ? boxFrom(x, y) : null;
			if (!box) continue;
			boxes.push(box);
			for (let yy = box.top; yy <= box.bottom; yy++) {
				for (let xx = box.left; xx <= box.right; xx++) {
					if (boxAt(xx, yy)) complain(xx, yy, 'two boxes overlap');
					owner.set(keyOf(xx, yy), box);
				}
			}
		}
	}

	function nameIn(box: Omit<Box, 'id'>): string {
		for (let y = box.top; y <= box.bottom; y++) {
			const inner = grid[y]!.slice(box.left + 1, box.right)
				.join('')
				.trim();
			if (ids.includes(inner)) return inner;
		}
		complain(box.left, box.top, 'a box without a name');
		return '';
	}

	function single(x: number, y: number): Box {
		let end = x + 1;
		while (end < grid[y]!.length && at(end, y) !== ']' && at(end, y) !== sign.portRight) end++;
		const box = {left: x, top: y, right: end, bottom: y};
		return {...box, id: nameIn(box)};
	}

	function boxFrom(x: number, y: number): Box {
		const framed = at(x + 1, y) === sign.horizontal;
		let end = x + 1;
		while (end < grid[y]!.length && at(end, y) !== sign.topRight && (framed || at(end, y) !== sign.portRight))
			end++;
		let bottom = y + 1;
		while (at(x, bottom) === sign.vertical) bottom++;
		const sound =
			at(x, bottom) === sign.bottomLeft &&
			[at(end, bottom), at(end, y)].every(
				(glyph, index) =>
					glyph === [sign.bottomRight, sign.topRight][index] || (!framed && glyph === sign.portRight),
			);
		if (!sound) complain(x, y, 'a box that is not whole');
		for (let yy = y + 1; yy < bottom; yy++) {
			if (![sign.vertical, sign.portRight].includes(at(end, yy))) complain(end, yy, 'a hole in a box');
		}
		for (let xx = x + 1; framed && xx < end; xx++) {
			if (at(xx, y) !== sign.horizontal) complain(xx, y, 'a hole in the top of a box');
			if (![sign.horizontal, sign.portDown].includes(at(xx, bottom))) {
				complain(xx, bottom, 'a hole in the bottom of a box');
			}
		}
		const box = {left: x, top: y, right: end, bottom};
		return {...box, id: nameIn(box)};
	}

	const isPortRight = (x: number, y: number) => boxAt(x, y)?.right === x && at(x, y) === sign.portRight;
	const isPortDown = (x: number, y: number) => {
		const box = boxAt(x, y);
		return box?.bottom === y && box.top < y && x > box.left && x < box.right && at(x, y) === sign.portDown;
	};

	/** Arms of a cell of line; of a box only those of its ports. */
	function armsAt(x: number, y: number): number {
		if (boxAt(x, y)) return isPortRight(x, y) ? right : isPortDown(x, y) ? down : 0;
		const glyph = at(x, y);
		if (glyph === sign.arrowRight) return left;
		if (glyph === sign.arrowDown) return up;
		if (glyphs === 'unicode') return unicodeArms.get(glyph) ?? 0;
		if (glyph === '-') return left | right;
		if (glyph === '|' || glyph === ')') return up | down;
		if (glyph !== '+') return 0;
		const beside = (dx: number, dy: number, accepted: string) =>
			accepted.includes(at(x + dx, y + dy)) &&
			(!boxAt(x + dx, y + dy) || isPortRight(x + dx, y + dy) || isPortDown(x + dx, y + dy));
		return (
			(beside(0, -1, '|+)') ? up : 0) |
			(beside(1, 0, '-+)>') ? right : 0) |
			(beside(0, 1, '|+)v') ? down : 0) |
			(beside(-1, 0, '-+)') ? left : 0)
		);
	}

	const parents = new Map<number, number>();
	const rootOf = (key: number): number => {
		let root = key;
		while (parents.get(root) !== undefined && parents.get(root) !== root) root = parents.get(root)!;
		parents.set(key, root);
		return root;
	};
	const join = (a: number, b: number) => parents.set(rootOf(a), rootOf(b));

	let crossings = 0;
	let bends = 0;
	const ends: {key: number; source?: string; target?: string}[] = [];
	for (const [y, row] of grid.entries()) {
		for (const [x, glyph] of row.entries()) {
			if (glyph === ' ') continue;
			const arms = armsAt(x, y);
			const box = boxAt(x, y);
			const key = keyOf(x, y);
			if (!box && arms === 0) {
				complain(x, y, `${JSON.stringify(glyph)} is no part of a line or a box`);
				continue;
			}
			if (arms === 0) continue;
			if (!parents.has(key)) parents.set(key, key);
			if (box) ends.push({key, source: box.id});
			const bent = [up | right, right | down, down | left, left | up].includes(arms);
			if (bent) bends++;
			if (glyph === sign.arrowRight && !box) {
				const entered = boxAt(x + 1, y);
				if (entered?.left !== x + 1) complain(x, y, 'an arrow that points at no box');
				else ends.push({key, target: entered.id});
			}
			if (glyph === sign.arrowDown && !box) {
				const entered = boxAt(x, y + 1);
				if (entered?.top !== y + 1) complain(x, y, 'an arrow that points at no box');
				else ends.push({key, target: entered.id});
			}
			if (arms & right) {
				let to = x + 1;
				while (!boxAt(to, y) && at(to, y) === sign.crossing) {
					to++;
					crossings++;
				}
				if (!boxAt(to, y) && armsAt(to, y) & left) join(key, keyOf(to, y));
				else complain(x, y, 'a line that leads nowhere to the right');
			}
			if (arms & left) {
				let from = x - 1;
				while (!boxAt(from, y) && at(from, y) === sign.crossing) from--;
				if (!(armsAt(from, y) & right)) complain(x, y, 'a line that comes from nowhere on the left');
			}
			if (arms & down) {
				if (!boxAt(x, y + 1) && armsAt(x, y + 1) & up) join(key, keyOf(x, y + 1));
				else complain(x, y, 'a line that leads nowhere downwards');
			}
			if (arms & up && !(armsAt(x, y - 1) & down)) {
				complain(x, y, 'a line that comes from nowhere above');
			}
		}
	}

	const pieces = new Map<number, {sources: string[]; targets: string[]}>();
	for (const key of parents.keys()) {
		const root = rootOf(key);
		if (!pieces.has(root)) pieces.set(root, {sources: [], targets: []});
	}
	for (const {key, source, target} of ends) {
		const piece = pieces.get(rootOf(key))!;
		if (source !== undefined) piece.sources.push(source);
		if (target !== undefined) piece.targets.push(target);
	}
	const edges: string[] = [];
	for (const [key, {sources, targets}] of pieces) {
		if (sources.length === 0 || targets.length === 0)
			complain(key % stride, Math.floor(key / stride), 'a line without an end');
		for (const source of sources) for (const target of targets) edges.push(`${source} → ${target}`);
	}
	const missing = ids.filter(id => !boxes.some(box => box.id === id));
	if (missing.length > 0) problems.push(`no box for ${missing.join(', ')}`);
	if (boxes.length > ids.length) problems.push('a box too many');
	return {edges: edges.sort(), problems, crossings, bends};
}

const narrow = /^[\x20-\x7E\u2500-\u25FF]*$/;

/** One entry for each cell of a row; the second half of a wide character is empty. */
function cellsOf(row: string): string[] {
	if (narrow.test(row)) return [...row];
	return Array.from(new Intl.Segmenter().segment(row), ({segment}) => {
		const width = stringWidth(segment);
		return width === 2 ? [segment, ''] : width === 0 ? [] : [segment];
	}).flat();
}
