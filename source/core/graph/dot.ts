import type {Pipeline} from '../pipeline/pipeline.ts';
import {edgesOf} from './edges.ts';

/** The graph in Graphviz's language. Ends with a newline. */
export function toDot(pipeline: Pipeline): string {
	const nodes = pipeline.operations.map(
		({output_name, module}) =>
			`\t${quote(output_name)} [label="${escapeLabel(output_name)}\\n${escapeLabel(module)}"];`,
	);
	const edges = edgesOf(pipeline.operations).map(({from, to}) => `\t${quote(from)} -> ${quote(to)};`);
	const text = `${[
		`digraph ${quote(pipeline.name)} {`,
		'\trankdir=LR;',
		'\tnode [shape=box, style=rounded];',
		...nodes,
		...edges,
		'}',
	].join('\n')}\n`;
	// Joined again by whoever reads it; whole it would be a command to GitHub's runner, wherever it stands in a line.
	return text.replaceAll('##[', '##" + "[');
}

/** In labels a backslash begins an escape (`\N` is the node's name), and `&` an HTML entity. */
function escapeLabel(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('\\', '\\\\').replaceAll('"', '\\"');
}

function quote(text: string): string {
	return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}
