/** Pipelines, past runs, and what will answer. */
import {Box} from 'ink';
import type {ReactElement} from 'react';
import {position} from '../components/operation-list.tsx';
import {insideOf, Panel} from '../components/panel.tsx';
import {TooSmall, tooSmall} from '../components/too-small.tsx';
import {type Home, type Item, itemsOf, type Offers, type RunEntry, selectedItem} from '../home/home.ts';
import {age, plural} from '../text/figures.ts';
import {cutLine, type Line, line, spread, widthOfLine} from '../text/line.ts';
import {noticeLines} from '../text/notice.ts';
import {UntrustedLine} from '../text/untrusted.tsx';
import {pad, widthOf} from '../text/width.ts';
import {createWrap} from '../text/wrap.ts';
import {type Theme, type Tone, useTheme} from '../theme.ts';

type HomeScreenProps = {home: Home; offers: Offers; now: number; columns: number; rows: number};

const gettingStarted = [
	'No model is set up yet. Three ways to begin:',
	'Enter on the demo: a whole run on recorded answers, with real files and a real program.',
	'orchestrai login, or OPENAI_API_KEY in the environment or in .env: models by OpenAI.',
	'orchestrai run story --base-url http://127.0.0.1:11434/v1 --model NAME: a model on this machine, or any compatible endpoint.',
];

export function HomeScreen({home, offers, now, columns, rows}: HomeScreenProps): ReactElement {
	const theme = useTheme();
	if (tooSmall(columns, rows)) return <TooSmall columns={columns} rows={rows} running={false} />;

	const about = aboutLines(selectedItem(home, offers), insideOf(columns, 0).width, offers.model === null);
	const notice = noticeLines(home.notice === null ? null : {text: home.notice, tone: 'attention'}, columns);
	const aboutHeight = Math.min(about.length + 2, Math.max(5, Math.floor(rows * 0.4)) - notice.length);
	const body = rows - 3 - notice.length - aboutHeight;
	const beside = columns >= 100;
	const left = beside ? Math.floor(columns * 0.56) : columns;
	const upper = beside ? body : Math.max(4, Math.ceil(body * 0.55));
	const list = (pane: Home['pane'], width: number, height: number) => (
		<List pane={pane} home={home} offers={offers} now={now} width={width} height={height} theme={theme} />
	);
	return (
		<Box flexDirection="column" width={columns} height={rows} overflow="hidden">
			<UntrustedLine spans={headline(offers, columns)} />
			<UntrustedLine spans={[]} />
			<Box flexDirection={beside ? 'row' : 'column'} height={body}>
				{list('pipelines', left, upper)}
				{list('runs', beside ? columns - left : columns, beside ? body : body - upper)}
			</Box>
			<Panel
				title={line(
					offers.model === null ? 'Getting started' : 'about',
					offers.model === null ? 'attention' : 'quiet',
				)}
				tone={offers.model === null ? 'attention' : 'quiet'}
				width={columns}
				height={aboutHeight}
				rows={about}
			/>
			{notice.map((spans, index) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: a row's identity is its place.
				<UntrustedLine key={index} spans={spans} />
			))}
			<UntrustedLine spans={foot(home, columns)} />
		</Box>
	);
}

function headline({model}: Offers, columns: number): Line {
	const name: Line = [{text: ' OrchestrAI', tone: 'accent', bold: true}];
	const motto: Line = [...name, {text: '  pipelines of models, under your eye', tone: 'quiet'}];
	const answers: Line =
		model === null
			? [{text: 'no model yet ', tone: 'attention'}]
			: [{text: 'answers by ', tone: 'quiet'}, {text: `${model} `}];
	return spread(widthOfLine(motto) + widthOfLine(answers) < columns ? motto : name, answers, columns);
}

function List({
	pane,
	home,
	offers,
	now,
	width,
	height,
	theme,
}: {
	pane: Home['pane'];
	home: Home;
	offers: Offers;
	now: number;
	width: number;
	height: number;
	theme: Theme;
}): ReactElement {
	const inside = insideOf(width, height);
	const items = itemsOf(offers, pane, home.filter);
	const focused = home.pane === pane;
	const at = home.at[pane];
	const top = Math.max(0, Math.min(at - Math.floor(inside.height / 2), items.length - inside.height));
	const names = Math.min(
		28,
		Math.max(6, ...items.map(item => (item.kind === 'demo' ? 4 : widthOf(nameOf(item))))),
	);
	const rows = items
		.slice(top, top + inside.height)
		.map((item, index) =>
			itemLine(item, {chosen: focused && top + index === at, now, width: inside.width, names, theme}),
		);
	const none = home.filter
		? `Nothing matches “${home.filter}”.`
		: pane === 'runs'
			? 'No runs yet.'
			: 'No pipelines.';
	return (
		<Panel
			title={[
				{text: pane, bold: focused},
				...(home.filter ? [{text: `  /${home.filter}`, tone: 'accent' as const}] : []),
			]}
			right={position(top, inside.height, items.length, theme)}
			tone={focused ? 'accent' : 'quiet'}
			width={width}
			height={height}
			rows={rows.length > 0 ? rows : [line(none, 'quiet')]}
		/>
	);
}

const statusLooks: Record<
	RunEntry['status'],
	{glyph: keyof Theme['glyphs'] & string; tone: Tone; word: string}
> = {
	running: {glyph: 'bar', tone: 'running', word: 'running'},
	done: {glyph: 'done', tone: 'good', word: 'done'},
	failed: {glyph: 'failed', tone: 'bad', word: 'failed'},
	stopped: {glyph: 'pending', tone: 'attention', word: 'stopped'},
	budget: {glyph: 'pending', tone: 'attention', word: 'budget'},
	waiting: {glyph: 'review', tone: 'attention', word: 'waits'},
	interrupted: {glyph: 'pending', tone: 'attention', word: 'interrupted'},
};

function nameOf(item: Exclude<Item, {kind: 'demo'}>): string {
	return item.kind === 'run' ? item.entry.pipeline : item.entry.name;
}

type Row = {chosen: boolean; now: number; width: number; names: number; theme: Theme};

function itemLine(item: Item, {chosen, now, width, names, theme}: Row): Line {
	const mark = {text: chosen ? `${theme.glyphs.selected} ` : '  ', tone: 'accent' as const};
	switch (item.kind) {
		case 'demo':
			return cutLine(
				[
					mark,
					{text: pad('demo', names), bold: chosen, tone: 'recorded'},
					{text: '  a whole run on recorded answers', tone: 'quiet'},
				],
				width,
				theme.glyphs.ellipsis,
			);
		case 'pipeline': {
			const {name, description, source, operations, problem} = item.entry;
			const text = problem ?? description ?? operations.join(` ${theme.glyphs.arrow} `);
			return spread(
				[
					mark,
					{text: pad(name, names), bold: chosen, tone: problem ? 'bad' : undefined},
					{text: `  ${text}`, tone: problem ? 'bad' : 'quiet'},
				],
				source === 'bundled' ? [] : [{text: source, tone: 'quiet'}],
				width,
			);
		}

		case 'run': {
			const {pipeline, status, startedAt, cost} = item.entry;
			const look = statusLooks[status];
			const glyph = theme.glyphs[look.glyph];
			return spread(
				[
					mark,
					{text: `${typeof glyph === 'string' ? glyph : ''} `, tone: look.tone},
					{text: pad(pipeline, names), bold: chosen},
					{text: `  ${look.word}`, tone: look.tone},
				],
				[{text: `${age(now - startedAt)}  ${cost.padStart(8)}`, tone: 'quiet'}],
				width,
			);
		}
	}
}

function aboutLines(item: Item | null, width: number, first: boolean): Line[] {
	const paragraph = (text: string, tone?: Tone): Line[] => {
		const wrap = createWrap(width, text);
		return Array.from({length: wrap.count()}, (_, index) => line(wrap.row(index), tone));
	};

	const hints = first
		? gettingStarted.flatMap((text, index) => paragraph(index === 0 ? text : `${index}  ${text}`))
		: [];
	switch (item?.kind) {
		case 'pipeline': {
			const {description, operations} = item.entry;
			if (first) return hints;
			return [
				...paragraph(description ?? item.entry.name),
				...paragraph(`${plural(operations.length, 'operation')}: ${operations.join(', ')}`, 'quiet'),
			];
		}

		case 'run':
			return [...hints, ...paragraph(item.entry.id, 'quiet')];
		case 'demo':
			return first
				? hints
				: paragraph(
						'From a request to a program that runs and repairs itself, on recorded answers: nothing is paid.',
					);
		default:
			return hints.length > 0 ? hints : [line(' ')];
	}
}

function foot({filtering, filter, pane}: Home, columns: number): Line {
	const keys: [string, string][] = filtering
		? [
				['enter', 'keep the filter'],
				['esc', 'drop it'],
			]
		: [
				['enter', pane === 'runs' ? 'resume' : 'start'],
				['tab', pane === 'runs' ? 'pipelines' : 'runs'],
				['/', filter ? 'filter again' : 'filter'],
				['q', 'leave'],
			];
	return cutLine(
		[
			{text: ' '},
			...keys.flatMap(
				([key, word]): Line => [
					{text: key, bold: true},
					{text: ` ${word}   `, tone: 'quiet'},
				],
			),
		],
		columns,
	);
}
