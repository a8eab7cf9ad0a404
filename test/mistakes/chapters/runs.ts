import type {Mistake} from '../mistake.ts';

export const runs: Mistake[] = [
	{
		did: 'A run is resumed where there is none',
		typed: ['resume'],
		code: 0,
		next: '`orchestrai demo`',
	},
	{
		did: 'A run is watched where there is none',
		typed: ['replay'],
		code: 2,
		next: '`orchestrai demo`',
	},
	{
		did: 'The id of a run is not there',
		ranBefore: true,
		typed: ['resume', 'bread'],
		code: 2,
		next: '`orchestrai runs`',
	},
	{
		did: 'The id of a run is nearly right',
		ranBefore: true,
		typed: ['replay', '2026-11-22_14-03-11-talk'],
		args: ({run}) => ['replay', run.replace('_talk', '-talk')],
		code: 2,
		next: 'Did you mean 2026-11-22_14-03-11_talk?',
	},
	{
		did: 'A fork names an operation that there is not',
		ranBefore: true,
		typed: ['fork', '2026', '--from', 'tlak'],
		args: ({run}) => ['fork', run, '--from', 'tlak'],
		code: 2,
		next: 'Did you mean `talk`?',
	},
	{
		did: 'A fork changes nothing',
		ranBefore: true,
		typed: ['fork', '2026'],
		args: ({run}) => ['fork', run],
		code: 2,
		next: '--from NAME',
	},
	{
		did: 'Only one run is given to compare',
		ranBefore: true,
		typed: ['diff', '2026'],
		args: ({run}) => ['diff', run],
		code: 2,
		next: '`orchestrai diff RUN RUN`',
	},
	{
		did: 'A run is exported into a folder that holds something',
		ranBefore: true,
		unseen: {'site/index.html': '<p>Mine.'},
		typed: ['export', '2026', 'site'],
		args: ({run}) => ['export', run, 'site'],
		code: 1,
		next: '--force',
	},
];
