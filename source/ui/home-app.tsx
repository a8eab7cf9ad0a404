/** The home screen, put together. */
import {useWindowSize} from 'ink';
import {type ReactElement, useRef, useState} from 'react';
import {tooSmall} from './components/too-small.tsx';
import {firstHome, type Offers, pressHome} from './home/home.ts';
import type {Keystroke} from './input/keystrokes.ts';
import {useKeystrokes} from './input/use-keystrokes.ts';
import type {HomeChoice} from './intentions.ts';
import {HomeScreen} from './screens/home-screen.tsx';
import {type Theme, ThemeContext} from './theme.ts';

export type HomeAppProps = {
	offers: Offers;
	theme: Theme;
	/** Called once, with what the person chose. */
	choose(choice: HomeChoice): void;
	/** Milliseconds since the epoch. */
	now?: () => number;
};

export function HomeApp({offers, theme, choose, now = Date.now}: HomeAppProps): ReactElement {
	const [home, setHome] = useState(firstHome);
	// A batch of keys arrives between two renders: each must see what the one before it did.
	const latest = useRef(home);
	const chosen = useRef(false);
	const {columns, rows} = useWindowSize();
	const press = (stroke: Keystroke) => {
		if (chosen.current) return;
		// What would be chosen is not seen.
		if (tooSmall(columns, rows) && stroke.name !== 'ctrl-c') return;
		const next = pressHome(latest.current, offers, stroke);
		latest.current = next.home;
		setHome(next.home);
		if (next.choice === null) return;
		chosen.current = true;
		choose(next.choice);
	};
	useKeystrokes(press, text => {
		if (latest.current.filtering) for (const character of text) press({name: character, text: character});
	});
	return (
		<ThemeContext value={theme}>
			<HomeScreen home={home} offers={offers} now={now()} columns={columns} rows={rows} />
		</ThemeContext>
	);
}
