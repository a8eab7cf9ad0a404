import {describe, expect, it} from 'vitest';
import {toEndpoint} from '../../../source/io/models/endpoint.ts';
import {createNaming, defaultRoles} from '../../../source/io/models/roles.ts';

const november = Date.parse('2026-11-22T00:00:00Z');
const local = 'http://127.0.0.1:11434/v1';

function naming({
	base_url = null,
	roles = {},
	defaultModel = null,
	providers = [],
	now = november,
}: {
	base_url?: string | null;
	roles?: Record<string, string>;
	defaultModel?: string | null;
	providers?: {name: string; base_url: string; default_model?: string}[];
	now?: number;
} = {}) {
	return createNaming({
		roles,
		defaultModel,
		main: toEndpoint({base_url, api_key: null, default_model: defaultModel}),
		providers: providers.map(provider => toEndpoint({...provider, api_key: null})),
		clock: {now: () => now},
	});
}

describe('a role', () => {
	it('means one of this year’s models at OpenAI, and medium is meant where nothing is named', () => {
		const {resolve} = naming();
		expect(resolve('small')).toEqual({model: defaultRoles.small, note: null});
		expect(resolve('large')).toEqual({model: defaultRoles.large, note: null});
		expect(resolve(undefined)).toEqual({model: defaultRoles.medium, note: null});
	});

	it('means what the settings say, also by way of another role', () => {
		const {resolve} = naming({roles: {small: 'gpt-x', medium: 'small', fast: 'medium'}});
		expect(resolve('small').model).toBe('gpt-x');
		expect(resolve('fast').model).toBe('gpt-x');
		expect(resolve(undefined).model).toBe('gpt-x');
		expect(resolve('large').model).toBe(defaultRoles.large);
	});

	it('that leads in a circle ends all the same', () => {
		const {resolve} = naming({roles: {small: 'medium', medium: 'small'}});
		expect(['small', 'medium', ...Object.values(defaultRoles)]).toContain(resolve('small').model);
	});

	it('means the default model at another endpoint, and says so', () => {
		const {resolve} = naming({base_url: local, defaultModel: 'qwen3'});
		expect(resolve('large')).toEqual({
			model: 'qwen3',
			note: 'The role `large` is not mapped for http://127.0.0.1:11434/v1: its default model `qwen3` answers.',
		});
		expect(resolve(undefined)).toEqual({model: 'qwen3', note: null});
	});

	it('never becomes one of OpenAI’s names at another endpoint: without a mapping it is an obstacle', () => {
		const {resolve, obstacle} = naming({base_url: local});
		const {model} = resolve('small');
		expect(model).toBe('small');
		expect(obstacle(model)?.remedy).toContain('roles: {small:');
		expect(obstacle(resolve(undefined).model)).not.toBeNull();
		expect(obstacle('llama3')).toBeNull();
	});

	it('may be the real name of a model, if the settings say that', () => {
		const {resolve, obstacle} = naming({base_url: local, roles: {small: 'small'}});
		expect(resolve('small').model).toBe('small');
		expect(obstacle('small')).toBeNull();
	});

	it('may mean a model of a provider', () => {
		const {resolve, place} = naming({
			roles: {small: 'here/qwen3'},
			providers: [{name: 'here', base_url: local}],
		});
		expect(resolve('small')).toEqual({model: 'here/qwen3', note: null});
		expect(place('here/qwen3')).toMatchObject({model: 'qwen3', endpoint: {name: 'here', base_url: local}});
	});
});

describe('a provider', () => {
	const providers = [{name: 'here', base_url: local, default_model: 'qwen3'}];

	it('is asked for its default model by its name alone, or by a role', () => {
		const {resolve} = naming({providers});
		expect(resolve('here').model).toBe('here/qwen3');
		expect(resolve('here/large').model).toBe('here/qwen3');
	});

	it('is not made out of any slash: other names are sent as written', () => {
		const {place} = naming({base_url: 'https://openrouter.ai/api/v1', providers});
		expect(place('meta-llama/llama-4')).toMatchObject({model: 'meta-llama/llama-4', endpoint: {name: null}});
		expect(place('here/org/model:free')).toMatchObject({model: 'org/model:free', endpoint: {name: 'here'}});
	});
});

describe('a retired name', () => {
	it.each([
		['gpt-4', defaultRoles.large],
		['gpt-4-0613', defaultRoles.large],
		['gpt-4-32k', defaultRoles.large],
		['gpt-4-1106-preview', defaultRoles.large],
		['gpt-3.5-turbo', defaultRoles.small],
		['gpt-3.5-turbo-16k', defaultRoles.small],
		['o1', defaultRoles.large],
		['o3-mini', defaultRoles.large],
		['gpt-4.1-nano', defaultRoles.small],
		['gpt-4o-2024-05-13', defaultRoles.large],
		['o4-mini', defaultRoles.medium],
	])('of OpenAI resolves to a role there, and says so: %s', (name, model) => {
		const resolution = naming().resolve(name);
		expect(resolution.model).toBe(model);
		expect(resolution.note).toContain(`\`${name}\` is no longer served by OpenAI`);
	});

	it('resolves to what the settings make of that role', () => {
		expect(naming({roles: {large: 'gpt-x'}}).resolve('gpt-4').model).toBe('gpt-x');
	});

	it('is sent as written elsewhere', () => {
		expect(naming({base_url: local}).resolve('gpt-4')).toEqual({model: 'gpt-4', note: null});
	});

	it('is retired from its day on, not before', () => {
		expect(naming().resolve('gpt-4o')).toEqual({model: 'gpt-4o', note: null});
		const later = naming({now: Date.parse('2027-01-14T00:00:00Z')});
		expect(later.resolve('gpt-4o').model).toBe(defaultRoles.small);
	});

	it.each(['gpt-4.5-preview', 'gpt-5', 'gpt-6-luna', 'o3', 'my-gpt-4'])('is not %s', name => {
		expect(naming().resolve(name)).toEqual({model: name, note: null});
	});
});
