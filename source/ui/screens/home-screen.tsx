/** Pipelines, past runs, and a preview of what is selected. */
import {Box} from 'ink';
import {type ReactElement, useMemo} from 'react';
import {Help} from '../components/help.tsx';
import {KeyLine} from '../components/key-line.tsx';
import {insideOf, Panel} from '../components/panel.tsx';
import {TooSmall, tooSmall} from '../components/too-small.tsx';
import {dialogRows, titleOfDialog, typedLine} from '../home/dialog-rows.ts';
import {filterLine} from '../home/filter-line.ts';
import {filterOf} from '../home/find.ts';
import {forkRows} from '../home/fork-rows.ts';
import {type Home, type HomeViewport, listOf, modeOfHome, selectedItem} from '../home/home.ts';
import {type HomePane, type Item, isFresh} from '../home/items.ts';
import type {Offers, RunPreview} from '../home/offers.ts';
import {paragraph, type Room} from '../home/preview.ts';
import {previewDemo, previewPipeline} from '../home/preview-pipeline.ts';
import {previewRun} from '../home/preview-run.ts';
import {rowsOf, topOf} from '../home/rows.ts';
import {waysToBegin, welcome} from '../home/welcome.ts';
import {homeGroups} from '../keys/home-key.ts';
import {homeKeys} from '../keys/home-keys.ts';
import {footOf} from '../keys/key.ts';
import {roomFor} from '../spoken/uncut.ts';
import {plural} from '../text/figures.ts';
import {type Line, line, type Span, spread, widthOfLine} from '../text/line.ts';
import {noticeLines} from '../text/notice.ts';
import {position} from '../text/position.ts';
import {UntrustedLine} from '../text/untrusted.tsx';
import {type Theme, useTheme} from '../theme.ts';

type HomeScreenProps = {
	home: Home;
	offers: Offers;
	now: number;
	columns: number;
	rows: number;
	/** Told what is in view. */
	shows(viewport: HomeViewport): void;
};

/** From this width on both lists are seen at once. */
const wide = 100;

export function HomeScreen(props: HomeScreenProps): ReactElement {
	const {columns, rows} = props;
	if (tooSmall(columns, rows)) return <TooSmall columns={columns} rows={rows} running={false} />;
	return <Roomy {...props} />;
}

function Roomy(props: HomeScreenProps): ReactElement {
	const {home, offers, now, columns, rows, shows} = props;
	const theme = useTheme();
	const mode = modeOfHome(home);
	const said = saidIn(home, roomFor(columns, theme), theme);
	const body = rows - 2 - said.length;
	const both = columns >= wide;
	const counts = both ? (['pipelines', 'runs'] as const) : [home.pane];
	// Neither a filter nor the other list makes the picture jump.
	const upper = listHeight(body, Math.max(offers.pipelines.length + 1, offers.runs.length));
	const inside = insideOf(columns, body - upper);
	const {height} = inside;
	const width = roomFor(inside.width, theme);
	const item = selectedItem(home, offers);
	const fresh = isFresh(offers);
	const minute = Math.floor(now / 60_000) * 60_000;
	const read = item?.kind === 'run' ? (offers.previews.get(item.entry.id) ?? null) : null;
	const {report, picking, dialog} = home;
	const {model, local} = offers;
	const kind = item?.kind;
	const entry = item?.entry;
	// biome-ignore lint/correctness/useExhaustiveDependencies: an item is made anew each time, its entry is not.
	const preview = useMemo(
		() =>
			previewLines({report, picking, item, read, fresh, model, local, now: minute}, {width, height, theme}),
		[report, picking, kind, entry, read, fresh, model, local, minute, width, height, theme],
	);
	const lines = dialog === null ? preview : dialogRows(dialog, offers, {width, height, theme});
	const top = picking === null ? Math.max(0, Math.min(home.top, lines.length - height)) : 0;
	const viewport = {page: insideOf(columns, upper).height, rows: lines.length, height};
	if (mode !== 'help') shows(viewport);
	return (
		<Box flexDirection="column" width={columns} height={rows} overflowY="hidden">
			<UntrustedLine spans={headline(offers, roomFor(columns, theme))} />
			{mode === 'help' ? (
				<Help
					table={{groups: homeGroups, keys: homeKeys}}
					top={home.helpTop}
					width={columns}
					height={body}
					shows={({rows, height}) => shows({page: 1, rows, height})}
				/>
			) : (
				<>
					<Box height={upper}>
						{counts.map((pane, index) => (
							<List
								key={pane}
								{...props}
								pane={pane}
								width={both ? columnWidth(columns, index) : columns}
								height={upper}
							/>
						))}
					</Box>
					<Panel
						title={titleOfPreview(home, item)}
						right={position(top, height, lines.length, theme)}
						tone={picking !== null || dialog !== null ? 'accent' : report === null ? 'quiet' : 'bad'}
						width={columns}
						height={body - upper}
						rows={lines.slice(top, top + height)}
					/>
				</>
			)}
			{said.map((spans, index) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: a row's identity is its place.
				<UntrustedLine key={index} spans={spans} />
			))}
			<KeyLine
				keys={footOf(homeKeys, mode, {home, offers, viewport}).map(({entry, word}) => ({
					shown: entry.shown,
					word,
				}))}
				help={mode === 'browse'}
				width={columns}
			/>
		</Box>
	);
}

function columnWidth(columns: number, index: number): number {
	const half = Math.floor(columns / 2);
	return index === 0 ? half : columns - half;
}

/** As high as the list needs, but no higher than leaves the preview its rows. */
function listHeight(height: number, count: number): number {
	const most = Math.max(5, Math.floor(height * 0.42));
	return Math.max(Math.min(most, 7), Math.min(most, count + 2));
}

function headline({model}: Offers, columns: number): Line {
	const name: Line = [{text: ' OrchestrAI', tone: 'accent', bold: true}];
	const motto: Line = [...name, {text: '  pipelines of models, under your eye', tone: 'quiet'}];
	const answers = (text: string): Line => [{text: 'answers by ', tone: 'quiet'}, {text: `${text} `}];
	const endings: Line[] =
		model === null
			? [[{text: 'no key yet: recorded answers only ', tone: 'attention'}]]
			: [answers(model.long), answers(model.short)];
	for (const left of [motto, name]) {
		const right = endings.find(ending => widthOfLine(left) + widthOfLine(ending) + 1 < columns);
		if (right) return spread(left, right, columns);
	}
	return spread(name, endings.at(-1)!, columns);
}

function List({
	pane,
	home,
	offers,
	now,
	columns,
	width,
	height,
}: HomeScreenProps & {pane: HomePane; width: number; height: number}): ReactElement {
	const theme = useTheme();
	const inside = insideOf(width, height);
	const {items, at} = listOf(home, offers, pane);
	const focused = home.pane === pane;
	const top = topOf(at, items.length, inside.height);
	const rows = rowsOf({
		items,
		selected: focused ? at : null,
		top,
		width: roomFor(inside.width, theme),
		height: inside.height,
		filter: filterOf(home.filter.text),
		now,
		theme,
	});
	return (
		<Panel
			title={columns >= wide ? titleOf(pane, home, offers, items.length) : tabsOf(home, offers, theme)}
			right={position(top, inside.height, items.length, theme)}
			tone={focused ? 'accent' : 'quiet'}
			width={width}
			height={height}
			rows={rows.length > 0 ? rows : nothing(pane, home, offers, {...inside, theme})}
		/>
	);
}

function titleOf(pane: HomePane, home: Home, offers: Offers, found: number): Line {
	const all = listOf({...home, filter: {text: '', cursor: 0}}, offers, pane).items.length;
	const count = home.filter.text === '' ? `${all}` : `${found} of ${all}`;
	return [
		{text: pane, bold: home.pane === pane, ...(home.pane === pane ? {} : {tone: 'quiet' as const})},
		{text: ` ${count}`, tone: 'quiet'},
		...filterSpans(home),
	];
}

/** Both lists, where only one has room. */
function tabsOf(home: Home, offers: Offers, {colored, spoken}: Theme): Line {
	if (spoken) {
		const counted = (pane: HomePane) => plural(listOf(home, offers, pane).items.length, pane.slice(0, -1));
		const other = home.pane === 'pipelines' ? 'runs' : 'pipelines';
		return [{text: `${counted(home.pane)}; the other list: ${counted(other)}`}, ...filterSpans(home)];
	}
	const tab = (pane: HomePane): Span => ({
		text: inBrackets(`${pane} ${listOf(home, offers, pane).items.length}`, !colored && home.pane === pane),
		...(home.pane === pane ? {bold: true} : {tone: 'quiet' as const}),
	});
	return [tab('pipelines'), {text: '  '}, tab('runs'), ...filterSpans(home)];
}

/** Where no colour can tell the current one. */
function inBrackets(text: string, current: boolean): string {
	return current ? `[${text}]` : text;
}

function filterSpans({filter}: Home): Line {
	return filter.text === '' ? [] : [{text: `  /${filter.text}`, tone: 'accent'}];
}

function nothing(pane: HomePane, {filter}: Home, offers: Offers, room: Room): Line[] {
	if (filter.text !== '')
		return paragraph(`Nothing matches “${filter.text}”; esc drops the filter.`, room, 'quiet', 2);
	if (pane === 'pipelines') return paragraph('No pipelines.', room, 'quiet');
	if (offers.reading) return paragraph('reading the runs', room, 'quiet');
	if (isFresh(offers)) return waysToBegin(room, offers);
	return paragraph('No runs here yet: what you start is kept in ./runs.', room, 'quiet');
}

/** What is typed, what is being done, or what was last said. */
function saidIn({filtering, filter, dialog, busy, notice}: Home, columns: number, theme: Theme): Line[] {
	if (busy !== null) return [line(` ${busy}${theme.glyphs.ellipsis}`, 'running')];
	const typed = dialog === null ? null : typedLine(dialog, columns);
	if (typed) return [...noticeLines(notice, columns), typed];
	return filtering ? [filterLine(filter, columns)] : noticeLines(notice, columns);
}

function titleOfPreview({picking, dialog, report}: Home, item: Item | null): Line {
	if (dialog !== null) return line(titleOfDialog(dialog), undefined, true);
	return picking === null ? previewTitle(report, item) : line('fork: from which operation?', undefined, true);
}

function previewTitle(report: Home['report'], item: Item | null): Line {
	if (report !== null) return [{text: report.title, tone: 'bad', bold: true}];
	switch (item?.kind) {
		case undefined:
			return [{text: 'preview', tone: 'quiet'}];
		case 'demo':
			return [{text: 'demo', bold: true}];
		case 'pipeline':
			return [
				{text: item.entry.name, bold: true},
				{text: item.entry.source === 'bundled' ? '  bundled' : `  ${item.entry.source}`, tone: 'quiet'},
			];
		case 'run':
			return [
				{text: item.entry.pipeline, bold: true},
				{text: `  ${item.entry.id}`, tone: 'quiet'},
			];
	}
}

type Previewed = {
	report: Home['report'];
	picking: Home['picking'];
	item: Item | null;
	read: RunPreview | null;
	fresh: boolean;
	model: Offers['model'];
	local: Offers['local'];
	now: number;
};

function previewLines(
	{report, picking, item, read, fresh, model, local, now}: Previewed,
	room: Room,
): Line[] {
	if (report !== null) return paragraph(report.text, room, undefined, 200);
	if (picking !== null && read !== null && !('problem' in read)) return forkRows(read, picking, room);
	switch (item?.kind) {
		case undefined:
			return fresh ? [...welcome(room), [], ...waysToBegin(room, {model, local})] : [];
		case 'demo':
			return previewDemo(item.entry, room, fresh ? [...welcome(room), []] : []);
		case 'pipeline':
			return previewPipeline(item.entry, {model}, room);
		case 'run':
			return previewRun(item.entry, read, now, room);
	}
}
