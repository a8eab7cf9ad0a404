/** The hand that pauses and leaves. */
import type {Terminal} from '../../core/ports.ts';
import type {RunState} from '../../core/state/run-state.ts';
import type {Intentions} from '../intentions.ts';
import {plural} from '../text/figures.ts';
import {countAtWork} from './at-work.ts';
import type {Drafting} from './drafting.ts';
import type {Editors} from './editing.ts';
import {modeOf} from './screen.ts';
import type {ScreenStore} from './screen-store.ts';

/** How soon a second Ctrl-C counts as the second though it is not offered on the screen any more, ms. */
const twice = 3000;
const offer = 'Paused: what runs goes on to its end, nothing new starts. Ctrl-C again leaves the run.';

type LeavingOptions = ScreenStore & {
	state(): RunState;
	intentions: Pick<Intentions, 'pause' | 'proceed' | 'quit' | 'standAside'>;
	terminal: Terminal;
	drafting: Drafting;
	editors: Pick<Editors, 'copySelected'>;
	/** After a question is answered, or the person is back: what waits may open. */
	refresh(): void;
	later(task: Promise<void>): void;
	/** What the screen said when the key was pressed. */
	answered(): string | null;
	/** Milliseconds since the epoch. */
	now(): number;
};

export type LeavingHand = {
	togglePause(): void;
	/** Ctrl-C: copies what is selected in the editor; else pauses, and the second time leaves. */
	interrupt(): void;
	/** Goes to the shell that started the app; nothing goes on until the person is back. */
	standAside(): void;
	/** The terminal may have been used by others: the screen is drawn anew. */
	drawAnew(): void;
	quit(): void;
	/** The answer to a question of yes or no. */
	confirmed(yes: boolean): void;
};

export function createLeaving(options: LeavingOptions): LeavingHand {
	const {state, intentions, drafting, editors, terminal, refresh, later, screen, change, say, answered, now} =
		options;
	let interruptedAt = Number.NEGATIVE_INFINITY;

	function leave(): void {
		drafting.settle();
		intentions.quit();
	}

	/** Nothing is lost by leaving. */
	const isOver = () => screen().replay || state().status !== 'running';

	return {
		togglePause() {
			if (state().paused || state().status !== 'running') intentions.proceed();
			else intentions.pause();
		},
		interrupt() {
			if (modeOf(screen()) === 'editor' && editors.copySelected()) return;
			if (answered() === offer || now() - interruptedAt < twice || isOver()) {
				leave();
				return;
			}

			interruptedAt = now();
			if (!state().paused) intentions.pause();
			say(offer, 'attention');
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
			later(intentions.standAside(terminal).finally(back));
		},
		drawAnew() {
			change({away: true});
			later(terminal.lend(async () => undefined).finally(() => change({away: false})));
		},
		quit() {
			if (isOver()) {
				leave();
				return;
			}

			drafting.settle();
			const count = countAtWork(state());
			const lost = count > 0 ? ` What runs now (${plural(count, 'operation')}) is cut off.` : '';
			const question = `Leave now?${lost} The run is kept and can be resumed.`;
			change({confirm: {question, decides: false, yes: leave}});
		},
		confirmed(yes) {
			const asked = screen().confirm;
			change({confirm: null});
			if (yes) asked?.yes();
			refresh();
		},
	};
}
