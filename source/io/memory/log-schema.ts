import type {RunEvent} from '../../core/events.ts';
import {schemaDraft} from '../../core/pipeline/schema.ts';
import type {JsonSchema} from '../../core/pipeline/schema-of-shape.ts';
import {actionDocs, fieldDocs, fieldDocsOfType} from './action-docs.ts';
import {schemasOfActions} from './action-shape.ts';
import {logVersion} from './memory-log.ts';

/**
 * One action as a JSON Schema: a line that `run --json` prints, or one of the `actions` of a memory log, whose whole file
 * is `#/definitions/memory_log`. Later versions may add fields and types.
 */
export function logSchema(): JsonSchema {
	const schemas = Object.entries(schemasOfActions()) as [RunEvent['type'], JsonSchema][];
	return {
		$schema: schemaDraft,
		title: 'An action of OrchestrAI',
		description:
			'One thing that happened in a run: a line of `orchestrai run --json`, and one of the actions of a memory_log.json (#/definitions/memory_log).',
		oneOf: schemas.map(([type]) => ({$ref: `#/definitions/${type}`})),
		definitions: {
			...Object.fromEntries(schemas.map(([type, schema]) => [type, describeAction(type, schema)])),
			memory_log: {
				description: 'A whole memory_log.json.',
				type: 'object',
				properties: {
					version: {const: logVersion, description: 'The version of the format.'},
					run_id: {type: 'string', description: fieldDocs.run_id},
					pipeline_name: {type: 'string', description: fieldDocs.pipeline_name},
					pipeline: {type: 'string', description: fieldDocs.pipeline},
					agent_start_time: {type: 'string', format: 'date-time', description: 'When the run began.'},
					actions: {type: 'array', items: {$ref: '#'}, description: 'What happened, in order.'},
				},
				required: ['version', 'run_id', 'pipeline_name', 'pipeline', 'agent_start_time', 'actions'],
			},
		},
	};
}

function describeAction(type: RunEvent['type'], schema: JsonSchema): JsonSchema {
	const properties = Object.entries(schema.properties as Record<string, JsonSchema>).map(([key, field]) => {
		const name = key as keyof typeof fieldDocs;
		return [key, {description: fieldDocsOfType[type]?.[name] ?? fieldDocs[name], ...field}];
	});
	return {
		...schema,
		description: actionDocs[type],
		properties: {type: {const: type}, ...Object.fromEntries(properties)},
		required: ['type', ...(schema.required as string[])],
	};
}
