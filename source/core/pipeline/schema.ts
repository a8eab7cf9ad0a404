import {pipelineDocs} from './key-docs.ts';
import {pipelineFile} from './operation-keys.ts';
import {type JsonSchema, schemaOf} from './schema-of-shape.ts';

/** The draft that editors understand. */
export const schemaDraft = 'http://json-schema.org/draft-07/schema#';

/**
 * What a pipeline file may hold, as a JSON Schema: made of what `parsePipeline` checks by, so that it refuses nothing
 * that is sound. What stands between operations (an input from nowhere, a cycle) and misspelt parameters only
 * `orchestrai check` finds. `modules`: names to complete; any other name of a module is welcome too.
 */
export function pipelineSchema(modules: readonly string[] = []): JsonSchema {
	const schema = schemaOf(pipelineFile.shape, {keys: pipelineDocs});
	if (modules.length > 0) offerModules(schema, modules);
	return {
		$schema: schemaDraft,
		title: 'A pipeline of OrchestrAI',
		description: 'Modules, and which outputs feed which. `orchestrai check` finds what a schema cannot.',
		...schema,
	};
}

type Properties = Record<string, JsonSchema>;

function offerModules(schema: JsonSchema, modules: readonly string[]): void {
	const operation = (schema.properties as Properties).pipeline!.items as JsonSchema;
	const properties = operation.properties as Properties;
	const {description, ...any} = properties.module!;
	properties.module = {description, anyOf: [{enum: modules}, any]};
}
