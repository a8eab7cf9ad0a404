/** What the selected operation yields, is told, asked and is. Only the rows in view are made. */
import {type ReactElement, useState} from 'react';
import {callsContent} from '../content/calls.ts';
import type {Content} from '../content/content.ts';
import {linesContent} from '../content/content.ts';
import {debugContent} from '../content/debug.ts';
import {filesContent} from '../content/files.ts';
import {createFinder} from '../content/finder.ts';
import {infoContent} from '../content/info.ts';
import {currentText, outputContent, type Subject} from '../content/output.ts';
import {promptContent} from '../content/prompt.ts';
import {tooLong} from '../content/reading.ts';
import {versionsContent} from '../content/versions.ts';
import {lookOf} from '../run/look.ts';
import type {Viewport} from '../run/moving.ts';
import {isText, shownTab, tabsOf} from '../run/reading.ts';
import type {Screen, Tab} from '../run/screen.ts';
import {roomFor} from '../spoken/uncut.ts';
import {type Line, line, spread, widthOfLine} from '../text/line.ts';
import {position} from '../text/position.ts';
import {type Theme, useTheme} from '../theme.ts';
import {insideOf, Panel} from './panel.tsx';
import {searchLine} from './search-line.ts';
import {tabBar} from './tab-bar.ts';

const contents: Record<Tab, (subject: Subject) => Content> = {
	output: outputContent,
	prompt: promptContent,
	versions: versionsContent,
	files: filesContent,
	calls: callsContent,
	debug: debugContent,
	info: infoContent,
};

type Inspected = Omit<Subject, 'theme' | 'width' | 'reading' | 'raw' | 'opened'>;

export function Inspector({
	subject,
	screen,
	width,
	height,
	shows,
}: {
	/** Null while there is no operation. */
	subject: Inspected | null;
	screen: Screen;
	width: number;
	height: number;
	/** Told what is in view. */
	shows(viewport: Viewport): void;
}): ReactElement {
	const theme = useTheme();
	const inside = {...insideOf(width, height), width: roomFor(insideOf(width, height).width, theme)};
	const tabs = tabsOf(subject?.operation);
	const tab = shownTab(screen, subject?.operation);
	const comes = tab === 'output' && subject?.live != null && subject.request === null;
	const content = !subject
		? linesContent([line('The run is being prepared.', 'quiet')])
		: theme.spoken && comes
			? // A text that comes in words cannot be listened to: it is read once it is whole.
				linesContent([line('It is being written.')])
			: contents[tab]({
					...subject,
					opened: screen.open !== null && screen.open.id === subject.request?.id,
					reading: screen.reading,
					raw: screen.raw,
					theme,
					width: inside.width,
				});
	const below = Math.max(0, inside.height - 2);
	const pinned = content.head?.(Math.max(1, Math.floor(below / 3), Math.min(4, below - 4))) ?? [];
	const head = pinned.length > 0 ? [...pinned, []] : [];
	const search = screen.search?.among === 'text' ? screen.search : null;
	const room = Math.max(0, below - head.length - (search ? 1 : 0));
	const last = Math.max(0, content.rows - room);
	const [finder] = useState(createFinder);
	const found = search && finder(content, search, room);
	const {scroll} = screen;
	const top =
		scroll.kind === 'tail'
			? last
			: scroll.kind === 'auto'
				? comes
					? last
					: 0
				: Math.min(scroll.kind === 'at' ? scroll.top : (found?.top ?? 0), last);
	shows({rows: content.rows, height: room, top});
	const rows = Array.from({length: Math.min(room, content.rows - top)}, (_, index) => {
		const row = content.row(top + index);
		return found ? found.mark(row, top + index) : row;
	});
	const blank = Array.from({length: room - rows.length}, (): Line => []);
	const focused = screen.pane === 'inspector';
	const word = wordOf(subject, theme);
	return (
		<Panel
			title={titleOf(subject, screen, focused, theme)}
			right={position(top, room, content.rows, theme)}
			tone={focused ? 'accent' : 'quiet'}
			width={width}
			height={height}
			rows={[
				theme.spoken
					? line(spokenTabs(tabs, tab))
					: spread(tabBar(tabs, tab, inside.width - widthOfLine(word) - 1, theme), word, inside.width),
				[],
				...head,
				...rows,
				...(search && found ? [...blank, searchLine(search, found, inside.width)] : []),
			]}
		/>
	);
}

function spokenTabs(tabs: readonly Tab[], shown: Tab): string {
	const others = tabs.filter(tab => tab !== shown);
	return others.length === 0 ? `tab ${shown}` : `tab ${shown}; others: ${others.join(', ')}`;
}

function titleOf(subject: Inspected | null, screen: Screen, focused: boolean, {glyphs}: Theme): Line {
	if (!subject) return [{text: 'output'}];
	const raw = rawness(subject, screen);
	const {output_name, module} = subject.operation.operation;
	const model = subject.operation.calls.at(-1)?.model;
	const rest = [module, ...(model ? [model] : [])].map(text => ` ${glyphs.dot} ${text}`).join('');
	return [
		{text: output_name, bold: focused},
		{text: rest, tone: 'quiet'},
		...(raw === null ? [] : [{text: ` ${glyphs.dot} ${raw}`, tone: 'attention' as const}]),
	];
}

/** The glyph of the status is in the graph; its word is here. */
function wordOf(subject: Inspected | null, theme: Theme): Line {
	if (!subject) return [];
	const {word, tone} = lookOf(subject.operation, subject, theme, 0);
	return [{text: word, tone}];
}

/** Says that a text is shown as it came, and why if nobody wanted it; null if it is rendered. */
function rawness({operation, live}: Inspected, screen: Screen): string | null {
	const tab = shownTab(screen, operation);
	if (!isText(screen, tab)) return null;
	if (screen.raw) return 'raw';
	const text = tab === 'prompt' ? operation.prompt : currentText(operation);
	return tooLong((tab === 'output' ? live?.text.length : undefined) ?? text?.length ?? 0)
		? 'raw: too long to be rendered'
		: null;
}
