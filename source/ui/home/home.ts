/** The home screen's own state, and what a key does to it. Pure. */
import type {RunState} from '../../core/state/run-state.ts';
import {makeVisible} from '../../core/visible.ts';
import type {Keystroke} from '../input/keystrokes.ts';
import type {HomeChoice} from '../intentions.ts';
import {homeKeys} from '../keys/home-keys.ts';
import {findIn} from '../keys/key.ts';
import {type EditorAction, edit, editorOf, type LineEditor} from '../line/line-editor.ts';
import type {Tone} from '../theme.ts';
import {type Asking, type Dialog, faultOfName, firstOf, localModels, moveIn, typeInto} from './dialog.ts';
import {type HomePane, type Item, itemsOf, keyOf} from './items.ts';
import type {LocalModel, Offers} from './offers.ts';

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

/** What a key wants done outside the screen's own state. */
type Effect =
	| {kind: 'choose'; choice: HomeChoice}
	| {kind: 'copy'; text: string; what: string}
	| {kind: 'edit'; file: string}
	| {kind: 'reload'}
	| {kind: 'look-for-models'}
	| Doing;

/** What takes its time, and is told of when it is done. */
type Doing =
	| {kind: 'new-pipeline'; name: string; template: string}
	| {kind: 'log-in'; key: string}
	| {kind: 'take-model'; model: LocalModel; howLong: 'folder' | 'session'};

type Step = {home: Home; effect: Effect | null};

/** What the keys of the home screen can do. */
export type HomeActions = {
	move(step: number): void;
	edge(end: 'first' | 'last'): void;
	page(step: -1 | 1): void;
	/** Scrolls the preview, whatever is selected. */
	scroll(step: -1 | 1): void;
	focus(pane: HomePane | 'other'): void;
	filter(): void;
	type(action: EditorAction): void;
	keepFilter(): void;
	dropFilter(): void;
	help(shown: boolean): void;
	scrollHelp(step: number): void;
	/** Runs, resumes. */
	open(): void;
	/** Shows how a run went, or goes. */
	watch(): void;
	/** Asks from which operation of the run a fork is to begin. */
	pick(): void;
	movePick(step: number): void;
	leavePick(): void;
	/** Begins the fork. */
	fork(): void;
	/** A new request on the run's program. */
	continue(): void;
	copy(): void;
	/** Opens the pipeline's file in the person's own editor. */
	edit(): void;
	reload(): void;
	/** Asks for what it takes to begin. */
	ask(what: 'name' | 'key' | 'local'): void;
	typeAnswer(action: EditorAction): void;
	moveAnswer(step: number): void;
	/** Goes on with what was answered. */
	answer(howLong?: 'folder' | 'session'): void;
	leaveDialog(): void;
	quit(): void;
};

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
function pickable(home: Home, offers: Offers): string[] {
	return stateOfSelected(home, offers)?.order.map(({output_name}) => output_name) ?? [];
}

/** What a key does: another state, and perhaps an effect. A key that is off says why. */
export function pressHome(facts: HomeFacts, stroke: Keystroke): Step {
	const {home} = facts;
	// What was answered is being done: another answer would come between.
	if (home.busy !== null && stroke.name !== 'ctrl-c') return {home, effect: null};
	const mode = modeOfHome(home);
	const silent: Home = {...home, notice: null};
	const entry = findIn(homeKeys, stroke.name, mode);
	let step: Step = {home: silent, effect: null};
	const actions = actionsOn({...facts, home: silent}, next => {
		step = next;
	});
	if (entry === null) {
		if (mode === 'filter' && stroke.text !== null) actions.type({type: 'insert', text: stroke.text});
		if ((mode === 'name' || mode === 'key') && stroke.text !== null)
			actions.typeAnswer({type: 'insert', text: stroke.text});
		if (mode === 'browse') {
			const text = `${stroke.name} does nothing here; ? shows every key.`;
			return {home: {...home, notice: {text, tone: 'quiet'}}, effect: null};
		}
		return step;
	}

	const reason = entry.off?.(facts) ?? null;
	if (reason !== null) return {home: {...home, notice: {text: reason, tone: 'attention'}}, effect: null};
	entry.act(actions);
	return step;
}

/** What was pasted is typed at once where something is typed, and nowhere else. */
export function pasteHome(facts: HomeFacts, text: string): Home {
	const mode = modeOfHome(facts.home);
	let {home} = facts;
	const actions = actionsOn(facts, next => {
		home = next.home;
	});
	const insert = {type: 'insert', text: text.replaceAll(/\s+/g, ' ')} as const;
	if (mode === 'filter') actions.type(insert);
	if (mode === 'name' || mode === 'key') actions.typeAnswer({...insert, text: insert.text.trim()});
	return home;
}

function actionsOn({home, offers, viewport}: HomeFacts, take: (step: Step) => void): HomeActions {
	const change = (changes: Partial<Home>) => take({home: {...home, ...changes}, effect: null});
	const cause = (effect: Effect) => take({home, effect});
	const {items, at} = listOf(home, offers, home.pane);

	function select(to: number): void {
		const item = items[Math.max(0, Math.min(items.length - 1, to))];
		if (item) change({chosen: {...home.chosen, [home.pane]: keyOf(item)}, top: 0, report: null});
	}

	function typeFilter(filter: LineEditor, more: Partial<Home> = {}): void {
		const same = filter.text === home.filter.text;
		change({filter, ...(same ? {} : {chosen: {pipelines: null, runs: null}, top: 0, report: null}), ...more});
	}

	return {
		move: step => select(at + step),
		edge: end => select(end === 'first' ? 0 : items.length - 1),
		page: step => select(at + step * Math.max(1, viewport.page)),
		scroll(step) {
			const last = Math.max(0, viewport.rows - viewport.height);
			const by = Math.max(1, Math.floor(viewport.height / 2));
			change({top: Math.max(0, Math.min(last, Math.min(home.top, last) + step * by))});
		},
		focus(pane) {
			const other: HomePane = home.pane === 'pipelines' ? 'runs' : 'pipelines';
			change({pane: pane === 'other' ? other : pane, top: 0, report: null});
		},
		filter: () => change({filtering: true}),
		type: action => typeFilter(edit(home.filter, action)),
		keepFilter() {
			// Where only the other list has what was looked for, the person wants to be there.
			const other: HomePane = home.pane === 'pipelines' ? 'runs' : 'pipelines';
			const move = items.length === 0 && itemsOf(offers, other, home.filter.text).length > 0;
			change({filtering: false, ...(move ? {pane: other} : {})});
		},
		dropFilter() {
			// What was found stays selected.
			const item = items[at];
			const chosen = item ? {...home.chosen, [home.pane]: keyOf(item)} : home.chosen;
			change({filter: editorOf(), filtering: false, report: null, chosen});
		},
		help: shown => change({help: shown, helpTop: 0}),
		scrollHelp(step) {
			const last = Math.max(0, viewport.rows - viewport.height);
			change({helpTop: Math.max(0, Math.min(last, home.helpTop + step))});
		},
		open() {
			const choice = choiceOf(items[at]);
			if (choice) cause({kind: 'choose', choice});
		},
		pick() {
			const order = pickable(home, offers);
			if (order.length > 0) change({picking: order.length - 1, top: 0, report: null});
		},
		movePick(step) {
			const last = pickable(home, offers).length - 1;
			change({picking: Math.max(0, Math.min(last, (home.picking ?? 0) + step))});
		},
		leavePick: () => change({picking: null}),
		fork() {
			const item = items[at];
			const output_name = pickable(home, offers)[home.picking ?? 0];
			if (item?.kind === 'run' && output_name !== undefined)
				take({
					home: {...home, picking: null},
					effect: {kind: 'choose', choice: {kind: 'fork', run: item.entry.id, output_name}},
				});
		},
		continue() {
			const item = items[at];
			if (item?.kind === 'run') cause({kind: 'choose', choice: {kind: 'continue', run: item.entry.id}});
		},
		watch() {
			const item = items[at];
			if (item?.kind === 'run') cause({kind: 'choose', choice: {kind: 'watch', run: item.entry.id}});
		},
		copy() {
			const item = items[at];
			const [text, what] =
				item?.kind === 'run'
					? [item.entry.folder, 'the path of its folder']
					: item?.kind === 'pipeline'
						? [item.entry.file, 'the path of its file']
						: [null, ''];
			if (text === null) return;
			// A path is one line, and is pasted into shells.
			if (makeVisible(text, {keepNewlines: false}) === text) cause({kind: 'copy', text, what});
			else
				change({
					notice: {text: `It is not copied: ${what} holds hidden characters: ${text}`, tone: 'bad'},
				});
		},
		edit() {
			const item = items[at];
			if (item?.kind === 'pipeline') cause({kind: 'edit', file: item.entry.file});
		},
		reload: () => cause({kind: 'reload'}),
		ask(what) {
			const asked: Home = {...home, dialog: firstOf[what], report: null, top: 0};
			take({home: asked, effect: what === 'local' ? {kind: 'look-for-models'} : null});
		},
		typeAnswer(action) {
			if (home.dialog && home.busy === null) change({dialog: typeInto(home.dialog, action)});
		},
		moveAnswer(step) {
			if (home.dialog) change({dialog: moveIn(home.dialog, step, offers)});
		},
		answer(howLong = 'folder') {
			const {dialog} = home;
			if (home.busy !== null) return;
			const wrong = (text: string) => change({notice: {text, tone: 'attention'}});
			const start = (busy: string, effect: Doing) => take({home: {...home, busy}, effect});
			switch (dialog?.kind) {
				case undefined:
					return;
				case 'name': {
					const name = dialog.line.text.trim();
					const fault = faultOfName(name, offers);
					if (fault === null) change({dialog: {kind: 'template', name, at: 0}});
					else wrong(fault);
					return;
				}
				case 'template': {
					const template = offers.templates[dialog.at]?.name;
					if (template !== undefined)
						start(`writing ${dialog.name}`, {kind: 'new-pipeline', name: dialog.name, template});
					return;
				}
				case 'key': {
					const key = dialog.line.text.trim();
					if (key === '') wrong('Type or paste the key first; esc leaves without one.');
					else start('checking the key', {kind: 'log-in', key});
					return;
				}
				case 'local': {
					const model = localModels(offers)[dialog.at];
					if (model) start(`choosing ${model.model}`, {kind: 'take-model', model, howLong});
				}
			}
		},
		leaveDialog() {
			const {dialog} = home;
			const back = dialog?.kind === 'template' ? {kind: 'name' as const, line: editorOf(dialog.name)} : null;
			change({dialog: back});
		},
		quit: () => cause({kind: 'choose', choice: {kind: 'quit'}}),
	};
}

function choiceOf(item: Item | undefined): HomeChoice | null {
	switch (item?.kind) {
		case undefined:
			return null;
		case 'demo':
			return {kind: 'demo'};
		case 'pipeline':
			return {kind: 'run', pipeline: item.entry.name};
		case 'run':
			// Another terminal has it: it cannot be taken up, but followed.
			return {kind: item.entry.status === 'running' ? 'watch' : 'resume', run: item.entry.id};
	}
}
