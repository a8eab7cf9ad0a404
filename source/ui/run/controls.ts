/**
 * The hand on the run: keystrokes in, screen state and intentions out. Framework-free, so that a batch of keys is
 * handled in order, each on what the one before it left.
 */
import type {RunEvent} from '../../core/events.ts';
import type {EditOutcome, Question, Terminal} from '../../core/ports.ts';
import type {RunView} from '../../core/store.ts';
import {type Desk, operationOf, type Request, type RequestOf} from '../desk.ts';
import type {Drawing} from '../graph/choose.ts';
import {endOf, type Way} from '../graph/steps.ts';
import type {Keystroke} from '../input/keystrokes.ts';
import type {Intentions} from '../intentions.ts';
import {findKey, isDeaf} from '../keys/keymap.ts';
import {plural, wordList} from '../text/figures.ts';
import type {Actions, Facts} from './actions.ts';
import {countAtWork} from './at-work.ts';
import {countDependents} from './dependents.ts';
import type {Drafting} from './drafting.ts';
import {createEditors, type Editors} from './editing.ts';
import {createFinding} from './finding.ts';
import {keepable} from './keepable.ts';
import {modelsInUse} from './models-in-use.ts';
import {isPaged} from './page.ts';
import {createReader} from './reader.ts';
import {beginReading, selectedOperation, shownTab, tabsOf, variantRead} from './reading.ts';
import {
	firstReading,
	firstScreen,
	modeOf,
	type Notice,
	type Reading,
	type Screen,
	type Tab,
} from './screen.ts';
import {followed, rowsOf, type Trail, walk, whyNot} from './selection.ts';
import {createSteering, type Editable, type Where} from './steering.ts';
import {createTypist} from './typist.ts';

/** How long the keys that decide are deaf after a request opened by itself, ms. */
const deafness = 300;
/** How soon a second Ctrl-C counts as the second, ms. */
const twice = 3000;

export type ControlsOptions = {
	view: RunView;
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

/** What was last shown in the inspector: scrolling needs to know. */
export type Viewport = {rows: number; height: number; top: number};

export type Controls = {
	screen(): Screen;
	facts(): Facts;
	press(stroke: Keystroke): void;
	/** Pasted text is typed, never taken for keys. */
	paste(text: string): void;
	/** Told whether the screen has room; without it what would be decided is not seen, so only Ctrl-C is heard. */
	fits(room: boolean): void;
	/** Told by the inspector what it shows. */
	shows(viewport: Viewport): void;
	/** Told by the editor what it shows. */
	sees: Editors['sees'];
	/** Told by the graph what it shows. */
	draws(drawing: Drawing): void;
	subscribe(listener: () => void): () => void;
	/** Begins to follow the run and the desk; returns how to stop. */
	start(): () => void;
};

export function createControls(options: ControlsOptions): Controls {
	const {view, desk, intentions, drafting, now} = options;
	const listeners = new Set<() => void>();
	const dismissed = new Set<number>();
	let screen = firstScreen;
	let viewport: Viewport = {rows: 0, height: 1, top: 0};
	let interruptedAt = Number.NEGATIVE_INFINITY;
	let drawn: Drawing | null = null;
	let trail: Trail = [];
	let hearing: ReturnType<typeof setTimeout> | null = null;

	function change(changes: Partial<Screen>): void {
		screen = {...screen, ...changes};
		for (const listener of listeners) listener();
	}

	function say(text: string, tone: Notice['tone'] = 'quiet'): void {
		change({notice: {text, tone}});
	}

	function attempt(task: () => void): void {
		try {
			task();
		} catch (error) {
			failed(error);
		}
	}

	/** A throw in an input handler would end the process: it is told instead. */
	function failed(error: unknown): void {
		say(`That did not work: ${error instanceof Error ? error.message : String(error)}`, 'bad');
	}

	function later(task: Promise<void>): void {
		task.catch(failed);
	}

	// ── what is looked at ──────────────────────────────────────────────────────────────────────────

	function select(name: string | null, changes: Partial<Screen> = {}): void {
		if (name === screen.selected) change(changes);
		else change({selected: name, scroll: {kind: 'auto'}, reading: firstReading, ...changes});
	}

	/** Moves by hand; a request that waits there opens with it. */
	function steer(name: string | null): void {
		const waiting = desk.pending().find(request => operationOf(request) === name) ?? null;
		select(name, {steered: true});
		if (waiting?.id === screen.open?.id) return;
		if (screen.open) dismissed.add(screen.open.id);
		change({open: null, deafUntil: 0});
		if (waiting && waiting.kind !== 'question') change({open: waiting, ...beginReading(waiting)});
		else if (waiting) change({open: waiting});
	}

	/** What the graph shows. */
	function picture(): Drawing {
		drawn ??= rowsOf(view.state());
		return drawn;
	}

	function step(way: Way): void {
		const from = screen.selected;
		const found = from === null ? null : walk(picture(), view.state(), from, way, trail);
		if (from === null) steer(endOf(picture(), 'first'));
		else if (found === null) say(whyNot(picture(), way));
		else {
			steer(found.name);
			trail = found.trail;
		}
	}

	/** After anything changed: withdraws what is gone, opens what waits if nobody is busy, follows what runs. */
	function refresh(): void {
		const pending = desk.pending();
		const gone = (request: Request) => !pending.some(one => one.id === request.id);
		if (screen.typing?.request && gone(screen.typing.request)) {
			drafting.settle();
			change({typing: null});
		}

		if (screen.editing?.request && gone(screen.editing.request)) editors.withdraw();
		if (screen.open && gone(screen.open)) {
			change({
				open: null,
				pane: screen.zoomed ? screen.pane : 'graph',
				confirm: screen.confirm?.decides ? null : screen.confirm,
			});
		}

		// Whether to leave a run that goes on is no question once it has ended.
		if (screen.confirm && !screen.confirm.decides && view.state().status !== 'running')
			change({confirm: null});

		const busy = modeOf(screen) !== 'browse';
		const next = busy ? undefined : pending.find(request => !dismissed.has(request.id));
		if (next) openByItself(next);
		else if (!busy && !screen.steered) {
			const name = followed(view.state(), screen.selected);
			if (name !== screen.selected) select(name);
		}
	}

	function openByItself(request: Request): void {
		open(request);
		deafen();
	}

	/** What has only just come into sight is not decided by a key that was meant for what was there before. */
	function deafen(): void {
		const deafUntil = now() + deafness;
		change({deafUntil});
		if (hearing) clearTimeout(hearing);
		hearing = setTimeout(() => {
			if (screen.deafUntil === deafUntil) change({deafUntil: 0});
		}, deafness);
	}

	function open(request: Request): void {
		dismissed.delete(request.id);
		select(operationOf(request) ?? screen.selected, {
			open: request,
			deafUntil: 0,
			...beginReading(request),
			scroll: {kind: 'auto'},
			why: false,
			pane: 'inspector',
			zoomed: screen.zoomed && screen.pane === 'inspector',
			notice: null,
		});
		if (request.kind === 'question') typist.write();
		else if (request.kind === 'review')
			editors.reopen(request, request.request.output, request.request.problem);
		else if (request.kind === 'failure')
			editors.reopen(request, request.request.written, request.request.problem);
	}

	function close(): void {
		if (screen.open) dismissed.add(screen.open.id);
		change({open: null, pane: 'graph'});
	}

	function scrollTo(top: number): void {
		const last = Math.max(0, viewport.rows - viewport.height);
		if (screen.help) {
			change({helpTop: Math.max(0, Math.min(last, top))});
			return;
		}

		if (screen.proposal) {
			change({proposalTop: Math.max(0, Math.min(last, top))});
			return;
		}

		change({
			scroll: top >= last && last > 0 ? {kind: 'tail'} : {kind: 'at', top: Math.max(0, Math.min(last, top))},
		});
	}

	// ── deciding ───────────────────────────────────────────────────────────────────────────────────

	function opened<K extends Request['kind']>(kind: K): RequestOf<K> | null {
		return screen.open?.kind === kind ? (screen.open as RequestOf<K>) : null;
	}

	/** Runs `answer` on the open request of that kind; what waits next opens after it. */
	function decide<K extends Request['kind']>(kind: K, answer: (request: RequestOf<K>) => boolean): void {
		const request = opened(kind);
		if (!request) return;
		change({typing: null, confirm: null, notice: null});
		if (!answer(request)) say('That request is no longer there.', 'attention');
		refresh();
	}

	/** `draftCounts`: a draft that is left as it was offered is what the person wants, for they are asked once more. */
	async function editOutside(
		text: string,
		name: string,
		accept: (text: string) => void,
		draftCounts = false,
	): Promise<void> {
		const draft = `${name}.edit`;
		const kept = options.loadDraft(draft);
		change({away: true, notice: null});
		let outcome: EditOutcome;
		try {
			outcome = await options.openEditor(kept ?? text, name, options.terminal);
			if (draftCounts && kept !== null && outcome.kind === 'unchanged')
				outcome = {kind: 'edited', text: kept};
		} catch (error) {
			outcome = {kind: 'failed', message: error instanceof Error ? error.message : String(error), text: null};
		}

		change({away: false});
		if (outcome.kind === 'edited' && outcome.text !== text) {
			drafting.discard(draft);
			accept(outcome.text);
		} else if (outcome.kind !== 'failed') {
			if (outcome.kind === 'edited') drafting.discard(draft);
			say('Nothing was changed, so nothing was decided.');
		} else {
			if (outcome.text !== null) drafting.changed(draft, outcome.text);
			drafting.settle();
			say(outcome.text === null ? outcome.message : `What you wrote is kept. ${outcome.message}`, 'bad');
		}

		refresh();
	}

	const typist = createTypist({
		...options,
		screen: () => screen,
		change,
		say,
		decide,
		models: () => facts().models,
		rerun: model => steering.rerun(model),
	});

	const steering = createSteering({
		...options,
		intentions: intentions.steering,
		state: view.state,
		screen: () => screen,
		change,
		say,
		later,
		edit: editFreely,
		refresh,
	});

	const reader = createReader({facts, change, choose: steering.choose});

	/** A text that nobody waits for. */
	function editFreely(where: Where, {accept, ...editable}: Editable): void {
		const {text, name, draft} = editable;
		const here = (problem: string | null) =>
			editors.openHere({
				...editable,
				problem,
				accept(edited, close) {
					const done = () => {
						close();
						editors.accepted(draft);
					};
					const back = (reason: string | null) => {
						if (screen.editing) change({editing: {...screen.editing, problem: reason}});
					};
					accept(edited, done, back);
				},
			});
		if (where === 'here') {
			here(null);
			return;
		}

		const back = (problem: string | null) => {
			drafting.settle();
			if (problem === null) say('Nothing was saved. Your text is kept, and is there when you edit it again.');
			else here(problem);
		};
		const take = (edited: string) => {
			drafting.changed(draft, edited);
			accept(edited, () => editors.accepted(draft), back);
		};
		later(editOutside(text, name, take, true));
	}

	const finding = createFinding({
		screen: () => screen,
		state: view.state,
		viewport: () => viewport,
		change,
		look: name => select(name, {steered: true}),
		steer,
	});

	const editors = createEditors({
		...options,
		screen: () => screen,
		change,
		say,
		copyOut: (text, name) => later(intentions.copy(text, name).then(said => say(said, 'good'))),
	});

	// ── what the key table calls ───────────────────────────────────────────────────────────────────

	const actions: Actions = {
		...steering,
		move(way: Way) {
			const vertical = way === 'up' || way === 'down';
			const by = way === 'up' ? -1 : 1;
			if (vertical && (screen.help || isPaged(screen))) scrollTo(viewport.top + by);
			else if (screen.pane === 'graph') step(way);
			else if (vertical && tab() === 'versions') reader.moveVersion(by);
			else if (vertical) scrollTo(viewport.top + by);
			else if (way === 'left') change({pane: 'graph', zoomed: false});
			else say('The text goes on below; < and > turn its tabs.');
		},
		edge(end: 'first' | 'last') {
			if (screen.help) scrollTo(end === 'first' ? 0 : Number.POSITIVE_INFINITY);
			else if (screen.pane === 'inspector')
				change({scroll: end === 'last' ? {kind: 'tail'} : {kind: 'at', top: 0}});
			else steer(endOf(picture(), end));
		},
		page(step: -1 | 1) {
			scrollTo(viewport.top + step * Math.max(1, viewport.height - 2));
		},
		switchPane() {
			change({pane: screen.pane === 'graph' ? 'inspector' : 'graph'});
		},
		enter() {
			if (screen.pane === 'graph') change({pane: 'inspector'});
			else actions.zoom();
		},
		zoom() {
			change({zoomed: !screen.zoomed});
		},
		back() {
			if (screen.why) change({why: false});
			else if (screen.zoomed) change({zoomed: false});
			else if (screen.open) close();
			else if (screen.pane === 'inspector') change({pane: 'graph'});
			else {
				change({steered: false, notice: null});
				refresh();
			}
		},
		tab(step: -1 | 1) {
			const here = tabsOf(selectedOperation(facts()));
			const index = (here.indexOf(tab()) + step + here.length) % here.length;
			change({tab: here[index]!, scroll: {kind: 'auto'}, why: false});
		},
		toggleDiff: reader.toggleDiff,
		toggleColumns: reader.toggleColumns,
		chooseVersion: reader.chooseVersion,
		turn: reader.turn,
		toggleRaw() {
			change({raw: !screen.raw});
		},
		search: finding.begin,
		typeSearch: finding.type,
		acceptSearch: finding.accept,
		searchStep: finding.step,
		leaveSearch() {
			finding.leave();
			refresh();
		},
		help(shown: boolean) {
			change({help: shown, helpTop: 0});
			if (!shown) refresh();
		},
		next() {
			const pending = desk.pending();
			const at = pending.findIndex(request => request.id === screen.open?.id);
			const request = pending[(at + 1) % pending.length];
			if (request) open(request);
		},
		copy() {
			const name = screen.selected;
			const text = name === null ? null : options.rawText(tab(), name, screen.reading);
			if (name === null || text === null) say('There is nothing to copy here yet.');
			else later(intentions.copy(text, `${name}.${tab()}`).then(said => say(said, 'good')));
		},
		togglePause() {
			if (view.state().paused || view.state().status !== 'running') intentions.proceed();
			else intentions.pause();
		},
		interrupt() {
			if (modeOf(screen) === 'editor' && editors.copySelected()) return;
			if (now() - interruptedAt < twice || view.state().status !== 'running') {
				drafting.settle();
				intentions.quit();
				return;
			}

			interruptedAt = now();
			if (!view.state().paused) intentions.pause();
			say('Paused: what runs is finished, nothing new starts. Ctrl-C again leaves.', 'attention');
		},
		standAside() {
			if (!intentions.standAside) {
				say('There is no shell here to go back to.');
				return;
			}

			drafting.settle();
			change({away: true, notice: null});
			const back = () => {
				change({away: false});
				say('Back: nothing went on meanwhile.');
				refresh();
			};
			later(intentions.standAside(options.terminal).finally(back));
		},
		quit() {
			drafting.settle();
			if (view.state().status !== 'running') {
				intentions.quit();
				return;
			}

			const count = countAtWork(view.state());
			const lost = count > 0 ? ` What runs now (${plural(count, 'operation')}) is cut off.` : '';
			const question = `Leave now?${lost} The run is kept and can be resumed.`;
			change({confirm: {question, decides: false, yes: intentions.quit}});
		},
		confirmed(yes: boolean) {
			const asked = screen.confirm;
			change({confirm: null});
			if (yes) asked?.yes();
			refresh();
		},
		stop() {
			const kind = screen.open?.kind;
			if (kind !== 'review' && kind !== 'failure' && kind !== 'budget') return;
			const yes = () => decide(kind, one => desk.settle(one, {kind: 'stop'}));
			change({confirm: {question: 'Stop the run here? It is kept and can be resumed.', decides: true, yes}});
		},
		write: typist.write,
		type: typist.type,
		complete: typist.complete,
		leaveLine: typist.leave,
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
		approve(rest: boolean) {
			const version = variantRead(facts());
			decide('review', one =>
				desk.settle(one, {
					kind: 'approve',
					...(rest ? {rest} : {}),
					...(version === null ? {} : {version}),
				}),
			);
		},
		variants(count: number) {
			decide('review', one => desk.settle(one, {kind: 'variants', count}));
		},
		editOutput(where: 'here' | 'outside') {
			const request = opened('review');
			if (!request) return;
			const {output_name, problem, consumers} = request.request;
			const variant = problem === null ? variantRead(facts()) : null;
			const version = variant ?? request.request.version;
			const output =
				variant === null
					? request.request.output
					: view.state().operations.get(output_name)!.versions[variant - 1]!.text;
			const accept = (text: string) =>
				decide('review', one => desk.settle(one, {kind: 'edit', output: text}));
			if (where === 'outside') {
				later(editOutside(output, output_name, accept));
				return;
			}

			const use = consumers.length === 0 ? '' : ` ${wordList(consumers)} will consume it.`;
			editors.openHere({
				request,
				name: output_name,
				title: output_name,
				from: problem === null ? `v${version}` : 'what was refused',
				purpose: `Ctrl-S approves the output as it stands here.${use}`,
				problem,
				text: output,
				draft: `${output_name}.edit`,
				accept(text, close) {
					close();
					accept(text);
				},
			});
		},
		redo() {
			const request = opened('review');
			if (request) typist.start(request, 'feedback', null);
		},
		retry() {
			const request = opened('failure');
			if (request) typist.start(request, 'hint', null);
		},
		anotherModel() {
			const request = opened('review') ?? opened('failure');
			const name = request?.request.output_name ?? screen.selected;
			if (name !== null) typist.nameModel(request, name);
		},
		writeByHand(where: 'here' | 'outside') {
			const request = opened('failure');
			if (!request) return;
			const {output_name, written, current, problem} = request.request;
			const text = written ?? current ?? '';
			const version = keepable(screen, view.state()) ?? 'an empty page';
			const accept = (output: string) => decide('failure', one => desk.settle(one, {kind: 'write', output}));
			if (where === 'outside') {
				later(editOutside(text, output_name, accept));
				return;
			}

			editors.openHere({
				request,
				name: output_name,
				title: output_name,
				from: written === null ? version : 'what was refused',
				purpose: 'Ctrl-S makes this text the output, and the run goes on with it.',
				problem,
				text,
				draft: `${output_name}.edit`,
				accept(output, close) {
					close();
					accept(output);
				},
			});
		},
		keep() {
			decide('failure', one => desk.settle(one, {kind: 'approve'}));
		},
		skip() {
			const request = opened('failure');
			if (!request) return;
			const {output_name} = request.request;
			const count = countDependents(view.state(), output_name);
			const effect =
				count === 0
					? 'Nothing that is still to run needs it.'
					: `That blocks ${plural(count, 'operation')} that ${count === 1 ? 'needs' : 'need'} it.`;
			const yes = () => decide('failure', one => desk.settle(one, {kind: 'skip'}));
			change({confirm: {question: `Skip ${output_name}? ${effect}`, decides: true, yes}});
		},
		allow(lasts: 'once' | 'rest of run') {
			decide('consent', one => desk.settle(one, {kind: 'given', lasts}));
		},
		refuse() {
			decide('consent', one => desk.settle(one, {kind: 'refused', reason: 'You refused it.'}));
		},
		raise() {
			const request = opened('budget');
			if (request) typist.start(request, 'ceiling', null);
		},
	};

	function press(stroke: Keystroke): void {
		attempt(() => {
			const mode = modeOf(screen);
			if (mode === 'away') return;
			if (screen.notice) change({notice: null});
			const key = findKey(stroke.name, mode);
			if (!key) {
				if (stroke.text === null) return;
				if (mode === 'line') typist.type({type: 'insert', text: stroke.text});
				else if (mode === 'editor') editors.edit({type: 'type', text: stroke.text});
				else if (mode === 'editor-find') editors.typeSought({type: 'insert', text: stroke.text});
				else if (mode === 'search') finding.type({type: 'insert', text: stroke.text});
				else if (mode === 'found' && findKey(stroke.name, screen.open?.kind ?? 'browse'))
					say('The search is still open: esc leaves it first.');
				return;
			}

			if (isDeaf(key, screen, now())) return;
			const off = key.off?.(facts()) ?? null;
			if (off !== null) {
				say(off);
				return;
			}

			key.act(actions);
		});
	}

	function facts(): Facts {
		const naming = screen.typing?.purpose === 'model';
		const models = naming ? modelsInUse(view.state(), intentions.models) : [];
		return {screen, state: view.state(), pending: desk.pending(), models};
	}

	function tab(): Tab {
		return shownTab(screen, selectedOperation(facts()));
	}

	return {
		screen: () => screen,
		facts,
		press,
		paste(text: string) {
			attempt(() => {
				if (screen.cramped) return;
				const mode = modeOf(screen);
				if (mode === 'editor' || mode === 'editor-find') editors.paste(text);
				else if (mode === 'search') finding.type({type: 'insert', text: text.replaceAll(/[\r\n]+/g, ' ')});
				else if (screen.typing) typist.type({type: 'insert', text});
				else say('There is nothing to paste into here.');
			});
		},
		fits(room: boolean) {
			if (room !== screen.cramped) return;
			attempt(() => {
				change({cramped: !room});
				if (!room) return;
				if (screen.open) deafen();
				refresh();
			});
		},
		shows(shown: Viewport) {
			viewport = shown;
		},
		sees: editors.sees,
		draws(drawing: Drawing) {
			drawn = drawing;
		},
		subscribe(listener: () => void) {
			listeners.add(listener);
			return () => {
				listeners.delete(listener);
			};
		},
		start(): () => void {
			const heed = (event: RunEvent) => {
				steering.heed(event);
				if (event.type === 'note-taken' && event.output_name === null) say(event.note, 'attention');
				if (event.type === 'review-decided' && (event.decision === 'edit' || event.decision === 'write'))
					editors.accepted(`${event.output_name}.edit`);
			};
			const stops = [
				view.onEvent(heed),
				view.subscribe(() => attempt(refresh)),
				desk.subscribe(() => attempt(refresh)),
			];
			attempt(refresh);
			return () => {
				for (const stop of stops) stop();
				if (hearing) clearTimeout(hearing);
				attempt(drafting.settle);
			};
		},
	};
}
