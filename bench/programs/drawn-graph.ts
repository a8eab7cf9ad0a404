/** The graphs that are drawn: a request, and layers in which each operation reads two of the layer before. */

export type DrawnNode = {output_name: string; module: string; inputs: string[]};

/** By how many operations there are. */
const widths = new Map([
	[10, 3],
	[100, 10],
	[1000, 25],
]);

export function drawnGraph(count: number): DrawnNode[] {
	const width = widths.get(count);
	if (width === undefined) throw new Error(`There is no graph of ${count} operations.`);
	const name = (n: number) => `part_${n}`;
	const parts = Array.from({length: count - 1}, (_, n): DrawnNode => {
		const before = n - (n % width) - width;
		const inputs = n < width ? ['request'] : [name(before + (n % width)), name(before + ((n + 1) % width))];
		return {output_name: name(n), module: 'enhancer', inputs};
	});
	return [{output_name: 'request', module: 'start_module', inputs: []}, ...parts];
}

/** Throws if the drawing does not name each operation. */
export function checkDrawn(drawing: string, nodes: readonly DrawnNode[]): void {
	const names = new Set(drawing.match(/\w+/g));
	const missing = nodes.filter(({output_name}) => !names.has(output_name));
	if (missing.length > 0)
		throw new Error(
			`${missing.length} of ${nodes.length} operations are not drawn:\n${drawing.slice(0, 2000)}`,
		);
}

/** Ms: the median of as many times as half a second allows, 25 at most. The small graph was drawn before, untimed. */
export function timeDrawing(draw: (nodes: readonly DrawnNode[]) => string, count: number): number {
	for (let n = 0; n < 3; n++) draw(drawnGraph(10));
	const nodes = drawnGraph(count);
	const times: number[] = [];
	for (let spent = 0; times.length === 0 || (times.length < 25 && spent < 500); spent += times.at(-1)!) {
		const before = performance.now();
		const drawing = draw(nodes);
		times.push(performance.now() - before);
		checkDrawn(drawing, nodes);
	}
	return times.toSorted((a, b) => a - b)[times.length >> 1]!;
}
