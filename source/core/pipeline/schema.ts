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
	const module = {...pipelineDocs.pipeline.keys!.module!, examples: modules};
	const pipeline = {...pipelineDocs.pipeline, keys: {...pipelineDocs.pipeline.keys, module}};
	return {
		$schema: schemaDraft,
		title: 'A pipeline of OrchestrAI',
		description: 'Modules, and which outputs feed which. `orchestrai check` finds what a schema cannot.',
		...schemaOf(pipelineFile.shape, {
			keys: modules.length === 0 ? pipelineDocs : {...pipelineDocs, pipeline},
		}),
	};
}
