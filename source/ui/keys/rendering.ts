/** The keys with which a text is read. */
import {isText, selectedOperation, shownTab} from '../run/reading.ts';
import {type KeyEntry, looked} from './key-entry.ts';

export const rendering: readonly KeyEntry[] = [
	{
		keys: ['v'],
		shown: 'v',
		meaning: 'the text as it came, or rendered',
		group: 'Look',
		modes: looked,
		foot: ({screen}) => (screen.raw ? 'rendered' : 'raw'),
		off: facts =>
			isText(facts.screen, shownTab(facts.screen, selectedOperation(facts)))
				? null
				: 'What is shown here is never rendered; outputs, versions and prompts are.',
		act: on => on.toggleRaw(),
	},
];
