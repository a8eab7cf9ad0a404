import type {Pipeline} from '../pipeline/pipeline.ts';
import {edgesOf} from './edges.ts';

/** The graph as a Mermaid flowchart, which many Markdown viewers draw. Ends with a newline. */
export function toMermaid(pipeline: Pipeline): string {
	const ids = new Map(pipeline.operations.map(({output_name}, index) => [output_name, `n${index}`]));
	const nodes = pipeline.operations.map(
		({output_name, module}) =>
			`\t${ids.get(output_name)}["${escapeLabel(output_name)}<br/>${escapeLabel(module)}"]`,
	);
	const edges = edgesOf(pipeline.operations).map(({from, to}) => `\t${ids.get(from)} --> ${ids.get(to)}`);
	return `${['flowchart LR', ...nodes, ...edges].join('\n')}\n`;
}

/**
 * Punctuation as Mermaid's entities: in labels it knows HTML, Markdown and icons. Only an underscore inside a word
 * means nothing to it.
 */
function escapeLabel(label: string): string {
	return label.replaceAll(
		/[^\p{L}\p{N}\p{M}_ ]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu,
		character => `#${character.codePointAt(0)};`,
	);
}
