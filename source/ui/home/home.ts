/** The home screen's own state, and what is selected in it. Pure. */
import type {RunState} from '../../core/state/run-state.ts';
import {editorOf, type LineEditor} from '../line/line-editor.ts';
import type {Tone} from '../theme.ts';
import type {Asking, Dialog} from './dialog.ts';
import {type HomePane, type Item, itemsOf, keyOf} from './items.ts';
import type {Offers} from './offers.ts';

export type Home = {
	pane: HomePane;
	/** The key of what is selected in each list; null, or one that is not there: the first. */
	chosen: Record<HomePane, string | null>;
	filter: LineEditor;
	/** The filter is being typed. */
	filtering: boolean;
	help: boolean;
	helpTop: number;
	/** First row of the preview that is in view. */
	top: number;
	notice: {text: string; tone: Tone} | null;
	/** Of the selected run: the operation from which a fork is to begin, by its place among those that can run; null: none is chosen now. */
	picking: number | null;
	/** What could not be begun, and why; in the preview's place. */
	report: {title: string; text: string} | null;
	/** What is being asked, in the preview's place. */
	dialog: Dialog | null;
	/** What was answered is being done: a few words. */
	busy: string | null;
};

export const firstHome: Home = {
	pane: 'pipelines',
	chosen: {pipelines: null, runs: null},
	filter: editorOf(),
	filtering: false,
	help: false,
	helpTop: 0,
	top: 0,
	notice: null,
	picking: null,
	report: null,
	dialog: null,
	busy: null,
};

export type HomeMode = 'browse' | 'filter' | 'help' | 'pick' | Asking;

export function modeOfHome({help, filtering, picking, dialog}: Home): HomeMode {
	if (dialog !== null) return dialog.kind;
	return help ? 'help' : filtering ? 'filter' : picking === null ? 'browse' : 'pick';
}

/** What is in view of the list, and of the text that scrolls: the preview's, or the help's. */
export type HomeViewport = {page: number; rows: number; height: number};

export type HomeFacts = {home: Home; offers: Offers; viewport: HomeViewport};

const wrongSettings = 'the settings cannot be used';

/** What is wrong with the settings is told when it is found, and no longer once it is mended. */
export function tellSettings(home: Home, problem: string | null): Home {
	if (problem !== null) return {...home, report: {title: wrongSettings, text: problem}, top: 0};
	return home.report?.title === wrongSettings ? {...home, report: null, top: 0} : home;
}

/** The lists, and what is selected in them. */
export function listOf(home: Home, offers: Offers, pane: HomePane): {items: Item[]; at: number} {
	const items = itemsOf(offers, pane, home.filter.text);
	const key = home.chosen[pane];
	const at = key === null ? 0 : items.findIndex(item => keyOf(item) === key);
	return {items, at: Math.max(0, at)};
}

export function selectedItem(home: Home, offers: Offers): Item | null {
	const {items, at} = listOf(home, offers, home.pane);
	return items[at] ?? null;
}

/** The state of the selected run, once it has been read. */
function stateOfSelected(home: Home, offers: Offers): RunState | null {
	const item = selectedItem(home, offers);
	const read = item?.kind === 'run' ? offers.previews.get(item.entry.id) : undefined;
	return read === undefined || 'problem' in read ? null : read;
}

/** The operations of the selected run, in an order in which they can run. */
export function pickable(home: Home, offers: Offers): string[] {
	return stateOfSelected(home, offers)?.order.map(({output_name}) => output_name) ?? [];
}
