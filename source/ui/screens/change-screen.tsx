/** What changed since a run recorded it, before it goes on. */
import {Box} from 'ink';
import type {ReactElement} from 'react';
import {type ChangePage, keysOf} from '../adoption/page.ts';
import {adoptingRows, changeRows} from '../adoption/rows.ts';
import {KeyLine} from '../components/key-line.tsx';
import {insideOf, Panel} from '../components/panel.tsx';
import {TooSmall, tooSmall} from '../components/too-small.tsx';
import type {Content} from '../content/content.ts';
import {roomFor} from '../spoken/uncut.ts';
import {plural} from '../text/figures.ts';
import {type Line, line, spread, widthOfLine} from '../text/line.ts';
import {position} from '../text/position.ts';
import {UntrustedLine} from '../text/untrusted.tsx';
import {type Theme, useTheme} from '../theme.ts';

type ChangeScreenProps = {
	page: ChangePage;
	difference: Content;
	layout: ChangeLayout;
	top: number;
	/** The keys that decide are not heard yet. */
	deaf: boolean;
	columns: number;
	rows: number;
};

export type ChangeLayout = {changes: readonly Line[]; adopting: readonly Line[]; height: number};

/** Rows of a panel besides what it holds. */
const frame = 2;
/** Rows of the difference that are shown at least. */
const least = 4;

/** What is listed, and how many rows are left for the difference. */
export function layOutChange(
	page: ChangePage,
	{columns, rows}: {columns: number; rows: number},
	theme: Theme,
): ChangeLayout {
	const width = roomFor(insideOf(columns, 0).width, theme);
	const room = rows - 2 - 3 * frame - least;
	const [changes, adopting] = [changeRows(page, width, theme), adoptingRows(page, width, theme)];
	const half = Math.max(1, Math.floor(room / 2));
	const first = cutTo(changes, Math.max(half, room - adopting.length));
	const second = cutTo(adopting, Math.max(1, room - first.length));
	return {changes: first, adopting: second, height: rows - 2 - 3 * frame - first.length - second.length};
}

export function ChangeScreen({
	page,
	difference,
	layout,
	top,
	deaf,
	columns,
	rows,
}: ChangeScreenProps): ReactElement {
	const theme = useTheme();
	if (tooSmall(columns, rows)) return <TooSmall columns={columns} rows={rows} running={false} />;
	const {changes, adopting, height} = layout;
	return (
		<Box flexDirection="column" width={columns} height={rows} overflow="hidden">
			<UntrustedLine spans={headline(page, columns)} />
			<Panel
				title={[{text: 'changed since this run recorded it', bold: true}]}
				tone="attention"
				width={columns}
				height={changes.length + frame}
				rows={changes}
			/>
			<Panel
				title={line('if it is adopted', 'quiet')}
				right={
					'outcomes' in page.adopting && page.adopting.outcomes.length > 0 ? line('last time', 'quiet') : []
				}
				tone="quiet"
				width={columns}
				height={adopting.length + frame}
				rows={adopting}
			/>
			<Panel
				title={line('the difference', 'quiet')}
				right={position(top, height, difference.rows, theme)}
				tone="accent"
				width={columns}
				height={height + frame}
				rows={
					page.texts.length === 0
						? [line('Of code only its hash is recorded: there is no difference to show.', 'quiet')]
						: Array.from({length: Math.min(height, difference.rows - top)}, (_, index) =>
								difference.row(top + index),
							)
				}
			/>
			<KeyLine
				keys={keysOf(page).flatMap(({shown, word, decides}) =>
					word === null ? [] : [{shown, word, deaf: deaf && decides === true}],
				)}
				help={false}
				width={columns}
			/>
		</Box>
	);
}

function headline({name}: ChangePage, columns: number): Line {
	const left: Line = [
		{text: ' OrchestrAI', tone: 'accent', bold: true},
		{text: `  ${name}`, bold: true},
	];
	const right: Line = [{text: 'The run stands as it was left '}];
	return widthOfLine(left) + widthOfLine(right) < columns ? spread(left, right, columns) : left;
}

function cutTo(rows: readonly Line[], most: number): readonly Line[] {
	if (rows.length <= most) return rows;
	const left = rows.length - most + 1;
	return [...rows.slice(0, most - 1), line(`and ${plural(left, 'row')} more`, 'quiet')];
}
