/** The run screen, put together: what it needs, what it listens to, what it shows. */
import {useWindowSize} from 'ink';
import {type ReactElement, useEffect, useLayoutEffect, useState} from 'react';
import type {Playback} from '../core/playback/playback.ts';
import type {Drafts, EditOutcome, Question, Terminal} from '../core/ports.ts';
import type {RunView} from '../core/store.ts';
import {tooSmall} from './components/too-small.tsx';
import {createRawText} from './content/raw-text.ts';
import {createWraps} from './content/wraps.ts';
import type {Desk} from './desk.ts';
import {createDiffs} from './diff/diffs.ts';
import {useKeystrokes} from './input/use-keystrokes.ts';
import {useTerminal} from './input/use-terminal.ts';
import type {Intentions} from './intentions.ts';
import {usePlaying} from './replay/use-playing.ts';
import {countAtWork} from './run/at-work.ts';
import {createControls} from './run/controls.ts';
import {createDrafting} from './run/drafting.ts';
import {useFrames} from './run/use-frames.ts';
import {RunScreen, type RunTitle} from './screens/run-screen.tsx';
import {type Theme, ThemeContext} from './theme.ts';

/** A stream is shown in batches of this many ms. */
const batch = 100;
/** So is a recording that is played: as often as it moves on. */
const playedBatch = 50;
/** A spinner's step, ms. */
const spin = 150;
/** While nothing runs, only the clock moves, and it need not wake the machine each second. ms. */
const rest = 5000;

export type RunAppProps = {
	view: RunView;
	/** So many of the run's notes were told before: later ones are said. All, unless it is given. */
	heard?: number;
	desk: Desk;
	title: RunTitle;
	intentions: Intentions;
	/** Opens the person's own editor on a text; `terminal` is how to borrow the screen for it. */
	openEditor(text: string, name: string, terminal: Terminal): Promise<EditOutcome>;
	drafts: Drafts;
	/** An answer to offer to a question; the person still sends it. */
	prefill?: (question: Question) => string | null;
	theme: Theme;
	/** The view is this recording: it is played here, and the clocks show its time. */
	playback?: Playback;
	/** Milliseconds since the epoch. */
	now?: () => number;
};

export function RunApp(props: RunAppProps): ReactElement {
	const {view, playback, title, theme, now = Date.now} = props;
	const terminal = useTerminal();
	const [wraps] = useState(createWraps);
	const [diffs] = useState(createDiffs);
	const [controls] = useState(() =>
		createControls({
			...props,
			now,
			rawText: createRawText(view),
			drafting: createDrafting(props.drafts),
			loadDraft: name => props.drafts.load(name),
			terminal,
		}),
	);
	useEffect(() => controls.start(), [controls]);
	const {heedShell} = props.intentions;
	useEffect(() => heedShell?.(controls.shell), [controls, heedShell]);
	// What is laid out further is what they asked to see.
	const [acts] = useState(() => either(controls.subscribe, wraps.subscribe));
	useKeystrokes(controls.press, controls.paste);
	const {columns, rows} = useWindowSize();
	const room = !tooSmall(columns, rows);
	useLayoutEffect(() => controls.fits(room), [controls, room]);
	const facts = controls.facts();
	const {screen, state} = facts;
	const still = screen.away || state.status !== 'running';
	useFrames({
		acts,
		happens: view.subscribe,
		batch: playback ? playedBatch : batch,
		// A recording says itself when its time has moved.
		idle: still || playback ? null : countAtWork(state) > 0 ? spin : rest,
	});
	usePlaying(playback);
	const time = playback ? playback.moment().recorded_at : now();

	return (
		<ThemeContext value={theme}>
			<RunScreen
				view={view}
				facts={facts}
				title={title}
				wraps={wraps}
				diffs={diffs}
				now={time}
				frame={Math.floor(time / spin)}
				columns={columns}
				rows={rows}
				shows={controls.shows}
				sees={controls.sees}
				draws={controls.draws}
			/>
		</ThemeContext>
	);
}

type Subscribe = (listener: () => void) => () => void;

function either(one: Subscribe, other: Subscribe): Subscribe {
	return listener => {
		const stops = [one(listener), other(listener)];
		return () => {
			for (const stop of stops) stop();
		};
	};
}
