/**
 * The hand on the run: keystrokes in, screen state and intentions out. Framework-free, so that a batch of keys is
 * handled in order, each on what the one before it left. Here the hands for each thing are put together.
 */
import type {RunEvent} from '../../core/events.ts';
import type {Playback} from '../../core/playback/playback.ts';
import type {EditOutcome, Question, ShellListener, Terminal} from '../../core/ports.ts';
import type {RunView} from '../../core/store.ts';
import type {Desk} from '../desk.ts';
import type {Keystroke} from '../input/keystrokes.ts';
import type {Intentions} from '../intentions.ts';
import {whyNothing} from '../keys/elsewhere.ts';
import {findKey, isDeaf} from '../keys/keymap.ts';
import type {EditorAction} from '../line/line-editor.ts';
import {happening} from '../replay/happening.ts';
import {createReplaying} from '../replay/replaying.ts';
import type {Actions, Facts} from './actions.ts';
import {createAttention} from './attention.ts';
import {createCopying} from './copying.ts';
import {createDeciding, createSettle} from './deciding.ts';
import {createDirecting, nameOfCode} from './directing.ts';
import type {Drafting} from './drafting.ts';
import {createEditors, type Editors} from './editing.ts';
import {createFinding} from './finding.ts';
import {createFreeEditing} from './free-editing.ts';
import {createLeaving} from './leaving.ts';
import {modelsInUse} from './models-in-use.ts';
import {createMoving, type Sights} from './moving.ts';
import {createOwnEditor} from './own-editor.ts';
import {createPlaying} from './playing.ts';
import {createReader} from './reader.ts';
import {selectedOperation, shownTab} from './reading.ts';
import {firstScreen, modeOf, type Reading, type Tab} from './screen.ts';
import {createScreenStore, type ScreenStore} from './screen-store.ts';
import {followed} from './selection.ts';
import {createSteering} from './steering.ts';
import {createTypist} from './typist.ts';
import {hasWaitingDraft, nameOfModulesDraft} from './waiting-draft.ts';

export type ControlsOptions = {
	view: RunView;
	/** The view, where that is a recording. */
	playback?: Playback;
	/** So many of the run's notes were told before it began to be shown: later ones are said. All, unless it is given. */
	heard?: number;
	desk: Desk;
	intentions: Intentions;
	/** Opens the person's own editor; `terminal` is how to borrow the screen for it. */
	openEditor(text: string, name: string, terminal: Terminal): Promise<EditOutcome>;
	drafting: Drafting;
	loadDraft(name: string): string | null;
	terminal: Terminal;
	/** The raw text behind a tab, for copying. */
	rawText(tab: Tab, output_name: string, reading: Reading): string | null;
	/** An answer to offer; it still has to be sent. */
	prefill?: (question: Question) => string | null;
	/** Milliseconds since the epoch. */
	now(): number;
};

export type Controls = Pick<Sights, 'shows' | 'draws'> &
	Pick<ScreenStore, 'screen' | 'subscribe'> & {
		facts(): Facts;
		press(stroke: Keystroke): void;
		/** Pasted text is typed, never taken for keys. */
		paste(text: string): void;
		/** Told whether the screen has room; without it what would be decided is not seen, so only Ctrl-C is heard. */
		fits(room: boolean): void;
		/** Told by the editor what it shows. */
		sees: Editors['sees'];
		/** What the shell wants, while nobody else has the terminal. */
		shell: ShellListener;
		/** Begins to follow the run and the desk; returns how to stop. */
		start(): () => void;
	};

export function createControls(options: ControlsOptions): Controls {
	const {view, playback = null, desk, intentions, drafting, now} = options;
	const store = createScreenStore({...firstScreen, replay: playback !== null});
	const {screen, change, say} = store;
	const {state} = view;

	const replay = playback && {
		playback,
		whyNoFork: intentions.fork ? null : (intentions.whyNoFork ?? 'No run can be begun from here.'),
	};

	/** A throw in an input handler would end the process: it is told instead. */
	function failed(error: unknown): void {
		say(`That did not work: ${error instanceof Error ? error.message : String(error)}`, 'bad');
	}

	function attempt(task: () => void): void {
		try {
			task();
		} catch (error) {
			failed(error);
		}
	}

	function later(task: Promise<void>): void {
		task.catch(failed);
	}

	function facts(): Facts {
		const naming = screen().typing?.purpose === 'model';
		const offered = screen().offered.map(name => ({name, means: null}));
		const models = naming ? modelsInUse(state(), [...intentions.models, ...offered]) : [];
		const seen = {screen: screen(), state: state()};
		return {...seen, pending: desk.pending(), models, drafted: hasWaitingDraft(seen, drafting), replay};
	}

	/** What the screen said when the last key was pressed. */
	let answered: string | null = null;
	const refresh = () => attention.refresh();
	const settle = createSettle(desk, store, refresh);
	/** Another program has the terminal, not only soon or still. */
	let isLent = false;
	const terminal: Terminal = {
		lend: task =>
			options.terminal.lend(async () => {
				isLent = true;
				try {
					return await task();
				} finally {
					isLent = false;
				}
			}),
	};
	const ground = {...options, ...store, terminal, state, facts, settle, later, refresh};
	const copying = createCopying(ground);
	const editors = createEditors({...ground, copying});
	const ownEditor = createOwnEditor(ground);
	const edit = createFreeEditing({...ground, editors, ownEditor});
	const steering = createSteering({
		...ground,
		intentions: intentions.steering,
		begin: intentions.fork,
		playback,
		edit,
	});
	const typist = createTypist({
		...ground,
		models: () => facts().models,
		offered: intentions.offered,
		rerun: steering.rerun,
	});
	const attention = createAttention({
		...ground,
		typist,
		editors,
		followed: selected => (playback ? happening(playback) : followed(state(), selected)),
	});
	const played = createPlaying(ground);
	const reader = createReader({...ground, choose: steering.choose});
	const moving = createMoving({...ground, attention, reader});
	const finding = createFinding({...ground, viewport: moving.sights.viewport, steer: attention.steer});

	const actions: Actions = {
		...steering,
		...reader,
		...moving.hand,
		...createDeciding({...ground, typist, editors, ownEditor}),
		...createDirecting({...ground, typist, editors, ownEditor, lastWords: played.lastWords}),
		...createLeaving({...ground, editors, answered: () => answered}),
		...createReplaying({...ground, playback}),
		...played.hand,
		next: attention.next,
		copy: () => copyTab((text, name) => copying.copy(text, name, 'y')),
		copyShown: () => copyTab(copying.copyShown),
		search: finding.begin,
		typeSearch: finding.type,
		acceptSearch: finding.accept,
		searchStep: finding.step,
		leaveSearch() {
			finding.leave();
			refresh();
		},
		write: typist.write,
		type: typist.type,
		complete: typist.complete,
		leaveLine() {
			typist.leave();
			refresh();
		},
		send: typist.send,
		edit: editors.edit,
		saveEdit: editors.save,
		leaveEditor() {
			editors.leave();
			refresh();
		},
		revertEdit: editors.revert,
		cut: editors.cut,
		copyPart: editors.copy,
		putBack: editors.putBack,
		find: editors.find,
		findStep: editors.findStep,
		typeSought: editors.typeSought,
	};

	function copyTab(copy: (text: string, name: string) => void): void {
		const {selected, reading} = screen();
		const tab = shownTab(screen(), selectedOperation(facts()));
		const text = selected === null ? null : options.rawText(tab, selected, reading);
		if (selected === null || text === null) say('There is nothing to copy here yet.');
		else copy(text, `${selected}.${tab}`);
	}

	/** Types where something is typed; false where nothing is. `pasted` text has lines of its own. */
	function type(text: string, pasted: boolean): boolean {
		const inOneLine: EditorAction = {type: 'insert', text: text.replaceAll(/[\r\n]+/g, ' ')};
		switch (modeOf(screen())) {
			case 'line':
				typist.type({type: 'insert', text});
				return true;
			case 'editor':
				if (pasted) editors.edit({type: 'insert', text});
				else editors.edit({type: 'type', text});
				return true;
			case 'editor-find':
				editors.typeSought(inOneLine);
				return true;
			case 'search':
				finding.type(inOneLine);
				return true;
			default:
				return false;
		}
	}

	function refuse(text: string): void {
		change({notice: {text, tone: 'quiet', ofKey: true}});
	}

	function press(stroke: Keystroke): void {
		const mode = modeOf(screen());
		if (mode === 'away') return;
		answered = screen().notice?.text ?? null;
		if (answered !== null) change({notice: null});
		copying.turn();
		const key = findKey(stroke.name, mode);
		if (!key) {
			if (stroke.text !== null && type(stroke.text, false)) return;
			const why = whyNothing(stroke.name, mode, facts());
			if (why !== null) refuse(why);
			return;
		}

		if (isDeaf(key, screen(), now())) return;
		const off = key.off?.(facts()) ?? null;
		if (off !== null) refuse(off);
		else key.act(actions);
	}

	function heed(event: RunEvent): void {
		steering.heed(event);
		if (event.type === 'note-taken' && event.output_name === null) say(event.note, 'attention');
		if (event.type === 'review-decided' && (event.decision === 'edit' || event.decision === 'write'))
			editors.accepted(`${event.output_name}.edit`);
		if (event.type === 'direction-given' && event.course === 'edit')
			editors.accepted(`${nameOfCode(event.output_name)}.edit`);
		if (event.type === 'draft-decided' && event.decision === 'edit')
			editors.accepted(`${nameOfModulesDraft(event.output_name)}.edit`);
	}

	return {
		screen,
		subscribe: store.subscribe,
		facts,
		press: stroke => attempt(() => press(stroke)),
		paste(text) {
			attempt(() => {
				if (screen().cramped || screen().away) return;
				if (!type(text, true)) say('There is nothing to paste into here.');
			});
		},
		fits(room) {
			if (room !== screen().cramped) return;
			attempt(() => {
				change({cramped: !room});
				if (!room) return;
				if (screen().open) attention.deafen();
				refresh();
			});
		},
		shell: {
			asked() {
				if (isLent) return false;
				// For the moment in which it changes hands nobody could leave it well.
				if (!screen().away) attempt(actions.standAside);
				return true;
			},
			back() {
				if (!screen().away) attempt(actions.drawAnew);
			},
		},
		shows: moving.sights.shows,
		draws: moving.sights.draws,
		sees: editors.sees,
		start() {
			const stops = [
				view.onEvent(heed),
				view.subscribe(() => attempt(refresh)),
				desk.subscribe(() => attempt(refresh)),
			];
			attempt(refresh);
			const unheard = state().notes.slice(options.heard ?? Number.POSITIVE_INFINITY);
			const notes = unheard.filter(({output_name}) => output_name === null).map(({note}) => note);
			if (notes.length > 0) say(notes.join(' '), 'attention');
			return () => {
				for (const stop of stops) stop();
				attention.stop();
				attempt(drafting.settle);
			};
		},
	};
}
