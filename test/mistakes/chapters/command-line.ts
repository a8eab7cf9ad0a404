import type {Mistake} from '../mistake.ts';
import {talk} from '../talk.ts';

export const commandLine: Mistake[] = [
	{
		did: 'A command is misspelt',
		typed: ['rnu', 'story'],
		code: 2,
		next: 'Did you mean `orchestrai run`?',
	},
	{
		did: 'A pipeline is typed where the command belongs',
		unseen: {'talk.yml': talk},
		typed: ['talk.yml'],
		code: 2,
		next: '`orchestrai run talk.yml`',
	},
	{
		did: 'A word of other tools is typed',
		typed: ['init'],
		code: 2,
		next: 'Did you mean `orchestrai new pipeline NAME`?',
	},
	{
		did: 'A run is to be removed as files are',
		typed: ['runs', 'rm', '2026-11-22_14-03-11_talk'],
		code: 2,
		next: 'Did you mean `orchestrai runs --prune`?',
	},
	{
		did: 'The whole line is put in quotes',
		typed: ['run story'],
		code: 2,
		next: 'Did you mean `orchestrai run story`?',
	},
	{
		did: 'An option is misspelt',
		typed: ['run', 'story', '--max-uds', '2'],
		code: 2,
		next: 'Did you mean --max-usd?',
	},
	{
		did: 'An option of another command is taken',
		typed: ['check', 'story', '--yes'],
		code: 2,
		next: '`orchestrai check --help` lists them.',
	},
	{
		did: 'An option stands without its value',
		typed: ['run', 'story', '--model'],
		code: 2,
		next: '`orchestrai run --help`',
	},
	{
		did: 'A text of several words stands without quotes',
		typed: ['run', 'story', '--request', 'A', 'talk', 'on', 'bread'],
		code: 2,
		next: "--request 'A talk on bread'",
	},
	{
		did: 'A review policy is named that there is not',
		typed: ['run', 'story', '--review', 'nothing'],
		code: 2,
		next: 'all, declared, none',
	},
	{
		did: 'A budget is no number',
		typed: ['run', 'story', '--max-usd', '$2'],
		code: 2,
		next: '--max-usd 2',
	},
	{
		did: 'The key is given as an argument',
		typed: ['run', 'story', '--api-key', 'abc'],
		code: 2,
		next: '`orchestrai login`',
	},
	{
		did: 'An option of run names an operation that there is not',
		unseen: {'talk.yml': talk},
		typed: ['run', 'talk.yml', '--model', 'tlak=large', '--request', 'A talk on bread'],
		code: 2,
		next: 'Did you mean `talk`?',
	},
	{
		did: 'The file of the request is not there',
		unseen: {'talk.yml': talk},
		typed: ['run', 'talk.yml', '--request', '@task.md'],
		code: 2,
		next: 'task.md',
	},
	{
		did: 'The request is forgotten where nobody can be asked',
		unseen: {'talk.yml': talk},
		typed: ['run', 'talk.yml', '--base-url', '{url}', '--model', 'qwen3'],
		env: {OPENAI_API_KEY: undefined},
		code: 3,
		next: '--request',
	},
	{
		did: 'login has nothing to read the key from',
		typed: ['login'],
		code: 2,
		next: '| orchestrai login',
	},
];
