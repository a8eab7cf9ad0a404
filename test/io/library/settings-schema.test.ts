import {expect, test} from 'vitest';
import {listProblems} from '../../../source/core/pipeline/problem-list.ts';
import type {JsonSchema} from '../../../source/core/pipeline/schema-of-shape.ts';
import {readYaml} from '../../../source/core/pipeline/yaml-source.ts';
import {settingsFile} from '../../../source/io/library/settings-keys.ts';
import {settingsSchema} from '../../../source/io/library/settings-schema.ts';
import {yamlJudge} from '../../helpers/schema-judge.ts';

const judge = yamlJudge(settingsSchema());

function isSound(yaml: string): boolean {
	const problems = listProblems(yaml, 'orchestrai.yml');
	const value = readYaml(yaml, problems.report);
	if (value) settingsFile(value, 'orchestrai.yml', problems.report);
	return !problems.failed();
}

const sound = [
	'theme: light\nnotify: false\npreflight: true\n',
	'notify: bell\ndefault_model: large\nbase_url: http://localhost:11434/v1\n',
	'roles: {small: a, medium: ollama/b, large:}\n',
	'providers:\n  - name: ollama\n    base_url: http://localhost:11434/v1\n    headers: {X-Title: mine}\n',
	'providers: [{name: router, base_url: "HTTPS://openrouter.ai/api/v1", api_key_env: OPENROUTER_API_KEY}]\n',
	'prices: {ollama/qwen3: {input: 0, output: 0.5, cached_input: 0}}\n',
];

const wrong = [
	'them: light\n',
	'theme: blue\n',
	'notify: sometimes\n',
	'roles: {tiny: a}\n',
	'roles: 3\n',
	'base_url: localhost\n',
	'providers: [{name: ollama}]\n',
	'providers: [{base_url: "http://a/v1"}]\n',
	'providers: [{name: a/b, base_url: "http://a/v1"}]\n',
	'providers: [{name: a, base_url: "http://a/v1", api_key: word}]\n',
	'providers: [{name: a, base_url: "http://a/v1", api_key_env: "not a name"}]\n',
	'prices: {a: {input: 1}}\n',
	'prices: {a: {input: -1, output: 1}}\n',
];

test('Settings that are sound are so by the schema, and those that are not are not.', () => {
	for (const yaml of sound) expect([yaml, isSound(yaml), judge(yaml)]).toEqual([yaml, true, null]);
	for (const yaml of wrong) {
		expect([yaml, isSound(yaml)]).toEqual([yaml, false]);
		expect([yaml, judge(yaml)]).not.toEqual([yaml, null]);
	}
});

test('Each key of the settings has its sentence.', () => {
	const silent: string[] = [];
	const look = (schema: JsonSchema, place: string) => {
		const {properties = {}, items, additionalProperties} = schema as Record<string, JsonSchema>;
		for (const [key, value] of Object.entries(properties as Record<string, JsonSchema>)) {
			if (!/^[A-Z].*\.$/.test(String(value.description))) silent.push(`${place}.${key}`);
			look(value, `${place}.${key}`);
		}

		for (const inner of [items, additionalProperties]) if (inner) look(inner, place);
	};
	look(settingsSchema(), '');
	expect(silent).toEqual([]);
	expect(Object.keys(settingsSchema().properties as object).sort()).toEqual(
		Object.keys((settingsFile.shape as {keys: object}).keys).sort(),
	);
});
