/** The hand that moves: through the graph as it is drawn, through a text, from pane to pane. */
import type {RunView} from '../../core/store.ts';
import type {Drawing} from '../graph/choose.ts';
import {endOf, type Way} from '../graph/steps.ts';
import type {Facts} from './actions.ts';
import type {Attention} from './attention.ts';
import {isPaged} from './page.ts';
import type {Reader} from './reader.ts';
import {selectedOperation, shownTab, tabsOf} from './reading.ts';
import type {ScreenStore} from './screen-store.ts';
import {rowsOf, type Trail, walk, whyNot} from './selection.ts';

/** What was last shown of a text: scrolling needs to know. */
export type Viewport = {rows: number; height: number; top: number};

type MovingOptions = ScreenStore & {
	view: RunView;
	facts(): Facts;
	attention: Pick<Attention, 'steer' | 'close' | 'refresh'>;
	reader: Pick<Reader, 'moveItem'>;
};

export type MovingHand = {
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
	/** Texts as they came, or rendered. */
	toggleRaw(): void;
	help(shown: boolean): void;
};

export type Sights = {
	viewport(): Viewport;
	/** Told by the inspector what it shows. */
	shows(viewport: Viewport): void;
	/** Told by the graph what it shows. */
	draws(drawing: Drawing): void;
};

export function createMoving(options: MovingOptions): {hand: MovingHand; sights: Sights} {
	const {view, facts, screen, change, say, attention, reader} = options;
	let viewport: Viewport = {rows: 0, height: 1, top: 0};
	let drawn: Drawing | null = null;
	let trail: Trail = [];

	/** What the graph shows. */
	function picture(): Drawing {
		drawn ??= rowsOf(view.state());
		return drawn;
	}

	function walkTo(way: Way): void {
		const from = screen().selected;
		const found = from === null ? null : walk(picture(), view.state(), from, way, trail);
		if (from === null) attention.steer(endOf(picture(), 'first'));
		else if (found === null) say(whyNot(picture(), way));
		else {
			attention.steer(found.name);
			trail = found.trail;
		}
	}

	function scrollTo(row: number): void {
		const last = Math.max(0, viewport.rows - viewport.height);
		const top = Math.max(0, Math.min(last, row));
		if (screen().help) change({helpTop: top});
		else if (screen().proposal) change({proposalTop: top});
		else change({scroll: row >= last && last > 0 ? {kind: 'tail'} : {kind: 'at', top}});
	}

	const tab = () => shownTab(screen(), selectedOperation(facts()));
	/** The keys that move have a text before them that is not the inspector's. */
	const isAbove = () => screen().help || isPaged(screen());

	function zoom(): void {
		change({zoomed: !screen().zoomed});
	}

	return {
		hand: {
			move(way) {
				const vertical = way === 'up' || way === 'down';
				const by = way === 'up' ? -1 : 1;
				if (vertical && isAbove()) scrollTo(viewport.top + by);
				else if (screen().pane === 'graph') walkTo(way);
				else if (vertical && (tab() === 'versions' || tab() === 'files')) reader.moveItem(by);
				else if (vertical) scrollTo(viewport.top + by);
				else if (way === 'left') change({pane: 'graph', zoomed: false});
				else say('The text goes on below; < and > turn its tabs.');
			},
			edge(end) {
				if (isAbove()) scrollTo(end === 'last' ? viewport.rows : 0);
				else if (screen().pane === 'inspector')
					change({scroll: end === 'last' ? {kind: 'tail'} : {kind: 'at', top: 0}});
				else attention.steer(endOf(picture(), end));
			},
			page(step) {
				scrollTo(viewport.top + step * Math.max(1, viewport.height - 2));
			},
			switchPane() {
				change({pane: screen().pane === 'graph' ? 'inspector' : 'graph'});
			},
			enter() {
				if (screen().pane === 'graph') change({pane: 'inspector'});
				else zoom();
			},
			zoom,
			back() {
				const {why, zoomed, open, pane} = screen();
				if (why) change({why: false});
				else if (zoomed) change({zoomed: false});
				else if (open) attention.close();
				else if (pane === 'inspector') change({pane: 'graph'});
				else {
					change({steered: false, notice: null});
					attention.refresh();
				}
			},
			tab(step) {
				const here = tabsOf(selectedOperation(facts()));
				const index = (here.indexOf(tab()) + step + here.length) % here.length;
				change({tab: here[index]!, scroll: {kind: 'auto'}, why: false});
			},
			toggleRaw() {
				change({raw: !screen().raw});
			},
			help(shown) {
				change({help: shown, helpTop: 0});
				if (!shown) attention.refresh();
			},
		},
		sights: {
			viewport: () => viewport,
			shows(shown) {
				viewport = shown;
			},
			draws(drawing) {
				drawn = drawing;
			},
		},
	};
}
