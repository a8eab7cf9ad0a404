import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import fc from 'fast-check';
import {expect, test} from 'vitest';
import {knownParameters} from '../../../source/core/pipeline/known-parameters.ts';
import {findNameFault} from '../../../source/core/pipeline/name-rules.ts';
import {pipelineFile} from '../../../source/core/pipeline/operation-keys.ts';
import {parsePipeline} from '../../../source/core/pipeline/parse.ts';
import {pipelineSchema} from '../../../source/core/pipeline/schema.ts';
import type {JsonSchema} from '../../../source/core/pipeline/schema-of-shape.ts';
import type {Shape} from '../../../source/core/pipeline/shape.ts';
import {schemaJudge, yamlJudge} from '../../helpers/schema-judge.ts';
import {mistakes} from './mistakes.ts';

const judge = yamlJudge(pipelineSchema());
const errorsIn = (yaml: string) =>
	parsePipeline(yaml, {file: 'p.yml'}).problems.filter(({severity}) => severity === 'error');

/** Every place of a pipeline file in which a key may stand, with the shape of its value. */
function placesOf(shape: Shape, around: string, into: Map<string, Shape> = new Map()): Map<string, Shape> {
	if (shape.kind === 'list') return placesOf(shape.item, `${around}[]`, into);
	if (shape.kind !== 'mapping') return into;
	for (const [key, value] of Object.entries(shape.keys)) {
		into.set(`${around}.${key}`, value);
		placesOf(value, `${around}.${key}`, into);
	}

	for (const key of shape.known) into.set(`${around}.${key}`, shape.rest!);
	return into;
}

/** The same of the schema, with what is said of each. */
function describedIn(schema: JsonSchema, around: string, into: Map<string, unknown> = new Map()) {
	if (schema.items) describedIn(schema.items as JsonSchema, `${around}[]`, into);
	for (const [key, value] of Object.entries((schema.properties ?? {}) as Record<string, JsonSchema>)) {
		into.set(`${around}.${key}`, value.description);
		describedIn(value, `${around}.${key}`, into);
	}

	return into;
}

const places = placesOf(pipelineFile.shape, '');

test('Every key that the checker knows is in the schema and the other way round, and each has its sentence.', () => {
	const described = describedIn(pipelineSchema(['engineer']), '');
	expect([...described.keys()].sort()).toEqual([...places.keys()].sort());
	expect([...described].filter(([, says]) => !/^[A-Z].*[.?]$/.test(String(says)))).toEqual([]);
	expect(places.size).toBeGreaterThan(100);
	for (const key of knownParameters) expect(places.has(`.defaults.model_config.${key}`)).toBe(true);
});

test('Every pipeline that ships with the app is sound by the schema.', () => {
	const folder = join(import.meta.dirname, '../../../pipelines');
	const files = readdirSync(folder).filter(name => name.endsWith('.yml'));
	expect(files.length).toBeGreaterThan(6);
	for (const file of files)
		expect([file, judge(readFileSync(join(folder, file), 'utf8'))]).toEqual([file, null]);
});

/** What people may write for any key at all, as it stands in a file. */
const written = [
	...[
		'',
		'~',
		'null',
		'""',
		'" "',
		'word',
		'"two words"',
		'a/b',
		'a=b',
		'"tab\\tin"',
		'always',
		'Always',
		'pause',
	],
	...['0', '1', '-1', '2.5', '1000', '99999999999', '.inf', '"3"', 'true', 'false', 'yes'],
	...['30s', '10m', '1m30s', '0s', '5 min', '500ms', '25d'],
	...['[]', '[word]', '[1]', '[[word]]', '{}', '{a: 1}', '{model: small}', '{modle: small}'],
	...['{recall: 3}', '{max_usd: 0.5}', '{max_usd: a}', '{run: python3 main.py}', '{run: 3}', '[null]'],
];

/** Where the checker is stricter than a schema can say: it is not the schema that finds these. */
const beyondSchemas: Record<string, string[]> = {
	duration: ['0s', '25d'],
	// A slip of the pen among keys that may be anything.
	parameters: ['{modle: small}'],
	anything: ['.inf'],
};

function wrap(path: string, value: string): string {
	const keys = path.replace(/^\./, '').split('.');
	const last = keys.at(-1)!;
	const inner = keys.slice(1, -1).reduceRight((held, key) => `{${key}: ${held}}`, `{${last}: ${value}}`);
	const base = '{module: a, inputs: [], output_name: x';
	if (keys[0] === 'pipeline[]') {
		const own = inner.slice(1, -1);
		const rest = ['module: a', 'inputs: []', 'output_name: x'].filter(each => !each.startsWith(`${last}:`));
		return `pipeline: [{${[own, ...(keys.length === 2 ? rest : base.slice(1).split(', '))].join(', ')}}]\n`;
	}
	if (path === '.pipeline') return `pipeline: ${value}\n`;
	return `pipeline: [${base}}]\n${keys.length === 1 ? `${last}: ${value}` : `${keys[0]}: ${inner}`}\n`;
}

test('What the checker accepts the schema accepts, and what it refuses at a key the schema refuses, for every key and whatever is written there.', () => {
	const differences: string[] = [];
	let compared = 0;
	// What may stand in an operation may stand in `defaults`, and any parameter is as good as another.
	const distinct = [...places].filter(
		([path]) =>
			(!path.startsWith('.defaults.') || path.endsWith('.model')) &&
			(path.endsWith('.top_p') || !knownParameters.has(path.split('.').at(-1)!)),
	);
	for (const [path, shape] of distinct) {
		for (const value of written) {
			const yaml = wrap(path, value);
			const errors = errorsIn(yaml);
			const complaint = judge(yaml);
			compared++;
			const accepted = errors.length === 0;
			if (accepted === (complaint === null)) continue;
			const kind = path.endsWith('.model_config') ? 'parameters' : shape.kind;
			// An output that nobody makes is wrong between operations, not at the key.
			const between = errors.every(({message}) => /^No operation makes|lists no operation/.test(message));
			if (!accepted && (between || beyondSchemas[kind]?.includes(value))) continue;
			differences.push(`${path}: ${value} | ${errors[0]?.message ?? 'accepted'} | ${complaint}`);
		}
	}

	expect(differences).toEqual([]);
	expect(compared).toBeGreaterThan(1500);
});

test('Of the mistakes that people make, the schema lets none through that stands at a key, and finds none where the checker finds none.', () => {
	let seen = 0;
	for (const {title, yaml} of mistakes) {
		const errors = errorsIn(yaml);
		let complaint: string | null;
		try {
			complaint = judge(yaml);
		} catch {
			// No YAML at all.
			continue;
		}

		if (errors.length === 0) expect([title, complaint]).toEqual([title, null]);
		const atKeys = errors.filter(({message}) =>
			/ is not a key of (an operation|`debug`|`memory`|`budget`|`defaults`|a pipeline file)|must be (text|a list|a mapping|a whole number|one of)|has no `/.test(
				message,
			),
		);
		if (atKeys.length === 0) continue;
		seen++;
		expect([title, complaint]).not.toEqual([title, null]);
	}

	expect(seen).toBeGreaterThan(10);
});

test('A name that the checker takes the schema takes, and but for hidden tags and words of JavaScript the other way round.', () => {
	const name = (pipelineSchema().properties as Record<string, object>).name!;
	const judgeName = schemaJudge(name);
	const letters = [
		'a',
		'é',
		'😀',
		' ',
		'/',
		'=',
		'\\',
		'\0',
		'\u0085',
		'\u200b',
		'\u2028',
		'\ufeff',
		'\u{e0041}',
	];
	fc.assert(
		fc.property(
			fc.oneof(
				fc.string({unit: fc.constantFrom(...letters), maxLength: 5}),
				fc.integer({min: 190, max: 210}).map(length => '😀'.repeat(length)),
			),
			text => {
				const complaint = judgeName(text);
				const fault = findNameFault(text);
				if (fault === null) expect(complaint).toBeNull();
				else if (!/cannot be seen|JavaScript/.test(fault.because)) expect(complaint).not.toBeNull();
			},
		),
		{numRuns: 200},
	);
});

test('Names of modules are offered, and none is asked for.', () => {
	const offering = pipelineSchema(['engineer', 'mine']);
	expect(JSON.stringify(offering)).toContain('"enum":["engineer","mine"]');
	expect(yamlJudge(offering)('pipeline: [{module: elsewhere, inputs: [], output_name: x}]\n')).toBeNull();
});
