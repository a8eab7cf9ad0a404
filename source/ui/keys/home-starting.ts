/** Keys of home on what is selected: run it, go on with it, watch, fork, copy, edit. */
import type {HomeFacts} from '../home/home.ts';
import {selectedItem} from '../home/home.ts';
import type {Item} from '../home/items.ts';
import {browse, type HomeKey} from './home-key.ts';

export const opening: HomeKey = {
	keys: ['enter'],
	shown: 'enter',
	meaning:
		'run the pipeline or the demo; go on with the run, open one that is done, or follow one that is open in another terminal',
	group: 'Start',
	modes: browse,
	foot: ({home, offers}) => (home.pane === 'runs' ? wordForRun(selectedItem(home, offers)) : 'start'),
	off: whyNotOpen,
	act: on => on.open(),
};

export const ofRuns: readonly HomeKey[] = [
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
];

export const ofFiles: readonly HomeKey[] = [
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
];

function wordForRun(item: Item | null): string {
	if (item?.kind !== 'run') return 'go on';
	const {open, status} = item.entry;
	return open ? 'follow' : status === 'done' ? 'open' : 'go on';
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

/** A word for the foot where a run is selected. */
function forRuns(word: string) {
	return ({home, offers}: HomeFacts) =>
		home.pane === 'runs' && selectedItem(home, offers)?.kind === 'run' ? word : null;
}

function whyNotWatch({home, offers}: HomeFacts): string | null {
	const item = selectedItem(home, offers);
	if (item?.kind !== 'run') return 'Runs can be watched: tab goes to their list.';
	return item.entry.status === 'unreadable' ? item.entry.problem : null;
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

function whyNotEdit({home, offers}: HomeFacts): string | null {
	const item = selectedItem(home, offers);
	if (item?.kind !== 'pipeline') return 'A pipeline of yours can be edited: tab goes to their list.';
	if (item.entry.source !== 'bundled') return null;
	return 'It ships with the app: copy it into ./pipelines (`y` copies its path), and yours comes first.';
}
