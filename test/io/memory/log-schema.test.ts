import {readFileSync} from 'node:fs';
import {expect, test} from 'vitest';
import type {JsonSchema} from '../../../source/core/pipeline/schema-of-shape.ts';
import {judgeAction} from '../../../source/io/memory/action-shape.ts';
import {logSchema} from '../../../source/io/memory/log-schema.ts';
import {schemaJudge} from '../../helpers/schema-judge.ts';
import {everyAction} from './every-action.ts';

const schema = logSchema();
const definitions = schema.definitions as Record<string, JsonSchema>;
const judge = schemaJudge(schema);
/** By the definition of its type alone, so that what is wrong is told. */
const judges = new Map(
	Object.keys(everyAction).map(type => [type, schemaJudge(schema, `/definitions/${type}`)]),
);

test('The schema knows every action and each of its fields, and says what it is.', () => {
	const types = Object.keys(everyAction).sort();
	expect(Object.keys(definitions).sort()).toEqual([...types, 'memory_log'].sort());
	expect((schema.oneOf as {$ref: string}[]).map(({$ref}) => $ref.split('/').at(-1)).sort()).toEqual(types);
	for (const [type, action] of Object.entries(everyAction)) {
		const {properties, description} = definitions[type] as {properties: JsonSchema; description: string};
		expect([type, Object.keys(properties).sort()]).toEqual([type, Object.keys(action).sort()]);
		expect(description).toMatch(/^[A-Z].*\.$/);
		const {type: _, ...fields} = properties as Record<string, JsonSchema>;
		for (const [key, field] of Object.entries(fields))
			expect([type, key, field.description]).toEqual([type, key, expect.stringMatching(/^[A-Z].*\.$/)]);
	}
});

test('Each action is sound by it, whole and with nothing but what it must have; and not without one of these.', () => {
	for (const [type, action] of Object.entries(everyAction)) {
		expect([type, judges.get(type)!(action)]).toEqual([type, null]);
		expect([type, judge(action)]).toEqual([type, null]);
		const {required} = definitions[type] as {required: string[]};
		const least = Object.fromEntries(Object.entries(action).filter(([key]) => required.includes(key)));
		expect([type, judge(least), judgeAction(least)]).toEqual([type, null, null]);
		for (const key of required) {
			const {[key]: _, ...without} = least;
			expect([type, key, judges.get(type)!(without)]).not.toEqual([type, key, null]);
			expect([type, key, judgeAction(without)]).not.toEqual([type, key, null]);
		}
	}
});

test('What the reader of logs does not believe is not sound by it, whatever stands in a field.', () => {
	const odd = [undefined, null, 0, 1.5, -1, '', 'word', true, [], ['a'], [1], {}, {a: 1}, {a: 'b'}];
	const differences: string[] = [];
	for (const [type, action] of Object.entries(everyAction)) {
		for (const key of Object.keys(action).filter(each => each !== 'type')) {
			for (const value of odd) {
				const changed = JSON.parse(JSON.stringify({...action, [key]: value})) as object;
				const believed = judgeAction(changed) === null;
				const sound = judges.get(type)!(changed) === null;
				// The schema says which words there are; the reader believes new ones too.
				if (believed === sound || (believed && typeof value === 'string')) continue;
				differences.push(`${type}.${key}: ${JSON.stringify(value)} ${believed ? 'believed' : 'refused'}`);
			}
		}
	}

	// `courses` is a list of words.
	expect(differences.filter(each => !/courses: \["a"\] believed/.test(each))).toEqual([]);
	expect(judge({...everyAction['run-paused'], type: 'run-baused'})).not.toBeNull();
});

test('The recording of the demo is a whole log by it.', () => {
	const log = JSON.parse(
		readFileSync(new URL('../../../pipelines/engineering.cassette.json', import.meta.url), 'utf8'),
	) as {actions: {type: string}[]};
	const whole = schemaJudge(schema, '/definitions/memory_log');
	expect(new Set(log.actions.map(({type}) => type)).size).toBeGreaterThan(8);
	for (const action of log.actions)
		expect([action.type, judges.get(action.type)!(action)]).toEqual([action.type, null]);
	expect(whole(log)).toBeNull();
	expect(whole({...log, run_id: undefined})).not.toBeNull();
	expect(whole({...log, actions: [{...log.actions[0], type: 'module-started'}]})).not.toBeNull();
});
