/** The iterations of a debugger, a row each. */
import type {DirectionGiven} from '../../core/events.ts';
import type {OperationState} from '../../core/state/run-state.ts';
import {changedLines} from '../diff/full-row.ts';
import {dollars, duration} from '../text/figures.ts';
import {cutLine, type Line, type Span, spread} from '../text/line.ts';
import {courseTaken} from './directions.ts';
import type {Subject} from './output.ts';
import {patchWaiting, repairAsked, type Turn, toldSince, turnsOf} from './turns.ts';

/** From here on a row names the model too. */
const roomy = 64;

/** `at`: the row of the chosen turn. */
export function timelineRows(subject: Subject, chosen: number): {rows: Line[]; at: number} {
	const {operation, now, theme, width} = subject;
	const {glyphs} = theme;
	const rows: Line[] = [];
	let at = 0;
	for (const [index, turn] of turnsOf(operation).entries()) {
		rows.push(...toldRows(turn.told, subject));
		if (index === chosen) at = rows.length;
		const tone = turn.failed ? ('bad' as const) : ('good' as const);
		const left: Line = [
			{text: index === chosen ? glyphs.selected : ' ', tone: 'accent', mark: true},
			{text: ` ${turnName(turn, operation)} `, bold: index === chosen},
			{text: `${turn.failed ? glyphs.failed : glyphs.done} `, tone},
			{text: turn.outcome, tone, bold: index === chosen},
		];
		rows.push(spread(left, figuresOf(turn, subject), width));
	}

	rows.push(...toldRows(toldSince(operation), subject));
	const asked = repairAsked(operation);
	if (asked) {
		const waited = duration(now - asked.askedAt);
		const text = `     ${asked.model} is asked for a repair, ${waited}`;
		rows.push(cutLine([{text, tone: 'running'}], width, glyphs.ellipsis));
	}

	if (patchWaiting(operation))
		rows.push(cutLine([{text: `     ${glyphs.review} a patch waits for you`, tone: 'attention'}], width));
	return {rows, at};
}

function toldRows(told: readonly DirectionGiven[], {theme: {glyphs}, width}: Subject): Line[] {
	return told.map(given => {
		const said =
			given.course === 'edit' || !given.response ? '' : `: ${given.response.replaceAll(/\s+/g, ' ')}`;
		const text = `     ${glyphs.edited} ${courseTaken(given)}${said}`;
		return cutLine([{text, tone: 'edited'}], width, glyphs.ellipsis);
	});
}

/** Its number; with several attempts, after that of its attempt. */
function turnName({iteration}: Turn, operation: OperationState): string {
	const number = String(iteration.iteration);
	return operation.attempt > 1 ? `${iteration.attempt}.${number}` : number.padStart(2);
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
