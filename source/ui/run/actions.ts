/** What the keys of the run screen can do, and what they may know. */
import type {RunState} from '../../core/state/run-state.ts';
import type {Request} from '../desk.ts';
import type {EditAction} from '../editor/editor.ts';
import type {Way} from '../graph/steps.ts';
import type {KnownModel} from '../intentions.ts';
import type {EditorAction} from '../line/line-editor.ts';
import type {Screen} from './screen.ts';
import type {SteeringHand} from './steering.ts';

export type Facts = {
	screen: Screen;
	state: RunState;
	pending: readonly Request[];
	/** To suggest where one is named. */
	models: readonly KnownModel[];
};

export type Actions = SteeringHand & {
	/** Selection or scrolling, as the focused pane is. */
	move(way: Way): void;
	edge(end: 'first' | 'last'): void;
	/** Scrolls the inspector, whatever is focused. */
	page(step: -1 | 1): void;
	switchPane(): void;
	/** To the text; in the text, the whole screen for it. */
	enter(): void;
	/** The whole screen for the focused pane, or both panes again. */
	zoom(): void;
	/** One step out: zoom, request, pane, and at last follow what runs again. */
	back(): void;
	tab(step: -1 | 1): void;
	/** What changed, or again the text. */
	toggleDiff(): void;
	/** Two versions beside each other, or again the text. */
	toggleColumns(): void;
	/** Makes the version under the cursor the current one. */
	chooseVersion(): void;
	/** To the debug tab; there, to the iteration before or the next one. */
	turn(step: -1 | 1): void;
	/** Texts as they came, or rendered. */
	toggleRaw(): void;
	/** Begins to find: in the text, or an operation, as the focused pane is. */
	search(): void;
	typeSearch(action: EditorAction): void;
	acceptSearch(): void;
	searchStep(step: 1 | -1): void;
	leaveSearch(): void;
	help(shown: boolean): void;
	/** Opens the next request that waits. */
	next(): void;
	copy(): void;
	togglePause(): void;
	/** Ctrl-C: copies what is selected in the editor; else pauses, and the second time leaves. */
	interrupt(): void;
	standAside(): void;
	quit(): void;
	confirmed(yes: boolean): void;
	stop(): void;
	write(): void;
	type(action: EditorAction): void;
	/** Takes the first name that is suggested. */
	complete(): void;
	leaveLine(): void;
	send(): void;
	/** One key's worth of editing in place. */
	edit(action: EditAction): void;
	saveEdit(): void;
	/** One step out: the search, the selection, the editor; the draft is kept. */
	leaveEditor(): void;
	revertEdit(): void;
	cut(): void;
	/** Copies what is selected in the editor, or the line. */
	copyPart(): void;
	/** Puts back what was cut or copied in the editor. */
	putBack(): void;
	find(): void;
	findStep(step: 1 | -1): void;
	typeSought(action: EditorAction): void;
	approve(rest: boolean): void;
	editOutput(where: 'here' | 'outside'): void;
	/** Asks for so many outputs to choose from. */
	variants(count: number): void;
	redo(): void;
	retry(): void;
	/** A line for a model's name: redo, retry or rerun with it. */
	anotherModel(): void;
	writeByHand(where: 'here' | 'outside'): void;
	/** Lets the version of an earlier attempt stand. */
	keep(): void;
	skip(): void;
	allow(lasts: 'once' | 'rest of run'): void;
	refuse(): void;
	raise(): void;
};
