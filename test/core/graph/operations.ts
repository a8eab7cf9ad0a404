/** `{a: [], b: ['a']}` → operations in that order. */
export function operations(graph: Record<string, string[]>) {
	return Object.entries(graph).map(([output_name, inputs]) => ({output_name, inputs}));
}

/** o0 → o1 → … */
export function chain(length: number) {
	return Array.from({length}, (_, index) => ({
		output_name: `o${index}`,
		inputs: index === 0 ? [] : [`o${index - 1}`],
	}));
}
