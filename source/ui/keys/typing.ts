/** The keys of a line that is typed. */
import type {Mode} from '../run/screen.ts';
import {isNameOf, suggestedFor} from '../run/suggested-models.ts';
import type {KeyEntry} from './key-entry.ts';
import {lineKeys} from './line-keys.ts';

const typed: readonly Mode[] = ['line'];

export const typing: readonly KeyEntry[] = [
	{
		keys: ['enter', 'i'],
		shown: 'enter',
		meaning: null,
		group: 'Typing',
		modes: ['question'],
		foot: 'answer',
		act: on => on.write(),
	},
	{
		keys: ['enter'],
		shown: 'enter',
		meaning: 'begin the answer, or send what you typed',
		group: 'Typing',
		modes: typed,
		foot: 'send',
		decides: true,
		act: on => on.send(),
	},
	{
		keys: ['ctrl-j'],
		shown: 'ctrl-j',
		meaning: 'a new line',
		group: 'Typing',
		modes: typed,
		foot: 'new line',
		act: on => on.type({type: 'insert', text: '\n'}),
	},
	{
		keys: ['tab'],
		shown: 'tab',
		meaning: 'the first name that is suggested',
		group: 'Typing',
		modes: typed,
		foot: 'first suggested',
		off: ({screen, models}) =>
			screen.typing?.purpose !== 'model'
				? 'Names of models are completed, nothing else.'
				: suggestedFor(screen.typing, models).length === 0
					? isNameOf(screen.typing, models)
						? 'The name is whole.'
						: 'No name that is known begins so.'
					: null,
		act: on => on.complete(),
	},
	{
		keys: ['esc'],
		shown: 'esc',
		meaning: 'leave the line; the draft is kept',
		group: 'Typing',
		modes: typed,
		foot: 'leave, draft kept',
		act: on => on.leaveLine(),
	},
	...lineKeys('Typing', typed, (on, action) => on.type(action), {told: true}),
	{
		keys: ['pageup', 'ctrl-p'],
		shown: 'PgUp',
		meaning: 'the text above one page up (ctrl-p too)',
		group: 'Typing',
		modes: typed,
		act: on => on.page(-1),
	},
	{
		keys: ['pagedown', 'ctrl-n'],
		shown: 'PgDn',
		meaning: 'the text above one page down (ctrl-n too)',
		group: 'Typing',
		modes: typed,
		act: on => on.page(1),
	},
];
