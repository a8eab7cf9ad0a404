/** The graphs that everybody runs. */

export type Node = {
	name: string;
	/** Names of others, all of which come before it in the list. */
	inputs: readonly string[];
	/** How the model is asked, and so what it does: see `model-server.ts`. */
	model?: string;
	/** How long the model takes for it, ms. */
	latency?: number;
};

/** By the name that programs are given. */
const shapes = {
	/** Each after the first layer reads two of the layer before. */
	layered: () => layers(20, 50),
	'layered-100': () => layers(20, 5),
	fan: () => fan(500),
	chain: () => chain(1000),
	'chain-100': () => chain(100),
	/** Answers of 20 tokens at once. */
	streaming: () => layers(20, 50).map(node => ({...node, model: 'says-20'})),
	lanes: () => lanes(8, 5, () => 200),
	'uneven-lanes': () => {
		const random = randomOf(7);
		return lanes(8, 6, () => Math.round(50 + random() * 300));
	},
};

export function graphOf(shape: string | undefined): Node[] {
	if (shape === undefined || !Object.hasOwn(shapes, shape))
		throw new Error(`There is no graph called ${shape}.`);
	return shapes[shape as keyof typeof shapes]();
}

/** The longest way through it, ms: nothing can be quicker than the model. */
export function criticalPathOf(nodes: readonly Node[]): number {
	const ends = new Map<string, number>();
	for (const {name, inputs, latency = 0} of nodes) {
		ends.set(name, latency + Math.max(0, ...inputs.map(input => ends.get(input)!)));
	}

	return Math.max(...ends.values());
}

function layers(width: number, depth: number): Node[] {
	return Array.from({length: width * depth}, (_, n) => {
		const [row, lane] = [Math.floor(n / width), n % width];
		const before = [lane, (lane + 1) % width].map(other => `part_${(row - 1) * width + other}`);
		return {name: `part_${n}`, inputs: row === 0 ? [] : before};
	});
}

/** 1 → width → 1 */
function fan(width: number): Node[] {
	const middle = Array.from({length: width}, (_, n) => ({name: `part_${n}`, inputs: ['first']}));
	return [{name: 'first', inputs: []}, ...middle, {name: 'last', inputs: middle.map(({name}) => name)}];
}

function chain(length: number): Node[] {
	return Array.from({length}, (_, n) => ({name: `part_${n}`, inputs: n === 0 ? [] : [`part_${n - 1}`]}));
}

/** Chains side by side, each with a latency of its own for each step. */
function lanes(width: number, depth: number, next: () => number): Node[] {
	return Array.from({length: width * depth}, (_, n) => {
		const [lane, step] = [Math.floor(n / depth), n % depth];
		const latency = next();
		return {
			name: `lane_${lane}_${step}`,
			inputs: step === 0 ? [] : [`lane_${lane}_${step - 1}`],
			model: `waits-${latency}-says-5`,
			latency,
		};
	});
}

/** The same numbers from the same seed, from 0 up to 1 (mulberry32). */
function randomOf(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}
