/** The keys of a line that is typed. */
import type {EditorAction} from '../line/line-editor.ts';
import type {Mode} from '../run/screen.ts';
import {suggestedFor} from '../run/suggested-models.ts';
import type {KeyEntry} from './key-entry.ts';

const typed: readonly Mode[] = ['line'];

type Edit = Exclude<EditorAction['type'], 'insert'>;

/** A key that moves in the line, or takes from it. */
function edits(keys: readonly string[], shown: string, meaning: string, type: Edit): KeyEntry {
	return {keys, shown, meaning, group: 'Typing', modes: typed, act: on => on.type({type})};
}

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
					? 'No name that is known begins so.'
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
	edits(['left', 'ctrl-b'], 'left', 'one character back', 'left'),
	edits(['right', 'ctrl-f'], 'right', 'one character on', 'right'),
	edits(['up'], 'up', 'one line up', 'up'),
	edits(['down'], 'down', 'one line down', 'down'),
	edits(['alt-b', 'ctrl-left', 'alt-left'], 'alt-b', 'one word back', 'word-left'),
	edits(['alt-f', 'ctrl-right', 'alt-right'], 'alt-f', 'one word on', 'word-right'),
	edits(['home', 'ctrl-a'], 'ctrl-a', 'to the start of the line', 'home'),
	edits(['end', 'ctrl-e'], 'ctrl-e', 'to the end of the line', 'end'),
	edits(['backspace'], 'backspace', 'delete the character before', 'backspace'),
	edits(['delete', 'ctrl-d'], 'ctrl-d', 'delete the character under the cursor', 'delete'),
	edits(['ctrl-w', 'alt-backspace'], 'ctrl-w', 'delete the word before', 'kill-word'),
	edits(['ctrl-u'], 'ctrl-u', 'delete to the start of the line', 'kill-to-start'),
	edits(['ctrl-k'], 'ctrl-k', 'delete to the end of the line', 'kill-to-end'),
	{
		keys: ['pageup'],
		shown: 'PgUp',
		meaning: 'the text above one page up',
		group: 'Typing',
		modes: typed,
		act: on => on.page(-1),
	},
	{
		keys: ['pagedown'],
		shown: 'PgDn',
		meaning: 'the text above one page down',
		group: 'Typing',
		modes: typed,
		act: on => on.page(1),
	},
];
