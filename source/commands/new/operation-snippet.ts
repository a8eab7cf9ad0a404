/** A module as an operation of a pipeline. */
export function operationSnippet(name: string): string {
	const isPlain = /^[a-z_][\w-]*$/i.test(name);
	const module = isPlain ? name : JSON.stringify(name);
	return `  - module: ${module}\n    inputs: [request]\n    output_name: ${isPlain ? `${name}_answer` : 'answer'}\n`;
}
