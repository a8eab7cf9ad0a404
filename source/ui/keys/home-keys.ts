/** The keys of the home screen: what is handled, what its foot shows and what its help lists. */
import {localModels} from '../home/dialog.ts';
import type {HomeActions, HomeFacts, HomeMode} from '../home/home.ts';
import {selectedItem} from '../home/home.ts';
import type {Item} from '../home/items.ts';
import type {EditorAction} from '../line/line-editor.ts';
import type {Key} from './key.ts';

export const homeGroups = ['Start', 'Begin', 'Move', 'Look', 'Filter', 'Fork'] as const;

type HomeKey = Key<HomeActions, HomeFacts, HomeMode, (typeof homeGroups)[number]>;

type Edit = Exclude<EditorAction['type'], 'insert'>;

const browse: readonly HomeMode[] = ['browse'];
const typed: readonly HomeMode[] = ['filter'];

const answered: readonly HomeMode[] = ['name', 'key'];
const chosen: readonly HomeMode[] = ['template', 'local'];
const asked: readonly HomeMode[] = [...answered, ...chosen];
const everywhere: readonly HomeMode[] = ['browse', 'filter', 'help', 'pick', ...asked];

/** In the filter, and in what home asks. */
function edits(keys: readonly string[], shown: string, meaning: string, type: Edit): HomeKey[] {
	const entry = {keys, shown, group: 'Filter'} as const;
	return [
		{...entry, meaning, modes: typed, act: on => on.type({type})},
		{...entry, meaning: null, modes: answered, act: on => on.typeAnswer({type})},
	];
}

/** Those that the foot shows come first, in its order. */
export const homeKeys: readonly HomeKey[] = [
	{
		keys: ['enter'],
		shown: 'enter',
		meaning:
			'run the pipeline or the demo; open the run, which goes on unless it is done; follow one that another terminal has',
		group: 'Start',
		modes: browse,
		foot: ({home, offers}) => (home.pane === 'runs' ? wordForRun(selectedItem(home, offers)) : 'start'),
		off: whyNotOpen,
		act: on => on.open(),
	},
	{
		keys: ['enter', 'down'],
		shown: 'enter',
		meaning: 'keep the filter, and move among what it found',
		group: 'Filter',
		modes: typed,
		foot: 'keep',
		act: on => on.keepFilter(),
	},
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
	{
		keys: ['tab', 'shift-tab'],
		shown: 'tab',
		meaning: 'the other list',
		group: 'Move',
		modes: browse,
		foot: ({home}) => (home.pane === 'runs' ? 'pipelines' : 'runs'),
		act: on => on.focus('other'),
	},
	{
		keys: ['/'],
		shown: '/',
		meaning: 'filter both lists',
		group: 'Filter',
		modes: browse,
		foot: 'filter',
		act: on => on.filter(),
	},
	{
		keys: ['esc'],
		shown: 'esc',
		meaning: 'drop the filter',
		group: 'Filter',
		modes: ['browse', 'filter'],
		foot: ({home}) => (home.filter.text === '' && !home.filtering ? 'back' : 'drop the filter'),
		off: ({home}) =>
			home.filtering || home.filter.text !== '' || home.report !== null
				? null
				: 'There is no filter to drop; q leaves.',
		act: on => on.dropFilter(),
	},
	{
		keys: ['q'],
		shown: 'q',
		meaning: 'leave the app',
		group: 'Start',
		modes: browse,
		foot: 'leave',
		act: on => on.quit(),
	},
	{
		keys: ['n', 'N'],
		shown: 'n',
		meaning: 'a pipeline of your own, from a template',
		group: 'Begin',
		modes: browse,
		foot: 'new',
		act: on => on.ask('name'),
	},
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
	{
		keys: ['w'],
		shown: 'w',
		meaning: 'watch how the run went; one that goes on is followed',
		group: 'Start',
		modes: browse,
		foot: forRuns('watch'),
		off: whyNotWatch,
		act: on => on.watch(),
	},
	{
		keys: ['f'],
		shown: 'f',
		meaning: 'fork the run: a new one makes an operation anew, and takes over what that does not change',
		group: 'Start',
		modes: browse,
		foot: forRuns('fork'),
		off: whyNotFork,
		act: on => on.pick(),
	},
	{
		keys: ['c'],
		shown: 'c',
		meaning: 'continue the run’s program: a new request, with its files, request and plan in view',
		group: 'Start',
		modes: browse,
		foot: forRuns('continue'),
		off: whyNotContinue,
		act: on => on.continue(),
	},
	{
		keys: ['enter'],
		shown: 'enter',
		meaning: 'begin the fork from this operation',
		group: 'Fork',
		modes: ['pick'],
		foot: 'fork from here',
		act: on => on.fork(),
	},
	{
		keys: ['up', 'k'],
		shown: 'up k',
		meaning: 'the operation before',
		group: 'Fork',
		modes: ['pick'],
		act: on => on.movePick(-1),
	},
	{
		keys: ['down', 'j'],
		shown: 'down j',
		meaning: 'the next operation',
		group: 'Fork',
		modes: ['pick'],
		act: on => on.movePick(1),
	},
	{
		keys: ['esc', 'q', 'f'],
		shown: 'esc',
		meaning: 'back to the lists',
		group: 'Fork',
		modes: ['pick'],
		foot: 'back',
		act: on => on.leavePick(),
	},
	{
		keys: ['y'],
		shown: 'y',
		meaning: 'copy where it is: the file, or the run’s folder',
		group: 'Start',
		modes: browse,
		foot: 'copy path',
		off({home, offers}) {
			const item = selectedItem(home, offers);
			if (item === null) return 'Nothing is selected.';
			return item.kind === 'demo' ? 'The demo is part of the app: there is no file of yours to it.' : null;
		},
		act: on => on.copy(),
	},
	{
		keys: ['E'],
		shown: 'E',
		meaning: 'open the pipeline’s file in your editor ($VISUAL, $EDITOR); what you save shows here at once',
		group: 'Start',
		modes: browse,
		foot({home, offers}) {
			const item = selectedItem(home, offers);
			return item?.kind === 'pipeline' && item.entry.source !== 'bundled' ? 'edit' : null;
		},
		off: whyNotEdit,
		act: on => on.edit(),
	},
	{
		keys: ['ctrl-c'],
		shown: 'ctrl-c',
		meaning: 'leave the app, whatever is being done',
		group: 'Start',
		modes: everywhere,
		act: on => on.quit(),
	},
	{
		keys: ['ctrl-z'],
		shown: 'ctrl-z',
		meaning: 'go to the shell; `fg` there comes back',
		group: 'Start',
		modes: everywhere,
		// What stands around every page before a run does it; here it is only told.
		act: () => undefined,
	},

	{keys: ['up', 'k'], shown: 'up k', meaning: 'up', group: 'Move', modes: browse, act: on => on.move(-1)},
	{
		keys: ['down', 'j'],
		shown: 'down j',
		meaning: 'down',
		group: 'Move',
		modes: browse,
		act: on => on.move(1),
	},

	{
		keys: ['left', 'h'],
		shown: 'left h',
		meaning: 'to the pipelines',
		group: 'Move',
		modes: browse,
		act: on => on.focus('pipelines'),
	},
	{
		keys: ['right', 'l'],
		shown: 'right l',
		meaning: 'to the runs',
		group: 'Move',
		modes: browse,
		act: on => on.focus('runs'),
	},
	{
		keys: ['g', 'home'],
		shown: 'g',
		meaning: 'to the first',
		group: 'Move',
		modes: browse,
		act: on => on.edge('first'),
	},
	{
		keys: ['G', 'end'],
		shown: 'G',
		meaning: 'to the last',
		group: 'Move',
		modes: browse,
		act: on => on.edge('last'),
	},
	{
		keys: ['pageup', 'ctrl-b'],
		shown: 'PgUp',
		meaning: 'one page up (ctrl-b too)',
		group: 'Move',
		modes: browse,
		act: on => on.page(-1),
	},
	{
		keys: ['pagedown', 'ctrl-f'],
		shown: 'PgDn',
		meaning: 'one page down (ctrl-f too)',
		group: 'Move',
		modes: browse,
		act: on => on.page(1),
	},
	{
		keys: ['K', 'ctrl-u'],
		shown: 'K',
		meaning: 'the preview up',
		group: 'Look',
		modes: browse,
		act: on => on.scroll(-1),
	},
	{
		keys: ['J', 'ctrl-d'],
		shown: 'J',
		meaning: 'the preview down',
		group: 'Look',
		modes: browse,
		off: ({home, viewport}) =>
			home.top + viewport.height < viewport.rows ? null : 'There is no more below.',
		act: on => on.scroll(1),
	},

	...edits(['left', 'ctrl-b'], 'left', 'one character back', 'left'),
	...edits(['right', 'ctrl-f'], 'right', 'one character on', 'right'),
	...edits(['home', 'ctrl-a'], 'ctrl-a', 'to the start', 'home'),
	...edits(['end', 'ctrl-e'], 'ctrl-e', 'to the end', 'end'),
	...edits(['backspace'], 'backspace', 'delete the character before', 'backspace'),
	...edits(['delete', 'ctrl-d'], 'ctrl-d', 'delete the character under the cursor', 'delete'),
	...edits(['ctrl-w', 'alt-backspace'], 'ctrl-w', 'delete the word before', 'kill-word'),
	...edits(['ctrl-u'], 'ctrl-u', 'delete to the start', 'kill-to-start'),

	{
		keys: ['r'],
		shown: 'r',
		meaning: 'read pipelines and runs again',
		group: 'Look',
		modes: browse,
		act: on => on.reload(),
	},
	{keys: ['?'], shown: '?', meaning: 'every key', group: 'Look', modes: browse, act: on => on.help(true)},
	{
		keys: ['?', 'esc', 'q', 'enter', 'space'],
		shown: 'esc',
		meaning: 'close the help',
		group: 'Look',
		modes: ['help'],
		foot: 'close',
		act: on => on.help(false),
	},
	{
		keys: ['up', 'k'],
		shown: 'up',
		meaning: null,
		group: 'Look',
		modes: ['help'],
		act: on => on.scrollHelp(-1),
	},
	{
		keys: ['down', 'j'],
		shown: 'down',
		meaning: null,
		group: 'Look',
		modes: ['help'],
		act: on => on.scrollHelp(1),
	},
];

function whyNotEdit({home, offers}: HomeFacts): string | null {
	const item = selectedItem(home, offers);
	if (item?.kind !== 'pipeline') return 'A pipeline of yours can be edited: tab goes to their list.';
	if (item.entry.source !== 'bundled') return null;
	return 'It ships with the app: copy it into ./pipelines (`y` copies its path), and yours comes first.';
}

function wordForRun(item: Item | null): string {
	const status = item?.kind === 'run' ? item.entry.status : null;
	return status === 'done' ? 'open' : status === 'running' ? 'follow' : 'go on';
}

/** Why Enter does nothing on what is selected; null if it does. */
function whyNotOpen({home, offers}: HomeFacts): string | null {
	const item = selectedItem(home, offers);
	switch (item?.kind) {
		case undefined:
			return 'Nothing is selected.';
		case 'demo':
			return null;
		case 'pipeline':
			if (item.entry.problem !== null) return item.entry.problem;
			return offers.model === null
				? 'There is no model to answer yet: i takes a key, m a model on this machine; the demo needs none.'
				: null;
		case 'run': {
			const {status, problem} = item.entry;
			if (status === 'reading') return 'Its log is still being read.';
			return status === 'unreadable' ? problem : null;
		}
	}
}

function whyNotChoose({offers}: HomeFacts): string | null {
	if (offers.local === null) return 'It is still being looked for.';
	return localModels(offers).length === 0 ? 'There is no model to choose: r looks again.' : null;
}

/** A word for the foot where a run is selected. */
function forRuns(word: string) {
	return ({home, offers}: HomeFacts) =>
		home.pane === 'runs' && selectedItem(home, offers)?.kind === 'run' ? word : null;
}

function whyNotFork({home, offers}: HomeFacts): string | null {
	const item = selectedItem(home, offers);
	if (item?.kind !== 'run') return 'Runs can be forked: tab goes to their list.';
	if (item.entry.status === 'unreadable') return item.entry.problem;
	const read = offers.previews.get(item.entry.id);
	if (read === undefined) return 'Its log is still being read.';
	return 'problem' in read ? `${read.problem} \`orchestrai fork\` takes it.` : null;
}

function whyNotContinue({home, offers}: HomeFacts): string | null {
	const item = selectedItem(home, offers);
	if (item?.kind !== 'run') return 'The program of a run can be continued: tab goes to their list.';
	if (item.entry.status === 'unreadable') return item.entry.problem;
	return offers.model === null
		? 'There is no model to answer yet: i takes a key, m a model on this machine.'
		: null;
}

function whyNotWatch({home, offers}: HomeFacts): string | null {
	const item = selectedItem(home, offers);
	if (item?.kind !== 'run') return 'Runs can be watched: tab goes to their list.';
	return item.entry.status === 'unreadable' ? item.entry.problem : null;
}
