/** Rows of the lists on the home screen. */
import {age, plural, shortAge, tokens} from '../text/figures.ts';
import {cutLine, type Line, type Span, spread, widthOfLine} from '../text/line.ts';
import {cutMiddle, pad, widthOf} from '../text/width.ts';
import type {Theme, Tone} from '../theme.ts';
import type {Filter} from './find.ts';
import {type Item, wordOf} from './items.ts';
import type {RunEntry} from './offers.ts';

export type RowsOf = {
	items: readonly Item[];
	/** Index of the selected one; null where the other list has the focus. */
	selected: number | null;
	/** First row in view. */
	top: number;
	width: number;
	height: number;
	filter: Filter;
	/** ms since the epoch. */
	now: number;
	theme: Theme;
};

/** The first row in view, so that the selected one stands in the middle where that is possible. */
export function topOf(at: number, count: number, height: number): number {
	return Math.max(0, Math.min(at - Math.floor(height / 2), count - height));
}

/** The rows in view; of a long list no others are made. */
export function rowsOf({items, selected, top, width, height, filter, now, theme}: RowsOf): Line[] {
	const shown = items.slice(top, top + height);
	const widest = Math.max(8, ...shown.map(item => widthOf(titleOf(item))));
	const names = Math.min(widest, Math.max(12, Math.floor(width * 0.4)));
	return shown.map((item, index) => {
		const row = {chosen: selected === top + index, width, names, filter, now, theme};
		return item.kind === 'run' ? runRow(item.entry, row) : pipelineRow(item, row);
	});
}

function titleOf(item: Item): string {
	return item.kind === 'run' ? item.entry.pipeline : item.kind === 'demo' ? 'demo' : item.entry.name;
}

type Row = {chosen: boolean; width: number; names: number; filter: Filter; now: number; theme: Theme};

function pipelineRow(item: Exclude<Item, {kind: 'run'}>, {chosen, width, names, filter, theme}: Row): Line {
	const {description, operations, problem, source} = item.entry;
	const look = {bold: chosen, tone: problem ? 'bad' : item.kind === 'demo' ? 'recorded' : undefined} as const;
	const glyph = problem ? theme.glyphs.failed : item.kind === 'demo' ? theme.glyphs.recorded : ' ';
	const right: Line = [
		{text: width < 70 || source === 'bundled' ? '' : `  ${source}`, tone: 'quiet'},
		{
			text:
				operations.length === 0
					? ''
					: (theme.spoken
							? `  ${plural(operations.length, 'operation')}`
							: `${operations.length} op`
						).padStart(7),
			tone: 'quiet',
		},
	];
	const text = problem ?? description ?? operations.map(({output_name}) => output_name).join(', ');
	return spread(
		[
			marker(chosen, theme),
			{text: `${glyph} `, tone: look.tone},
			...padded(titleOf(item), names, filter, look),
			{text: '  '},
			...filter.mark(text, {tone: problem ? 'bad' : 'quiet'}),
		],
		right,
		width,
	);
}

const looks: Record<
	RunEntry['status'],
	{glyph: 'done' | 'failed' | 'pending' | 'review' | 'bar' | 'blocked' | 'dot'; tone: Tone}
> = {
	reading: {glyph: 'dot', tone: 'quiet'},
	unreadable: {glyph: 'failed', tone: 'bad'},
	running: {glyph: 'bar', tone: 'running'},
	done: {glyph: 'done', tone: 'good'},
	failed: {glyph: 'failed', tone: 'bad'},
	stopped: {glyph: 'pending', tone: 'attention'},
	budget: {glyph: 'blocked', tone: 'attention'},
	waiting: {glyph: 'review', tone: 'attention'},
	interrupted: {glyph: 'pending', tone: 'attention'},
};

/** Glyph, colour and word of a run's status. */
export function statusSpans(entry: RunEntry, theme: Theme): {glyph: Span; word: Span} {
	const {status, leftOut} = entry;
	const lacking = status === 'done' && leftOut.skipped + leftOut.blocked > 0;
	const {glyph, tone} = lacking ? ({glyph: 'blocked', tone: 'attention'} as const) : looks[status];
	const running = status === 'running' ? theme.glyphs.spinner[0]! : theme.glyphs[glyph];
	return {glyph: {text: running, tone}, word: {text: wordOf(entry), tone}};
}

const doings = {
	review: 'to review',
	question: 'a question',
	consent: 'asks leave',
	direction: 'how to go on?',
	failed: 'failed',
	running: 'begun',
} as const;

const openElsewhere = 'open in another terminal';

/** `code_plan to review`: where a run stands that is not done, and whether somebody has it all the same. */
export function standingOf({status, at, open}: Pick<RunEntry, 'status' | 'at' | 'open'>): string {
	const where = at === null || status === 'done' ? '' : `${at.output_name} ${doings[at.doing]}`;
	return [where, open && status !== 'running' ? openElsewhere : ''].filter(Boolean).join(', ');
}

const widestWord = 11;

function runRow(entry: RunEntry, {chosen, width, names, filter, now, theme}: Row): Line {
	const {pipeline, startedAt, cost, tokens: count, status} = entry;
	const {glyph, word} = statusSpans(entry, theme);
	const known = status !== 'reading' && status !== 'unreadable';
	const ago = now - startedAt;
	const spent = known ? cost : '';
	const right: Line = [{text: figuresOf(spent, known ? count : 0, ago, width), tone: 'quiet'}];
	const left: Line = [
		marker(chosen, theme),
		{...glyph, text: `${glyph.text} `},
		...padded(pipeline, names, filter, {bold: chosen}),
		{text: '  '},
		...filter.mark(word.text, {tone: word.tone}),
	];
	const gap = ' '.repeat(Math.max(0, widestWord - widthOf(word.text)));
	const at = status === 'done' ? '' : (entry.at?.output_name ?? '');
	const held = entry.open && status !== 'running' ? openElsewhere : '';
	const where = filter.mark([at, held].filter(Boolean).join(', '), {tone: 'quiet'});
	const full: Line = [...left, {text: `${gap}  `}, ...where];
	return spread(cutLine(full, width - widthOfLine(right) - 1, theme.glyphs.ellipsis), right, width);
}

/** Cost and age in columns, and tokens where the list is wide. */
function figuresOf(cost: string, count: number, ago: number, width: number): string {
	if (width < 70) return `${cost.padStart(7)} ${shortAge(ago).padStart(4)}`;
	const size = width < 90 ? '' : `${count === 0 ? '' : `${tokens(count)} tok`}`.padStart(11);
	return `${size}${cost.padStart(10)}  ${age(ago).padStart(11)}`;
}

function marker(chosen: boolean, {glyphs}: Theme): Span {
	return {text: chosen ? `${glyphs.selected} ` : '  ', tone: 'accent', mark: true};
}

/** Cut in the middle or filled up, with what the filter found marked. */
function padded(text: string, width: number, filter: Filter, look: Omit<Span, 'text'>): Line {
	const cut = cutMiddle(text, width);
	return [...filter.mark(cut, look), {text: pad('', width - widthOf(cut))}];
}
