import {join} from 'node:path';
import {type Mistake, write} from '../mistake.ts';
import {talk} from '../talk.ts';

const rehearse = ['run', 'talk.yml', '--cassette', 'talk.cassette.json'];

export const cassettes: Mistake[] = [
	{
		did: 'The cassette is not there',
		unseen: {'talk.yml': talk},
		typed: rehearse,
		code: 2,
		next: '--record',
	},
	{
		did: 'The cassette is no recording',
		unseen: {'talk.yml': talk},
		files: {'talk.cassette.json': '{"answers": ["A talk."]}\n'},
		typed: rehearse,
		code: 2,
		next: 'Name a run, or the memory_log.json of one.',
	},
	{
		did: 'The recording lacks an answer',
		ranBefore: true,
		before: ({cwd}) =>
			write(
				join(cwd, 'talk.yml'),
				`${talk}\n  - module: scrutinizer\n    inputs: [talk]\n    output_name: objections\n`,
			),
		how: 'An operation `objections` was added to the pipeline since.',
		typed: rehearse,
		code: 1,
		next: '--record',
	},
	{
		did: 'A prompt changed since it was recorded, and the rehearsal is strict',
		ranBefore: true,
		before: ({cwd}) => write(join(cwd, 'talk.yml'), `${talk}    supplement: At most five minutes.\n`),
		how: 'The line `supplement: At most five minutes.` was added since.',
		typed: [...rehearse, '--cassette-match', 'strict'],
		code: 1,
		next: '--record',
	},
	{
		did: 'It is recorded into the log of a run',
		ranBefore: true,
		typed: ['run', 'talk.yml', '--cassette', 'runs/2026-11-22_14-03-11_talk/memory_log.json', '--record'],
		args: ({run}) => ['run', 'talk.yml', '--cassette', `runs/${run}/memory_log.json`, '--record'],
		code: 2,
		next: 'cp ',
	},
];
