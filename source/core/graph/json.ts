import type {Pipeline} from '../pipeline/pipeline.ts';
import {escapeJson} from '../visible.ts';
import {edgesOf} from './edges.ts';

/**
 * The graph as JSON: `{name, description, operations: [{output_name, module, inputs, line, column}], edges:
 * [{from, to}]}`, one operation or edge a line. Characters that act on a terminal are escaped.
 */
export function toGraphJson(pipeline: Pipeline): string {
	const operations = pipeline.operations.map(({output_name, module, inputs, position}) => ({
		output_name,
		module,
		inputs,
		...position,
	}));
	return [
		`{"name": ${escapeJson(pipeline.name)},`,
		`"description": ${escapeJson(pipeline.description)},`,
		`"operations": ${printList(operations)},`,
		`"edges": ${printList(edgesOf(pipeline.operations))}}\n`,
	].join('\n');
}

function printList(items: unknown[]): string {
	return items.length === 0 ? '[]' : `[\n  ${items.map(escapeJson).join(',\n  ')}\n]`;
}
