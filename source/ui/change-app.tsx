/** The page about what changed since a run recorded it, put together. */
import {useWindowSize} from 'ink';
import {type ReactElement, useEffect, useMemo, useRef, useState} from 'react';
import {differenceOf} from './adoption/difference.ts';
import {type ChangeChoice, type ChangePage, pressChange} from './adoption/page.ts';
import {insideOf} from './components/panel.tsx';
import {tooSmall} from './components/too-small.tsx';
import type {Keystroke} from './input/keystrokes.ts';
import {useKeystrokes} from './input/use-keystrokes.ts';
import {ChangeScreen, layOutChange} from './screens/change-screen.tsx';
import {type Theme, ThemeContext} from './theme.ts';

/** A key that was pressed for what was there before must not decide, ms. */
const deafness = 300;

export type ChangeAppProps = {
	page: ChangePage;
	theme: Theme;
	/** Called once, with what the person chose. */
	choose(choice: ChangeChoice): void;
};

export function ChangeApp({page, theme, choose}: ChangeAppProps): ReactElement {
	const [top, setTop] = useState(0);
	const [deaf, setDeaf] = useState(true);
	// A batch of keys arrives between two renders: each must see what the one before it did.
	const latest = useRef(0);
	const hearing = useRef(false);
	const chosen = useRef(false);
	const {columns, rows} = useWindowSize();
	const lay = useMemo(() => differenceOf(page), [page]);
	const layout = layOutChange(page, {columns, rows}, theme);
	const difference = lay(insideOf(columns, 0).width, theme.glyphs);

	useEffect(() => {
		const timer = setTimeout(() => {
			hearing.current = true;
			setDeaf(false);
		}, deafness);
		return () => clearTimeout(timer);
	}, []);

	const press = (stroke: Keystroke) => {
		if (chosen.current) return;
		// What would be decided is not seen.
		if (tooSmall(columns, rows) && stroke.name !== 'ctrl-c') return;
		const {height} = layout;
		const extent = {rows: difference.rows, height};
		const next = pressChange(page, stroke, {top: latest.current, extent, hearing: hearing.current});
		latest.current = next.top;
		setTop(next.top);
		if (next.choice === null) return;
		chosen.current = true;
		choose(next.choice);
	};
	useKeystrokes(press, () => undefined);
	return (
		<ThemeContext value={theme}>
			<ChangeScreen
				page={page}
				difference={difference}
				layout={layout}
				top={Math.max(0, Math.min(top, difference.rows - layout.height))}
				deaf={deaf}
				columns={columns}
				rows={rows}
			/>
		</ThemeContext>
	);
}
