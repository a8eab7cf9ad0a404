/** The page about what changed since a run recorded it, put together. */
import {useWindowSize} from 'ink';
import {type ReactElement, useMemo} from 'react';
import {differenceOf} from './adoption/difference.ts';
import {type ChangeChoice, type ChangePage, pressChange} from './adoption/page.ts';
import {insideOf} from './components/panel.tsx';
import {tooSmall} from './components/too-small.tsx';
import {useChoice} from './input/use-choice.ts';
import {ChangeScreen, layOutChange} from './screens/change-screen.tsx';
import {roomFor} from './spoken/uncut.ts';
import {type Theme, ThemeContext} from './theme.ts';

export type ChangeAppProps = {
	page: ChangePage;
	theme: Theme;
	/** Called once, with what the person chose. */
	choose(choice: ChangeChoice): void;
};

export function ChangeApp({page, theme, choose}: ChangeAppProps): ReactElement {
	const {columns, rows} = useWindowSize();
	const lay = useMemo(() => differenceOf(page), [page]);
	const layout = layOutChange(page, {columns, rows}, theme);
	const difference = lay(roomFor(insideOf(columns, 0).width, theme), theme.glyphs);
	const {state: top, deaf} = useChoice<number, ChangeChoice>(0, {
		seen: !tooSmall(columns, rows),
		press(from, stroke, hearing) {
			const extent = {rows: difference.rows, height: layout.height};
			const next = pressChange(page, stroke, {top: from, extent, hearing});
			return {state: next.top, choice: next.choice};
		},
		choose,
	});
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
