/** The keys that pause and leave. */
import type {Mode} from '../run/screen.ts';
import {type KeyEntry, live} from './key-entry.ts';

/** Where something is shown that can be left at any time. */
const anywhere: readonly Mode[] = ['line', 'found', 'proposal', 'confirm', 'help', 'cramped'];

export const leaving: readonly KeyEntry[] = [
	{
		keys: ['q'],
		shown: 'q',
		meaning: 'leave (asks while the run goes on)',
		group: 'Run',
		modes: live,
		foot: 'leave',
		act: on => on.quit(),
	},
	{
		keys: ['ctrl-c'],
		shown: 'ctrl-c',
		meaning: 'pause; twice leaves',
		group: 'Run',
		modes: [...live, ...anywhere, 'editor', 'editor-find', 'search'],
		act: on => on.interrupt(),
	},
	{
		keys: ['ctrl-z'],
		shown: 'ctrl-z',
		meaning: 'go to the shell; `fg` there comes back, nothing goes on meanwhile',
		group: 'Run',
		modes: [...live, ...anywhere],
		act: on => on.standAside(),
	},
];
