/** What each operation will ask, and what that took before. */
import type {RunEstimate} from '../../core/estimate/estimate-run.ts';
import {plural} from '../text/figures.ts';
import {type Line, type Span, widthOfLine} from '../text/line.ts';
import {pad, widthOf} from '../text/width.ts';
import type {Theme} from '../theme.ts';
import {type FigureTexts, figureHeadings, figuresOf, noFigures, sumOf, unknownPrice} from './figures.ts';
import {laneRows} from './graph-rows.ts';
import {isAhead, type Plan, type PlannedOperation} from './plan.ts';

/** `reading`: earlier runs are still being looked at. */
export type Expected = 'reading' | RunEstimate;

/** Operation, module and model. */
type Names = readonly [string, string, string];
/** `told`: which of the figures are shown. */
type Columns = {names: readonly number[]; told: readonly number[]; figures: readonly number[]; gap: string};

/** So wide at least, in cells: most figures fit, and the columns need not move when they come. */
const usualFigures = [6, 6, 7, 6] as const;
const everyFigure = [0, 1, 2, 3] as const;
const costAndTime = [2, 3] as const;
/** Of the cells that names take, the part that they need at least. */
const legible = 0.8;

/**
 * The heading, a row for each operation in an order in which they can run, and the sum (`remark`: it holds no
 * figures); all as wide as `width` at most. `drawn`: the graph is to be seen elsewhere; if not, its lanes stand before
 * the names.
 */
export function costRows(
	plan: Plan,
	expected: Expected,
	{width, drawn}: {width: number; drawn: boolean},
	theme: Theme,
): {heading: Line; rows: Line[]; sum: Line; remark: boolean} {
	const told = (planned: PlannedOperation) => figuresIn(expected, planned);
	const sum = expected === 'reading' || !isTold(expected) ? noFigures : sumOf(expected);
	const figures = usualFigures.map((usual, index) =>
		Math.max(usual, widthOf(sum[index]!), ...plan.operations.map(planned => widthOf(told(planned)[index]!))),
	);
	const gap = width >= 90 ? '  ' : ' ';
	const needs = needsOf(plan, theme);
	const roomBeside = (shown: readonly number[]) =>
		width - shown.reduce((all, index) => all + figures[index]! + gap.length, 0) - 2 * gap.length - 1;
	// Before names are cut beyond recognition, tokens give way to cost and time.
	const shown =
		[everyFigure, costAndTime].find(each => roomBeside(each) >= total(needs) * legible) ?? costAndTime;
	const room = roomBeside(shown);
	// Names tell more than lanes: these take what names leave, and at least a narrow strip.
	const spare = Math.max(3, room - total(needs));
	const {order, lanes} = laneRows(plan, planned => markOf(planned, theme), spare, theme);
	const marks = drawn ? null : lanes;
	const margin = marks === null ? 1 : widthOfLine(marks[0] ?? []);
	const says = sumSays(plan, expected);
	const names = share(Math.max(12, room - margin), needs);
	const short = widthOf(says) - total(names) - 2 * gap.length;
	names[2]! += Math.max(0, Math.min(short, room - margin - total(names)));

	const columns: Columns = {names, told: shown, figures, gap};
	const blank: Span = {text: ' '.repeat(margin + 1)};
	const rows = order.map((planned, index): Line => {
		const mark = marks?.[index] ?? [markOf(planned, theme)];
		const tone = isAhead(planned) ? undefined : 'quiet';
		return [...mark, {text: ' '}, ...row(columns, namesOf(planned, theme), told(planned), tone)];
	});
	return {
		heading: [blank, ...row(columns, ['operation', 'module', 'model'], figureHeadings, 'quiet')],
		rows,
		sum: [blank, ...sumRow(says, sum, columns)],
		remark: sum === noFigures,
	};
}

function figuresIn(expected: Expected, planned: PlannedOperation): FigureTexts {
	if (!isAhead(planned))
		return ['', '', '', planned.stage === 'review' ? 'review' : (planned.kept ?? 'kept')];
	if (planned.model === null) return noFigures;
	const told = expected === 'reading' ? null : expected.operations.get(planned.operation.output_name);
	return figuresOf(told ?? null, planned);
}

function namesOf(planned: PlannedOperation, {glyphs}: Theme): Names {
	const {operation, model, by} = planned;
	const asked = isAhead(planned) ? (model ?? (by === 'person' ? 'you' : glyphs.dash)) : '';
	return [operation.output_name, operation.module, asked];
}

function markOf({stage}: PlannedOperation, {glyphs}: Theme): Span {
	if (stage === 'review') return {text: glyphs.review, tone: 'attention'};
	if (stage === 'perhaps') return {text: glyphs.stale, tone: 'attention'};
	return stage === 'settled' ? {text: glyphs.done, tone: 'good'} : {text: glyphs.pending};
}

function sumSays({operations, origin}: Plan, expected: Expected): string {
	if (expected === 'reading') return 'Reading what earlier runs tell …';
	const {runs, own} = expected;
	if (!operations.some(planned => isAhead(planned) && planned.model !== null))
		return 'No model is left to ask.';
	if (!isTold(expected)) return 'No earlier run of this pipeline tells what it takes.';
	const begun = operations.some(({stage}) => stage !== 'ahead');
	const most = operations.some(({stage}) => stage === 'perhaps');
	const tellers = [
		...(own ? [origin === null ? 'this run' : 'the run before'] : []),
		...(runs === 0 ? [] : [plural(runs, 'earlier run')]),
	];
	const tell = Number(own) + runs === 1 ? 'tells' : 'tell';
	return `${most ? 'Up to' : begun ? 'What is left' : 'Together'}, as ${tellers.join(' and ')} ${tell}`;
}

function isTold({runs, own}: RunEstimate): boolean {
	return own || runs > 0;
}

function sumRow(says: string, sum: FigureTexts, {names, told, figures, gap}: Columns): Line {
	if (sum === noFigures) return [{text: says, tone: 'quiet'}];
	const texts = told.map(index => `${gap}${pad(sum[index]!, figures[index]!, 'left')}`).join('');
	return [{text: `${pad(says, total(names) + 2 * gap.length)}${texts}`, bold: true}];
}

function row(
	{names, told, figures, gap}: Columns,
	texts: Names,
	all: FigureTexts,
	tone?: Span['tone'],
): Line {
	return [
		{text: pad(texts[0], names[0]!), tone},
		{text: `${gap}${pad(texts[1], names[1]!)}`, tone: 'quiet'},
		{text: `${gap}${pad(texts[2], names[2]!)}`, tone},
		...told.map((index): Span => {
			const text = all[index]!;
			return {
				text: `${gap}${pad(text, figures[index]!, 'left')}`,
				tone: text === '?' || text === unknownPrice ? 'quiet' : tone,
			};
		}),
	];
}

/** Cells of the longest name, module and model. */
function needsOf({operations}: Plan, theme: Theme): number[] {
	const rows: Names[] = [
		['operation', 'module', 'model'],
		...operations.map(planned => namesOf(planned, theme)),
	];
	return [0, 1, 2].map(index => rows.reduce((most, names) => Math.max(most, widthOf(names[index]!)), 0));
}

/** Whoever needs less than an equal share leaves the rest to the others. */
function share(room: number, needs: readonly number[]): number[] {
	const given = needs.map(() => 0);
	const order = needs.map((_, index) => index).sort((a, b) => needs[a]! - needs[b]!);
	let left = room;
	for (const [rank, index] of order.entries()) {
		given[index] = Math.min(needs[index]!, Math.floor(left / (order.length - rank)));
		left -= given[index]!;
	}
	return given;
}

function total(widths: readonly number[]): number {
	return widths.reduce((sum, each) => sum + each, 0);
}
