/** Every key of ours that a file of a person may hold is on its page; what is only passed on to a model needs no word. */
import {expect, test} from 'vitest';
import {knownParameters} from '../../source/core/pipeline/known-parameters.ts';
import {pipelineSchema} from '../../source/core/pipeline/schema.ts';
import {settingsSchema} from '../../source/io/library/settings-schema.ts';
import {readPage} from './page.ts';

/** Of all objects in a schema. */
function keysOf(schema: unknown): string[] {
	if (typeof schema !== 'object' || schema === null) return [];
	const {properties} = schema as {properties?: Record<string, unknown>};
	const own = properties && typeof properties === 'object' ? Object.keys(properties) : [];
	return [...new Set([...own, ...Object.values(schema).flatMap(keysOf)])];
}

test.for([
	['docs/writing-pipelines.md', pipelineSchema([])],
	['docs/models.md', settingsSchema()],
] as const)('%s names each key that its schema has.', ([page, schema]) => {
	const text = readPage(page);
	const keys = keysOf(schema).filter(key => !knownParameters.has(key));
	expect(keys.length).toBeGreaterThan(10);
	expect(keys.filter(key => !new RegExp(`\\b${key}\\b`).test(text))).toEqual([]);
});
