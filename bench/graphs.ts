/** The graphs that everybody runs. */

/** `inputs`: names of others, all of which come before it in the list. */
export type Node = {name: string; inputs: readonly string[]};

/** Of 1000 operations each, or near it. */
const shapes = {
	/** Each after the first layer reads two of the layer before. */
	layered: () => layers(20, 50),
	fan: () => fan(500),
	chain: () => chain(1000),
	chain100: () => chain(100),
};

export type Shape = keyof typeof shapes;

export function graphOf(shape: string | undefined): Node[] {
	if (shape === undefined || !Object.hasOwn(shapes, shape))
		throw new Error(`There is no graph called ${shape}.`);
	return shapes[shape as Shape]();
}

export function layers(width: number, depth: number): Node[] {
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

/** Those that run side by side where nothing takes turns: chains of `depth`, `width` of them. */
export function lanes(width: number, depth: number): Node[] {
	return Array.from({length: width * depth}, (_, n) => {
		const [lane, step] = [Math.floor(n / depth), n % depth];
		return {name: `lane_${lane}_${step}`, inputs: step === 0 ? [] : [`lane_${lane}_${step - 1}`]};
	});
}
