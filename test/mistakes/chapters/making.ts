import type {Mistake} from '../mistake.ts';
import {talk} from '../talk.ts';

export const making: Mistake[] = [
	{
		did: 'What is to be made is misspelt',
		typed: ['new', 'pipelin', 'talk'],
		code: 2,
		next: '`orchestrai new pipeline NAME`',
	},
	{
		did: 'A pipeline is to be made that is there already',
		unseen: {'pipelines/talk.yml': talk},
		typed: ['new', 'pipeline', 'talk'],
		code: 2,
		next: /another|other/,
	},
	{
		did: 'A template is misspelt',
		typed: ['new', 'pipeline', 'talk', '--template', 'wirte'],
		code: 2,
		next: 'write',
	},
	{
		did: 'A module’s name has a slash in it',
		typed: ['new', 'module', 'my/shout'],
		code: 2,
		next: /instead|other/,
	},
	{
		did: 'The name is left out',
		typed: ['new', 'module'],
		code: 2,
		next: '`orchestrai new module greet`',
	},
	{
		did: 'The tests of modules are run where there are none',
		typed: ['test'],
		code: 2,
		next: 'orchestrai new module',
	},
	{
		did: 'A format is named that there is not',
		unseen: {'talk.yml': talk},
		typed: ['check', 'talk.yml', '--format', 'gihub'],
		code: 2,
		next: 'github',
	},
];
