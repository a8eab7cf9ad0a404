import type {ReactElement} from 'react';
import type {Viewport} from '../run/moving.ts';
import type {Page} from '../run/page.ts';
import {roomFor} from '../spoken/uncut.ts';
import {position} from '../text/position.ts';
import {useTheme} from '../theme.ts';
import {insideOf, Panel} from './panel.tsx';

/** A page in the inspector's place, scrolled from its top. */
export function PagePanel({
	page,
	top,
	width,
	height,
	shows,
}: {
	page: Page;
	top: number;
	width: number;
	height: number;
	/** Told what is in view. */
	shows(viewport: Viewport): void;
}): ReactElement {
	const theme = useTheme();
	const inside = insideOf(width, height);
	const content = page.content(roomFor(inside.width, theme));
	const first = Math.max(0, Math.min(top, content.rows - inside.height));
	shows({rows: content.rows, height: inside.height, top: first});
	return (
		<Panel
			title={[
				{text: page.about, bold: true},
				{text: ` ${theme.glyphs.dot} ${page.title}`, tone: 'quiet'},
			]}
			right={position(first, inside.height, content.rows, theme)}
			tone={page.tone}
			width={width}
			height={height}
			rows={Array.from({length: Math.min(inside.height, content.rows - first)}, (_, index) =>
				content.row(first + index),
			)}
		/>
	);
}
