/** Segments → cells of line. */
import type {Segment} from './routes.ts';

/** Arms of a line within a cell. */
export const arms = {up: 1, right: 2, down: 4, left: 8} as const;

/** One cell of line. `under` is the net that passes behind; `port` and `arrow` say what it touches. */
export type Stroke = {net: number; arms: number; under: number | null; arrow: boolean};

/** Collects strokes; `down` exchanges the axes. */
export class Pen {
	readonly strokes: Map<number, Stroke>[] = [];
	breadth = 0;
	readonly #down: boolean;

	constructor(down: boolean) {
		this.#down = down;
	}

	draw({net, along, across}: Segment, offset = 0): void {
		const [from, until] = along;
		for (let at = from; at <= until; at++) {
			if (from === until) break;
			const forward = at < until ? arms.right : 0;
			this.#mark(offset + at, across[0], net, forward | (at > from ? arms.left : 0));
		}
		for (let at = across[0]; at <= across[1]; at++) {
			if (across[0] === across[1]) break;
			const onward = at < across[1] ? arms.down : 0;
			this.#mark(offset + from, at, net, onward | (at > across[0] ? arms.up : 0));
		}
	}

	/** The cell before the box that a line enters. */
	point(along: number, across: number): void {
		const stroke = this.#down ? this.strokes[along]?.get(across) : this.strokes[across]?.get(along);
		if (stroke) stroke.arrow = true;
	}

	#mark(along: number, across: number, net: number, marked: number): void {
		this.breadth = Math.max(this.breadth, across + 1);
		const [x, y] = this.#down ? [across, along] : [along, across];
		const bits = this.#down ? transposed(marked) : marked;
		this.strokes[y] ??= new Map();
		const stroke = this.strokes[y].get(x);
		if (!stroke) {
			this.strokes[y].set(x, {net, arms: bits, under: null, arrow: false});
		} else if (stroke.net === net && stroke.under === null) {
			stroke.arms |= bits;
		} else if (bits === (arms.up | arms.down)) {
			stroke.under = stroke.net;
			stroke.net = net;
			stroke.arms = bits;
		} else {
			stroke.under = net;
		}
	}
}

function transposed(bits: number): number {
	const {up, right, down, left} = arms;
	return (
		(bits & up ? left : 0) | (bits & left ? up : 0) | (bits & right ? down : 0) | (bits & down ? right : 0)
	);
}

export function turnsAndCrossings(strokes: readonly Map<number, Stroke>[]): {
	turns: number;
	crossings: number;
} {
	let turns = 0;
	let crossings = 0;
	const straight = [arms.up | arms.down, arms.left | arms.right];
	for (const row of strokes) {
		for (const stroke of row.values()) {
			if (stroke.under !== null) crossings++;
			else if (!stroke.arrow && !straight.includes(stroke.arms)) turns++;
		}
	}
	return {turns, crossings};
}
