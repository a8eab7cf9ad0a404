/** What differs between two runs, at a glance: the runs, the first difference, and a table of all operations. */
import type {ComparedOperation, ComparedRuns} from '../../core/compare/compare-runs.ts';
import type {Money, OperationState} from '../../core/state/run-state.ts';
import {age, dollars, duration, plural, spent, tokens, wordList} from '../../ui/text/figures.ts';
import {type Line, line, type Span, widthOfLine} from '../../ui/text/line.ts';
import type {PastState} from '../past-state.ts';
import type {Printer} from '../printer.ts';
import {lengthOf, wholeLengthOf} from './lengths.ts';
import type {Pair} from './operation.ts';

export function printSummary({one, two}: Pair, compared: ComparedRuns, {print, width, theme}: Printer): void {
	print(titleOf(one, {text: '- ', tone: 'removed'}));
	print(titleOf(two, {text: '+ ', tone: 'added'}));
	print([]);
	print(verdict(compared));
	print([]);
	const {arrow} = theme.glyphs;
	const rows = [
		headings,
		...compared.operations.map(operation => rowOf(operation, arrow)),
		figuresRow([{text: 'all', bold: true}], [], totalsOf(one), totalsOf(two), arrow),
	];
	for (const row of aligned(rows, width)) print(row);
}

function titleOf({id, state}: PastState, sign: Span): Line {
	const {money, status, pipeline} = state;
	const counted = money.input_tokens + money.output_tokens;
	const figures = [
		pipeline.name,
		status === 'running' ? 'not ended' : status,
		`${tokens(counted)} tokens`,
		spent(money),
		age(Date.now() - state.startedAt),
	];
	return [sign, {text: id, bold: true}, {text: `  ${figures.join(', ')}`, tone: 'quiet'}];
}

function verdict({operations, first}: ComparedRuns): Line {
	if (first === null)
		return line(`Nothing differs in any of ${plural(operations.length, 'operation')}.`, 'good');
	const count = operations.filter(({differs}) => differs.length > 0).length;
	const rest = count === 1 ? 'No other does.' : `${plural(count, 'operation')} differ.`;
	return [
		{text: 'The first that differs is '},
		{text: first.output_name, tone: 'accent', bold: true},
		{text: ` (${wordList(wordsOf(first))}). ${rest}`},
	];
}

function wordsOf({differs, one, changedInputs}: ComparedOperation): string[] {
	return differs.map(aspect => {
		if (aspect === 'only in one') return one === null ? 'only in the second' : 'only in the first';
		return aspect === 'inputs' ? `inputs: ${changedInputs.join(' ')}` : aspect;
	});
}

type Figures = {money: Money | null; ms: number | null};

function totalsOf({state}: PastState): Figures {
	return {money: state.money, ms: wholeLengthOf(state)};
}

function figuresOf(state: OperationState | undefined): Figures {
	if (!state || state.versions.length + state.calls.length === 0) return {money: null, ms: null};
	const {money} = state;
	return {
		money: money.calls + money.input_tokens + money.possiblyPaid > 0 ? money : null,
		ms: lengthOf(state),
	};
}

/** Cells of a row, those of the figures as `before → after` and the difference; these may be left out. */
type Row = {name: Line; differs: Line; figures: {both: Line; change: Line}[]};

const headings: Row = {
	name: line('operation', 'quiet'),
	differs: line('differs in', 'quiet'),
	figures: ['tokens', 'cost', 'time'].map(word => ({both: line(word, 'quiet'), change: []})),
};

function rowOf(operation: ComparedOperation, arrow: string): Row {
	const {output_name, differs, one, two} = operation;
	const same = differs.length === 0;
	return figuresRow(
		[{text: output_name, ...(same ? {} : {bold: true})}],
		same ? line('same', 'quiet') : line(wordsOf(operation).join(', '), 'attention'),
		figuresOf(one?.state),
		figuresOf(two?.state),
		arrow,
	);
}

function figuresRow(name: Line, differs: Line, one: Figures, two: Figures, arrow: string): Row {
	const cell = (
		before: number | null,
		after: number | null,
		shown: [string, string],
		show: (value: number) => string,
	) => {
		const both = shown[0] === shown[1] ? shown[0] : shown.join(` ${arrow} `);
		const change = before === null || after === null ? 0 : after - before;
		// Less than what is shown at all is noise.
		const isShown = change !== 0 && shown[0] !== shown[1];
		return {
			both: line(both),
			change: isShown ? line(`${change > 0 ? '+' : '-'}${show(Math.abs(change))}`, 'quiet') : [],
		};
	};
	const counted = ({money}: Figures) => (money ? money.input_tokens + money.output_tokens : null);
	const cost = ({money}: Figures) => (money && !money.unknown ? money.usd : null);
	const or = (value: number | null, show: (value: number) => string) => (value === null ? '-' : show(value));
	return {
		name,
		differs,
		figures: [
			cell(counted(one), counted(two), [or(counted(one), tokens), or(counted(two), tokens)], tokens),
			cell(
				cost(one),
				cost(two),
				[one.money ? spent(one.money) : '-', two.money ? spent(two.money) : '-'],
				dollars,
			),
			cell(asShown(one.ms), asShown(two.ms), [or(one.ms, duration), or(two.ms, duration)], duration),
		],
	};
}

/** A time as `duration` rounds it, ms: so that the difference is that of what is shown. */
function asShown(ms: number | null): number | null {
	const unit = ms !== null && ms < 950 ? 100 : 1000;
	return ms === null ? null : Math.round(ms / unit) * unit;
}

/** In columns; where the width does not hold the differences of the figures too, without those. */
function aligned(rows: readonly Row[], width: number): Line[] {
	const withChanges = inColumns(
		rows.map(({name, differs, figures}) => [
			name,
			differs,
			...figures.flatMap(({both, change}) => [both, change]),
		]),
	);
	if (withChanges.every(row => widthOfLine(row) <= width)) return withChanges;
	return inColumns(rows.map(({name, differs, figures}) => [name, ...figures.map(({both}) => both), differs]));
}

function inColumns(rows: readonly Line[][]): Line[] {
	const widths: number[] = [];
	for (const row of rows) {
		for (const [index, cell] of row.entries())
			widths[index] = Math.max(widths[index] ?? 0, widthOfLine(cell));
	}

	return rows.map(row =>
		row.flatMap((cell, index) => {
			const room = widths[index]!;
			return room === 0 ? [] : [...cell, {text: ' '.repeat(room - widthOfLine(cell) + 2)}];
		}),
	);
}
