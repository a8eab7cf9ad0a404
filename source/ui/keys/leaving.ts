/** The keys that pause and leave. */
import {free, type KeyEntry, readable} from './key-entry.ts';

export const leaving: readonly KeyEntry[] = [
	{
		keys: ['q'],
		shown: 'q',
		meaning: 'leave (asks while the run goes on)',
		group: 'Run',
		modes: free,
		foot: 'leave',
		act: on => on.quit(),
	},
	{
		keys: ['ctrl-c'],
		shown: 'ctrl-c',
		meaning: 'pause; twice leaves',
		group: 'Run',
		modes: [
			...free,
			'line',
			'editor',
			'editor-find',
			'search',
			'found',
			'proposal',
			'confirm',
			'help',
			'cramped',
		],
		act: on => on.interrupt(),
	},
	{
		keys: ['ctrl-z'],
		shown: 'ctrl-z',
		meaning: 'go to the shell; `fg` there comes back, nothing goes on meanwhile',
		group: 'Run',
		modes: [...readable, 'line', 'confirm', 'cramped'],
		act: on => on.standAside(),
	},
];
