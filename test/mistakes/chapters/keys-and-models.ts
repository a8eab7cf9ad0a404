import {runHeadless} from '../../helpers/orchestrai.ts';
import type {Mistake} from '../mistake.ts';
import {onServer, talkAtOnce} from '../talk.ts';

const unseen = {'talk.yml': talkAtOnce};
const noKey = {OPENAI_API_KEY: undefined};
const onOpenAI = ['run', 'talk.yml', '--request', 'A talk on bread'];
const withModel = [...onServer, '--model', 'qwen3'];

export const keysAndModels: Mistake[] = [
	{
		did: 'There is no key at all',
		unseen,
		typed: onOpenAI,
		env: noKey,
		code: 2,
		next: 'orchestrai demo',
	},
	{
		did: 'The key is in a variable of nearly the right name',
		unseen,
		typed: onOpenAI,
		env: {...noKey, OPENAI_KEY: 'sk-…'},
		code: 2,
		next: 'OPENAI_API_KEY',
	},
	{
		did: 'The key is one of Anthropic’s',
		unseen,
		typed: onOpenAI,
		env: {...noKey, ANTHROPIC_API_KEY: 'sk-ant-…'},
		code: 2,
		next: 'https://api.anthropic.com/v1',
	},
	{
		did: 'There is no key, and one asks the doctor',
		typed: ['doctor', '--json'],
		env: {...noKey, OPENAI_KEY: 'sk-…'},
		play: async ({cwd}) => {
			const env = {...noKey, OPENAI_KEY: 'sk-…'};
			const {code, stdout} = await runHeadless(['doctor', '--json'], {cwd, env});
			const findings = JSON.parse(stdout) as {name: string}[];
			const model = findings.filter(({name}) => name === 'model');
			return {code: code ?? -1, said: JSON.stringify(model, null, 2)};
		},
		how: 'Of what it finds only what it says of models is shown here.',
		code: 0,
		next: 'export OPENAI_API_KEY=',
	},
	{
		did: 'In .env the key has nearly the right name',
		files: {'.env': 'OPENAI_KEY=sk-…\n'},
		unseen,
		typed: onOpenAI,
		env: noKey,
		code: 2,
		next: 'OPENAI_API_KEY',
	},
	{
		did: 'The key is refused',
		unseen,
		typed: withModel,
		env: {...noKey, OPENAI_API_KEY: 'a-key-that-was-revoked'},
		server: {
			answers: {status: 401, json: {error: {message: 'Incorrect API key provided', code: 'invalid_api_key'}}},
		},
		code: 1,
		next: 'orchestrai resume',
	},
	{
		did: 'The base URL lacks its /v1',
		unseen,
		typed: withModel.map(word => (word === '{url}' ? '{origin}' : word)),
		env: noKey,
		code: 1,
		next: '--base-url http://127.0.0.1:8080/v1',
	},
	{
		did: 'The base URL lacks its http://',
		unseen,
		typed: withModel.map(word => (word === '{url}' ? 'localhost:11434/v1' : word)),
		env: noKey,
		code: 2,
		next: 'http://localhost:11434/v1',
	},
	{
		did: 'OPENAI_BASE_URL lacks its http://',
		unseen,
		typed: [...onOpenAI, '--model', 'qwen3'],
		env: {...noKey, OPENAI_BASE_URL: 'localhost:11434/v1'},
		code: 1,
		next: '--base-url http://localhost:11434/v1',
	},
	{
		did: 'The base URL is that of the chat completions themselves',
		unseen,
		typed: withModel.map(word => (word === '{url}' ? '{url}/chat/completions' : word)),
		env: noKey,
		code: 1,
		next: '--base-url http://127.0.0.1:8080/v1',
	},
	{
		did: 'Nothing listens at the base URL',
		unseen,
		typed: withModel,
		env: noKey,
		server: 'gone',
		code: 1,
		next: 'orchestrai resume',
	},
	{
		did: 'A web page answers at the base URL',
		unseen,
		typed: withModel,
		env: noKey,
		server: {
			answers: {raw: ['<!doctype html><title>Welcome</title>'], headers: {'content-type': 'text/html'}},
		},
		code: 1,
		next: 'base URL',
	},
	{
		did: 'No model is named for a server of one’s own',
		unseen,
		typed: onServer,
		env: noKey,
		server: {answers: {text: 'x'}, models: ['qwen3', 'llama3.3']},
		code: 2,
		next: '--model',
	},
	{
		did: 'The server has no such model',
		unseen,
		typed: [...onServer, '--model', 'qwen'],
		env: noKey,
		server: {
			answers: {
				status: 404,
				json: {error: {message: 'model "qwen" not found, try pulling it first', code: 'model_not_found'}},
			},
			models: ['qwen3', 'qwen3-coder', 'llama3.3'],
		},
		code: 1,
		next: '`qwen3`',
	},
	{
		did: 'A provider is named that orchestrai.yml does not have',
		files: {'orchestrai.yml': 'providers:\n  - name: ollama\n    base_url: http://localhost:11434/v1\n'},
		unseen,
		typed: [...onOpenAI, '--model', 'olama/qwen3', '--trust'],
		env: noKey,
		code: 2,
		next: 'ollama/qwen3',
	},
	{
		did: 'A key of orchestrai.yml is misspelt',
		files: {'orchestrai.yml': 'provider:\n  - name: ollama\n    base_url: http://localhost:11434/v1\n'},
		unseen,
		typed: [...onOpenAI, '--model', 'ollama/qwen3'],
		env: noKey,
		code: 2,
		next: '`providers`',
	},
];
