import {expect, test} from 'vitest';
import {readRunFlags} from '../../../source/commands/run/flags.ts';
import {settleSettings} from '../../../source/commands/run/settle-settings.ts';

const facts = {roles: {}, base_url: null, cassette: null, parameters: {}};

test('Without any flag nothing is decided: what runs is caged, runs lie in ./runs.', () => {
	expect(readRunFlags({})).toEqual({
		request: null,
		adopt: false,
		answers: [],
		headless: false,
		json: false,
		review: null,
		yes: false,
		step: false,
		model: null,
		models: {},
		baseUrl: null,
		keyless: false,
		cassette: null,
		cassetteMatch: null,
		record: false,
		concurrency: null,
		budget: {},
		allowRun: null,
		allowInstall: false,
		trust: false,
		preflight: null,
		workspaceFrom: null,
		runsDir: 'runs',
	});
});

test('--json is headless; the last --model for everything counts, and the last of each name.', () => {
	const flags = readRunFlags({json: true, model: ['a', 'x=1', 'b', 'x=2', 'y=z=3']});
	expect(flags).toMatchObject({headless: true, model: 'b', models: {x: '2', y: 'z=3'}});
});

test('Limits are numbers; only those that were given are there.', () => {
	expect(readRunFlags({maxUsd: '0.5'}).budget).toEqual({max_usd: 0.5});
	expect(readRunFlags({maxTokens: '100', concurrency: '2'})).toMatchObject({
		budget: {max_tokens: 100},
		concurrency: 2,
	});
});

test('A model for an operation called __proto__ is one like any other.', () => {
	expect(Object.keys(readRunFlags({model: ['__proto__=m']}).models)).toEqual(['__proto__']);
});

test('A run that goes on keeps its settings but for the flags; its ceilings are not told anew.', () => {
	const begun = readRunFlags({review: 'all', maxUsd: '1', model: ['m', 'x=1'], concurrency: '3'});
	const before = settleSettings(begun, {interactive: false, before: null, ...facts});
	expect(before).toMatchObject({review: 'all', budget: {max_usd: 1}, ask_at_usd: null, concurrency: 3});
	const after = settleSettings(readRunFlags({model: ['y=2']}), {interactive: true, before, ...facts});
	expect(after).toMatchObject({
		review: 'all',
		model: 'm',
		models: {x: '1', y: '2'},
		budget: {},
		concurrency: 3,
		ask_at_usd: 1,
	});
});

test.for([
	['always', undefined, 'sandbox'],
	['always', 'always', 'always'],
	['never', undefined, 'never'],
	['ask', undefined, 'ask'],
	['ask', 'sandbox', 'sandbox'],
] as const)('A log that says %s, with the flag %s, lets programs run: %s.', ([logged, flag, expected]) => {
	const before = {
		...settleSettings(readRunFlags({}), {interactive: true, before: null, ...facts}),
		allow_run: logged,
	};
	const flags = readRunFlags({allowRun: flag});
	expect(settleSettings(flags, {interactive: true, before, ...facts}).allow_run).toBe(expected);
});
