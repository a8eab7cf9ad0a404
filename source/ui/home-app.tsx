/** The home screen, put together. */
import {useWindowSize} from 'ink';
import {type ReactElement, useEffect, useRef, useState} from 'react';
import {tooSmall} from './components/too-small.tsx';
import {type Home, type HomeViewport, selectedItem, tellSettings} from './home/home.ts';
import type {HomeView} from './home/offers.ts';
import {pasteHome, pressHome} from './home/press.ts';
import type {Keystroke} from './input/keystrokes.ts';
import {usePageTerminal} from './input/standing-aside.tsx';
import {useKeystrokes} from './input/use-keystrokes.ts';
import type {HomeChoice, HomeIntentions} from './intentions.ts';
import {useFrames} from './run/use-frames.ts';
import {HomeScreen} from './screens/home-screen.tsx';
import {type Theme, ThemeContext} from './theme.ts';

/** Lists that fill in are shown in batches of this many ms. */
const batch = 70;
/** Ages grow, ms. */
const beat = 30_000;

export type HomeAppProps = {
	view: HomeView;
	/** Where the person left it. */
	start: Home;
	theme: Theme;
	intentions: HomeIntentions;
	/** Called once, with what the person chose, and how they left the screen. */
	choose(choice: HomeChoice, home: Home): void;
	/** Milliseconds since the epoch. */
	now?: () => number;
};

export function HomeApp({
	view,
	start,
	theme,
	intentions,
	choose,
	now = Date.now,
}: HomeAppProps): ReactElement {
	const [home, setHome] = useState(start);
	// A batch of keys arrives between two renders: each must see what the one before it did.
	const latest = useRef(home);
	const viewport = useRef<HomeViewport>({page: 1, rows: 0, height: 0});
	const chosen = useRef(false);
	const {columns, rows} = useWindowSize();
	useFrames({happens: view.subscribe, batch, idle: beat});
	const offers = view.offers();
	const change = (next: Home) => {
		latest.current = next;
		setHome(next);
	};
	const terminal = usePageTerminal();
	const say = (text: string, tone: 'quiet' | 'bad' | 'attention' = 'quiet') =>
		change({...latest.current, notice: {text, tone}});
	const item = selectedItem(home, offers);
	const looked = item?.kind === 'run' ? item.entry.id : null;
	useEffect(() => {
		view.look(looked);
	}, [view, looked]);

	const {problem, unwatched} = offers;
	const toldProblem = useRef(problem);
	// biome-ignore lint/correctness/useExhaustiveDependencies: only what the folder says is heeded.
	useEffect(() => {
		if (problem !== toldProblem.current) change(tellSettings(latest.current, problem));
		toldProblem.current = problem;
	}, [problem]);
	// biome-ignore lint/correctness/useExhaustiveDependencies: it is said once.
	useEffect(() => {
		if (unwatched !== null) say(unwatched, 'attention');
	}, [unwatched]);

	const facts = () => ({home: latest.current, offers: view.offers(), viewport: viewport.current});
	const press = (stroke: Keystroke) => {
		if (chosen.current) return;
		// What would be chosen is not seen.
		if (tooSmall(columns, rows) && stroke.name !== 'ctrl-c') return;
		const {home: next, effect} = pressHome(facts(), stroke);
		change(next);
		switch (effect?.kind) {
			case undefined:
				return;
			case 'choose':
				chosen.current = true;
				choose(effect.choice, next);
				return;
			case 'copy':
				intentions.copy(effect.text);
				say(`Copied ${effect.what}: ${effect.text}`);
				return;
			case 'edit':
				intentions.edit(effect.file, terminal).then(
					wrong => wrong !== null && say(wrong, 'bad'),
					(error: unknown) => say((error as Error).message, 'bad'),
				);
				return;
			case 'reload':
				intentions.reload().then(
					() => say('Read again.'),
					(error: unknown) => say((error as Error).message, 'bad'),
				);
				return;
			case 'look-for-models':
				intentions.lookForModels();
				return;
			case 'new-pipeline': {
				const {name, template} = effect;
				void finish(intentions.newPipeline(name, template), {pipelines: `pipeline:${name}`});
				return;
			}
			case 'log-in':
				void finish(intentions.logIn(effect.key), {});
				return;
			case 'take-model':
				void finish(intentions.takeModel(effect.model, effect.howLong), {});
		}
	};
	/** What was answered is done: the dialog is over; if not, it stays, and why not is said. */
	const finish = async (doing: Promise<string>, chosen: Partial<Home['chosen']>) => {
		try {
			const text = await doing;
			const {chosen: before} = latest.current;
			const more = {dialog: null, busy: null, chosen: {...before, ...chosen}} as const;
			change({...latest.current, ...more, notice: {text, tone: 'good'}});
		} catch (error) {
			change({...latest.current, busy: null, notice: {text: (error as Error).message, tone: 'bad'}});
		}
	};
	useKeystrokes(press, text => change(pasteHome(facts(), text)));
	return (
		<ThemeContext value={theme}>
			<HomeScreen
				home={home}
				offers={offers}
				now={now()}
				columns={columns}
				rows={rows}
				shows={seen => {
					viewport.current = seen;
				}}
			/>
		</ThemeContext>
	);
}
