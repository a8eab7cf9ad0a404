/** The iterations of a debugger, a row each. */
import type {OperationState} from '../../core/state/run-state.ts';
import {changedLines} from '../diff/full-row.ts';
import {dollars, duration} from '../text/figures.ts';
import {cutLine, type Line, type Span, spread} from '../text/line.ts';
import type {Subject} from './output.ts';
import {repairAsked, type Turn, turnsOf} from './turns.ts';

/** From here on a row names the model too. */
const roomy = 64;

export function timelineRows(subject: Subject, chosen: number): Line[] {
	const {operation, now, theme, width} = subject;
	const {glyphs} = theme;
	const rows = turnsOf(operation).map((turn, index) => {
		const tone = turn.failed ? ('bad' as const) : ('good' as const);
		const left: Line = [
			{text: index === chosen ? glyphs.selected : ' ', tone: 'accent'},
			{text: ` ${turnName(turn, operation)} `, bold: index === chosen},
			{text: `${turn.failed ? glyphs.failed : glyphs.done} `, tone},
			{text: turn.outcome, tone, bold: index === chosen},
		];
		return spread(left, figuresOf(turn, subject), width);
	});
	const asked = repairAsked(operation);
	if (asked) {
		const waited = duration(now - asked.askedAt);
		const text = `     ${asked.model} is asked for a repair, ${waited}`;
		rows.push(cutLine([{text, tone: 'running'}], width, glyphs.ellipsis));
	}

	return rows;
}

/** Its number; with several attempts, after that of its attempt. */
function turnName({iteration}: Turn, {iterations}: OperationState): string {
	const number = String(iteration.iteration);
	return iterations.at(-1)!.attempt > 1 ? `${iteration.attempt}.${number}` : number.padStart(2);
}

export function modelsOf({calls}: Turn): string {
	return [...new Set(calls.map(({model}) => model))].join(', ');
}

function figuresOf(turn: Turn, {diffs, texts, width}: Subject): Line {
	const {iteration, before} = turn;
	const compared = before
		? diffs.files(diffs.filesOf(before, texts), diffs.filesOf(iteration.files, texts))
		: null;
	const parts: Span[][] = [
		...(width >= roomy && turn.calls.length > 0 ? [[{text: modelsOf(turn), tone: 'quiet' as const}]] : []),
		...(compared && compared.rows.length > 0 ? [changedLines(compared)] : []),
		...(turn.calls.length > 0 ? [[{text: costOf(turn), tone: 'quiet' as const}]] : []),
		[{text: duration(turn.duration_ms), tone: 'quiet' as const}],
	];
	return parts.flatMap(spans => [{text: '  '}, ...spans]);
}

function costOf({cost_usd}: Turn): string {
	return cost_usd === null ? '$?' : dollars(cost_usd);
}
