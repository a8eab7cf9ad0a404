/**
 * Reads drawn rails back from their text alone: lanes are followed downwards, the line along a row towards the
 * mark of that row.
 */
const arms = new Map([...' ╵╶└╷│┌├╴┘─┴┐┤┬┼'].map((glyph, bits) => [glyph, bits]));
const [up, right, down, left] = [1, 2, 4, 8];

export function readRails(
	text: string,
	mark: string,
): {edges: string[]; problems: string[]; order: string[]} {
	const problems: string[] = [];
	const edges: string[] = [];
	const order: string[] = [];
	/** Column → the operation whose lane comes down in it. */
	let open = new Map<number, string>();
	for (const [y, row] of text.trimEnd().split('\n').entries()) {
		const complain = (x: number, what: string) => problems.push(`${x},${y}: ${what}`);
		const at = row.indexOf(mark);
		const start = [...row].findLastIndex((glyph, x) => x <= at || (arms.has(glyph) && glyph !== ' ')) + 1;
		const id = row.slice(start).trim().split(/ {2,}/)[0]!;
		order.push(id);
		const bitsAt = (x: number) => (x < 0 ? 0 : (arms.get(row[x] ?? ' ') ?? 0));
		const reads = new Set<string>();
		const along = new Set<number>();
		for (const [step, ahead, back] of [
			[-1, left, right],
			[1, right, left],
		] as const) {
			for (let x = at + step; ; x += step) {
				// A lane of somebody else may pass in front.
				let far = x;
				while (bitsAt(far) === (up | down)) far += step;
				if (!(bitsAt(far) & back)) break;
				x = far;
				along.add(x);
				if (bitsAt(x) & up) {
					const lane = open.get(x);
					if (lane === undefined) complain(x, 'a line upwards to no lane');
					else reads.add(lane);
				}
				if (!(bitsAt(x) & ahead)) break;
			}
		}
		const above = open.get(at);
		if (above !== undefined) reads.add(above);
		const next = new Map<number, string>();
		for (let x = 0; x < start; x++) {
			if (x === at) continue;
			const bits = bitsAt(x);
			const lane = open.get(x);
			if (bits & (left | right) && !along.has(x)) complain(x, 'a line along the row that reaches no mark');
			// The mark of the row before may have nobody to read it.
			if (lane !== undefined && !(bits & up) && order.at(-2) !== lane) complain(x, 'a lane that breaks off');
			if (lane === undefined && bits & up) complain(x, 'a lane that comes from nowhere');
			if (bits & down && !(bits & up)) complain(x, 'a lane without a mark');
			if (lane !== undefined && bits & down) next.set(x, lane);
		}
		next.set(at, id);
		for (const source of reads) edges.push(`${source} → ${id}`);
		open = next;
	}
	return {edges: edges.sort(), problems, order};
}
