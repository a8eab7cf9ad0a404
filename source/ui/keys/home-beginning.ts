/** Keys of home for a pipeline of one's own, a key, a model of this machine, and in what is asked for them. */
import {localModels} from '../home/dialog.ts';
import type {HomeFacts} from '../home/home.ts';
import {answered, browse, chosen, type HomeKey} from './home-key.ts';

export const askingForName: HomeKey = {
	keys: ['n', 'N'],
	shown: 'n',
	meaning: 'a pipeline of your own, from a template',
	group: 'Begin',
	modes: browse,
	foot: 'new',
	act: on => on.ask('name'),
};

/** Somebody to ask: without one hardly anything else can be done. */
export const askingForModel: readonly HomeKey[] = [
	{
		keys: ['i'],
		shown: 'i',
		meaning: 'log in: a key for OpenAI’s models, typed unseen',
		group: 'Begin',
		modes: browse,
		foot: ({offers}) => (offers.model === null ? 'log in' : null),
		act: on => on.ask('key'),
	},
	{
		keys: ['m'],
		shown: 'm',
		meaning: 'a model on this machine: Ollama, LM Studio, llama.cpp',
		group: 'Begin',
		modes: browse,
		foot: ({offers}) => (offers.model === null ? 'local' : null),
		act: on => on.ask('local'),
	},
];

/** In what is asked. */
export const answering: readonly HomeKey[] = [
	{
		keys: ['enter'],
		shown: 'enter',
		meaning: null,
		group: 'Begin',
		modes: ['name', 'template', 'key'],
		foot: ({home}) => (home.dialog?.kind === 'key' ? 'check and store' : 'go on'),
		act: on => on.answer(),
	},
	{
		keys: ['enter'],
		shown: 'enter',
		meaning: 'of the models on this machine: have it answer in this folder, written into orchestrai.yml',
		group: 'Begin',
		modes: ['local'],
		foot: 'answers in this folder',
		off: whyNotChoose,
		act: on => on.answer('folder'),
	},
	{
		keys: ['s'],
		shown: 's',
		meaning: 'have it answer as long as the app runs, and write nothing',
		group: 'Begin',
		modes: ['local'],
		foot: 'only this session',
		off: whyNotChoose,
		act: on => on.answer('session'),
	},
	{
		keys: ['r'],
		shown: 'r',
		meaning: null,
		group: 'Begin',
		modes: ['local'],
		foot: 'look again',
		act: on => on.ask('local'),
	},
	{
		keys: ['up', 'k'],
		shown: 'up k',
		meaning: null,
		group: 'Begin',
		modes: chosen,
		act: on => on.moveAnswer(-1),
	},
	{
		keys: ['down', 'j'],
		shown: 'down j',
		meaning: null,
		group: 'Begin',
		modes: chosen,
		act: on => on.moveAnswer(1),
	},
	{
		keys: ['esc'],
		shown: 'esc',
		meaning: null,
		group: 'Begin',
		modes: answered,
		foot: 'back',
		act: on => on.leaveDialog(),
	},
	{
		keys: ['esc', 'q'],
		shown: 'esc',
		meaning: null,
		group: 'Begin',
		modes: chosen,
		foot: 'back',
		act: on => on.leaveDialog(),
	},
];

function whyNotChoose({offers}: HomeFacts): string | null {
	if (offers.local === null) return 'It is still being looked for.';
	return localModels(offers).length === 0 ? 'There is no model to choose: r looks again.' : null;
}
