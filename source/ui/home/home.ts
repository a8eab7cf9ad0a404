/** The home screen's own state, and what a key does to it. Pure. */
import type {Keystroke} from '../input/keystrokes.ts';
import type {HomeChoice} from '../intentions.ts';

type PipelineEntry = {
	/** What the choice hands back: a name, or a path. */
	name: string;
	description: string | null;
	/** Where it comes from, e.g. `bundled`, `./pipelines`. */
	source: string;
	/** Its operations in the file's order, for a glance. */
	operations: readonly string[];
	/** Why it cannot run; null if it can. */
	problem: string | null;
};

export type RunEntry = {
	id: string;
	pipeline: string;
	status: 'running' | 'done' | 'failed' | 'stopped' | 'budget' | 'waiting' | 'interrupted';
	/** ms since the epoch. */
	startedAt: number;
	/** As shown, e.g. `$0.03+?`. */
	cost: string;
	/** Another process is at it. */
	locked: boolean;
};

/** What the home screen offers. */
export type Offers = {
	pipelines: readonly PipelineEntry[];
	/** The newest first. */
	runs: readonly RunEntry[];
	/** What will answer, e.g. `gpt-6.1-sol at api.openai.com`; null while there is no key. */
	model: string | null;
	/** The demo can be run. */
	demo: boolean;
};

export type Item = {kind: 'demo'} | {kind: 'pipeline'; entry: PipelineEntry} | {kind: 'run'; entry: RunEntry};

export type Home = {
	pane: 'pipelines' | 'runs';
	/** Place in each pane's filtered list. */
	at: {pipelines: number; runs: number};
	filter: string;
	/** The filter is being typed. */
	filtering: boolean;
	notice: string | null;
};

export const firstHome: Home = {
	pane: 'pipelines',
	at: {pipelines: 0, runs: 0},
	filter: '',
	filtering: false,
	notice: null,
};

/** What a pane lists now. While nothing can answer, the demo leads. */
export function itemsOf(offers: Offers, pane: Home['pane'], filter: string): Item[] {
	const matches = (...texts: string[]) =>
		texts.some(text => text.toLowerCase().includes(filter.toLowerCase()));
	if (pane === 'runs') {
		return offers.runs
			.filter(run => matches(run.id, run.pipeline, run.status))
			.map(entry => ({kind: 'run', entry}));
	}

	const pipelines = offers.pipelines
		.filter(({name, description}) => matches(name, description ?? ''))
		.map((entry): Item => ({kind: 'pipeline', entry}));
	const demo: Item[] = offers.demo && matches('demo') ? [{kind: 'demo'}] : [];
	return offers.model === null ? [...demo, ...pipelines] : [...pipelines, ...demo];
}

export function selectedItem(home: Home, offers: Offers): Item | null {
	return itemsOf(offers, home.pane, home.filter)[home.at[home.pane]] ?? null;
}

/** What a key does: another state, and perhaps the choice that ends the screen. */
export function pressHome(
	home: Home,
	offers: Offers,
	stroke: Keystroke,
): {home: Home; choice: HomeChoice | null} {
	const stay = (changes: Partial<Home> = {}) => ({home: {...home, notice: null, ...changes}, choice: null});
	if (stroke.name === 'ctrl-c') return {home, choice: {kind: 'quit'}};
	if (home.filtering) {
		if (stroke.name === 'enter' || stroke.name === 'down') return stay({filtering: false});
		if (stroke.name === 'esc') return stay(filtered(home, '', false));
		if (stroke.name === 'backspace')
			return stay(filtered(home, [...home.filter].slice(0, -1).join(''), true));
		return stroke.text === null ? stay() : stay(filtered(home, home.filter + stroke.text, true));
	}

	const count = itemsOf(offers, home.pane, home.filter).length;
	const move = (to: number) => stay({at: {...home.at, [home.pane]: Math.max(0, Math.min(count - 1, to))}});
	const at = home.at[home.pane];
	switch (stroke.name) {
		case 'up':
		case 'k':
			return move(at - 1);
		case 'down':
		case 'j':
			return move(at + 1);
		case 'pageup':
			return move(at - 10);
		case 'pagedown':
			return move(at + 10);
		case 'g':
		case 'home':
			return move(0);
		case 'G':
		case 'end':
			return move(count - 1);
		case 'tab':
		case 'shift-tab':
			return stay({pane: home.pane === 'pipelines' ? 'runs' : 'pipelines'});
		case 'left':
		case 'h':
			return stay({pane: 'pipelines'});
		case 'right':
		case 'l':
			return stay({pane: 'runs'});
		case '/':
			return stay({filtering: true});
		case 'esc':
			return stay(filtered(home, '', false));
		case 'q':
			return {home, choice: {kind: 'quit'}};
		case 'enter':
			return choose(home, selectedItem(home, offers), offers.model !== null);
		default:
			return stay();
	}
}

function filtered(home: Home, filter: string, filtering: boolean): Partial<Home> {
	return {filter, filtering, at: filter === home.filter ? home.at : {pipelines: 0, runs: 0}};
}

function choose(home: Home, item: Item | null, answered: boolean): {home: Home; choice: HomeChoice | null} {
	const refuse = (notice: string) => ({home: {...home, notice}, choice: null});
	switch (item?.kind) {
		case undefined:
			return refuse('Nothing is selected.');
		case 'demo':
			return {home, choice: {kind: 'demo'}};
		case 'pipeline':
			if (item.entry.problem) return refuse(item.entry.problem);
			if (!answered)
				return refuse('There is no model to answer yet: see “Getting started”, or take the demo.');
			return {home, choice: {kind: 'run', pipeline: item.entry.name}};
		case 'run':
			if (item.entry.locked) return refuse('That run is going on in another terminal.');
			if (item.entry.status === 'done') return refuse('That run is done; there is nothing to resume.');
			return {home, choice: {kind: 'resume', run: item.entry.id}};
	}
}
