/** What the keys of home do to its state, and what they want done outside it. Pure. */
import {makeVisible} from '../../core/visible.ts';
import type {HomeChoice} from '../intentions.ts';
import {type EditorAction, edit, editorOf, type LineEditor} from '../line/line-editor.ts';
import {type AnswerActions, answersOn, type Doing} from './answering.ts';
import {type Home, type HomeFacts, listOf, pickable} from './home.ts';
import {type HomePane, type Item, itemsOf, keyOf} from './items.ts';

/** What a key wants done outside the screen's own state. */
type Effect =
	| {kind: 'choose'; choice: HomeChoice}
	| {kind: 'copy'; text: string; what: string}
	| {kind: 'edit'; file: string}
	| {kind: 'reload'}
	| {kind: 'look-for-models'}
	| Doing;

export type Step = {home: Home; effect: Effect | null};

/** What the keys of the home screen can do. */
export type HomeActions = AnswerActions & {
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
	quit(): void;
};

/** `take` gets what comes of the one that is called. */
export function actionsOn({home, offers, viewport}: HomeFacts, take: (step: Step) => void): HomeActions {
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
		...answersOn({home, offers}, take),
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
			return {kind: item.entry.open ? 'watch' : 'resume', run: item.entry.id};
	}
}
