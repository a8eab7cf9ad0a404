import {durationPattern, longestDuration} from './duration.ts';
import type {KeyDoc} from './key-docs.ts';
import {longestName, namePattern} from './name-rules.ts';
import type {MappingShape, Shape} from './shape.ts';

export type JsonSchema = {[keyword: string]: unknown};

/** A shape in the words of JSON Schema (draft 7), each key with what is said of it. Throws for a key without a word. */
export function schemaOf(shape: Shape, doc: Pick<KeyDoc, 'keys' | 'rest'> = {}): JsonSchema {
	switch (shape.kind) {
		case 'text':
			return {type: 'string', ...(shape.pattern === undefined ? {} : {pattern: shape.pattern})};
		case 'name':
			return {type: 'string', minLength: 1, maxLength: longestName, pattern: namePattern};
		case 'number':
			return {
				type: shape.whole ? 'integer' : 'number',
				...(shape.least > -Number.MAX_SAFE_INTEGER ? {minimum: shape.least} : {}),
				...(shape.most < Number.MAX_SAFE_INTEGER ? {maximum: shape.most} : {}),
			};
		case 'duration':
			return {
				type: ['string', 'number'],
				pattern: durationPattern,
				exclusiveMinimum: 0,
				maximum: longestDuration / 1000,
			};
		case 'choice':
			return {enum: shape.choices.map(asWritten)};
		case 'list':
			return {type: 'array', items: schemaOf(shape.item, doc)};
		case 'mapping':
			return schemaOfMapping(shape, doc);
		case 'anything':
			return {};
	}
}

/** `true` without quotes is no text to a reader of YAML. */
function asWritten(word: string): string | boolean {
	return word === 'true' ? true : word === 'false' ? false : word;
}

function schemaOfMapping(
	{keys, required, rest, known}: MappingShape,
	{keys: docs = {}, rest: doc}: Pick<KeyDoc, 'keys' | 'rest'>,
): JsonSchema {
	const further = rest === null ? null : {...orEmpty(schemaOf(rest, doc)), ...words(doc)};
	return {
		type: 'object',
		properties: Object.fromEntries([
			...Object.entries(keys).map(([key, shape]) => {
				const said = docs[key];
				if (said === undefined) throw new Error(`Nothing is said of the key ${key}.`);
				const schema = schemaOf(shape, said);
				return [key, {...(required.includes(key) ? schema : orEmpty(schema)), ...words(said)}];
			}),
			...[...known].map(key => [key, further ?? {}]),
		]),
		...(required.length > 0 ? {required} : {}),
		additionalProperties: further ?? false,
	};
}

function words(doc: KeyDoc | undefined): JsonSchema {
	if (doc === undefined) return {};
	// As `default`, editors would write all of them out where a mapping begins.
	const usual = doc.default === undefined ? '' : ` Default: ${String(doc.default)}.`;
	return {
		description: `${doc.says}${usual}`,
		...(doc.examples === undefined ? {} : {examples: doc.examples}),
	};
}

/** A key that may be left out may as well be there and empty. */
function orEmpty(schema: JsonSchema): JsonSchema {
	if (Array.isArray(schema.enum)) return {...schema, enum: [...schema.enum, null]};
	return schema.type === undefined ? schema : {...schema, type: [schema.type, 'null'].flat()};
}
