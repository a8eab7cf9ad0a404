/** What the screen itself remembers: where the person is and what they are doing. The run's state is not here. */
import type {Request} from '../desk.ts';
import type {Editor} from '../editor/editor.ts';
import type {Place} from '../editor/lines.ts';
import type {LineEditor} from '../line/line-editor.ts';
import type {Tone} from '../theme.ts';
import type {Proposal} from './proposal.ts';

export const tabs = ['output', 'prompt', 'versions', 'files', 'calls', 'debug', 'info'] as const;
export type Tab = (typeof tabs)[number];
export type Pane = 'graph' | 'inspector';

/** `auto`: the tail of what streams, the top of what is finished; `match`: where what is sought was found. */
type Scroll = {kind: 'auto'} | {kind: 'tail'} | {kind: 'at'; top: number} | {kind: 'match'};

/** What is read of the selected operation; begins anew with each. */
export type Reading = {
	/** The output's tab shows what changed in it. */
	diff: boolean;
	/** The version under the cursor; null: the current one. */
	version: number | null;
	/** The version that others are compared with; null: the one before in the list. */
	marked: number | null;
	/** What stands below the versions: the text, what differs, or two texts beside each other. */
	versions: 'text' | 'diff' | 'columns';
	/** Index of the iteration under the cursor; null: the newest. */
	turn: number | null;
	/** The path of the file under the cursor; null: the first. */
	file: string | null;
};

export const firstReading: Reading = {
	diff: false,
	version: null,
	marked: null,
	versions: 'text',
	turn: null,
	file: null,
};

/** A line that is being typed for a request, and where its draft is kept. */
export type Typing = {
	/** Null where nobody waits for it: a model to rerun with. */
	request: Request | null;
	/** The operation it is about, or the budget. */
	about: string;
	purpose:
		| 'answer'
		| 'feedback'
		| 'hint'
		| 'advice'
		| 'rejection'
		| 'input'
		| 'arguments'
		| 'ceiling'
		| 'model';
	editor: LineEditor;
	/** As it was offered; unchanged means that nobody typed. */
	offered: string;
	draft: string;
	/** Nobody waits for it any more: it stays open, so that no letter that follows is taken for a key. */
	withdrawn: boolean;
};

/** A text that is searched for in the editor, from where the cursor was. */
export type Finding = {
	line: LineEditor;
	origin: Place;
	found: 'yes' | 'no' | 'past the end';
};

/** What is sought in what is shown. */
export type Search = {
	among: 'text' | 'operations';
	line: LineEditor;
	/** It is being typed; then it can be gone through. */
	typing: boolean;
	/** How many matches beyond the first one from `origin` on. */
	step: number;
	/** The row from which on it is sought. */
	origin: number;
	/** The first row in view: it stays as long as the match is in view. */
	top: number;
	/** Where it began. */
	before: {selected: string | null; scroll: Scroll};
};

/** A text that is edited in place, and where its draft is kept. */
export type Editing = {
	/** What it is decided for. Null where nobody waits for it. */
	request: Request | null;
	/** Nobody waits for it any more: it stays open, so that no letter that follows is taken for a key. */
	withdrawn: boolean;
	/** Where the person came from. */
	before: Pane;
	/** What it is, e.g. an output's name. */
	name: string;
	title: string;
	/** What it started from, e.g. `v1`. */
	from: string;
	/** A sentence: what saving does. */
	purpose: string;
	/** Why it was refused when it was last saved. */
	problem: string | null;
	/** As it was before any edit. */
	text: string;
	draft: string;
	/** It was opened from its draft. */
	offered: boolean;
	editor: Editor;
	/** Where the view begins. */
	top: Place;
	finding: Finding | null;
	accept(text: string, close: () => void): void;
};

/** A question of yes or no. `decides`: it is part of a decision, and goes with it. */
type Confirm = {question: string; decides: boolean; yes: () => void};

export type Notice = {
	text: string;
	tone: Tone;
	/** It says why a key does nothing, which is true only of what is open then. */
	ofKey?: boolean;
};

export type Screen = {
	/** What is shown is a recording: nobody decides on anything, and nothing of the run can be changed. */
	replay: boolean;
	selected: string | null;
	/** The person moved: the selection no longer follows what runs. */
	steered: boolean;
	pane: Pane;
	/** The pane has the whole screen. */
	zoomed: boolean;
	tab: Tab;
	scroll: Scroll;
	reading: Reading;
	/** Texts are shown as they came. */
	raw: boolean;
	help: boolean;
	helpTop: number;
	/** The request that is being decided. */
	open: Request | null;
	/** Deciding keys are deaf until then, ms since the epoch. */
	deafUntil: number;
	typing: Typing | null;
	/** Models that the endpoints listed when one was last to be named. */
	offered: readonly string[];
	search: Search | null;
	editing: Editing | null;
	/** What is about to be changed, with what follows from it. */
	proposal: Proposal | null;
	/** First row of what follows. */
	proposalTop: number;
	/** Whether the inspector says why the selected output is stale, or not. */
	why: boolean;
	confirm: Confirm | null;
	/** The terminal has no room to show what would be decided. */
	cramped: boolean;
	/** The terminal is lent to another program. */
	away: boolean;
	notice: Notice | null;
};

export const firstScreen: Screen = {
	replay: false,
	selected: null,
	steered: false,
	pane: 'graph',
	zoomed: false,
	tab: 'output',
	scroll: {kind: 'auto'},
	reading: firstReading,
	raw: false,
	help: false,
	helpTop: 0,
	open: null,
	deafUntil: 0,
	typing: null,
	offered: [],
	search: null,
	editing: null,
	proposal: null,
	proposalTop: 0,
	why: false,
	confirm: null,
	cramped: false,
	away: false,
	notice: null,
};

/** What it leads to that an operation is looked at: another one is read from its beginning. */
export function lookAt({selected}: Screen, name: string | null): Partial<Screen> {
	return name === selected ? {} : {selected: name, scroll: {kind: 'auto'}, reading: firstReading};
}

/** Which keys count now. */
export type Mode =
	| 'away'
	| 'cramped'
	| 'confirm'
	| 'help'
	| 'line'
	| 'editor'
	| 'editor-find'
	| 'search'
	| 'found'
	| 'proposal'
	| 'question'
	| 'review'
	| 'failure'
	| 'consent'
	| 'direction'
	| 'budget'
	| 'browse'
	| 'replay';

export function modeOf(screen: Screen): Mode {
	if (screen.away) return 'away';
	if (screen.cramped) return 'cramped';
	if (screen.confirm) return 'confirm';
	if (screen.help) return 'help';
	if (screen.proposal) return 'proposal';
	if (screen.typing) return 'line';
	if (screen.editing) return screen.editing.finding ? 'editor-find' : 'editor';
	if (screen.search) return screen.search.typing ? 'search' : 'found';
	return restingMode(screen);
}

/** Where nothing is typed, sought or confirmed. */
export function restingMode({open, replay}: Pick<Screen, 'open' | 'replay'>): Mode {
	return open?.kind ?? (replay ? 'replay' : 'browse');
}
