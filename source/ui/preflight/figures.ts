/** What earlier runs tell, as texts: tokens in, tokens out, cost, time. */
import type {Estimate, RunEstimate} from '../../core/estimate/estimate-run.ts';
import {dollars, duration, tokens} from '../text/figures.ts';
import type {PlannedOperation} from './plan.ts';

export type FigureTexts = readonly [string, string, string, string];

export const figureHeadings: FigureTexts = ['in', 'out', 'cost', 'time'];
export const noFigures: FigureTexts = ['', '', '', ''];
export const unknownPrice = 'no price';

/** `?` for what nothing tells. */
export function figuresOf(told: Estimate | null, {priced}: PlannedOperation): FigureTexts {
	const about = (value: number | null | undefined, show: (value: number) => string) =>
		value === null || value === undefined ? '?' : approximate(show(value));
	return [
		about(told?.input_tokens, whole),
		about(told?.output_tokens, whole),
		priced ? (told?.cost_usd === 0 ? dollars(0) : about(told?.cost_usd, dollars)) : unknownPrice,
		about(told?.duration_ms, duration),
	];
}

/** `+?`: a part of the sum is unknown. */
export function sumOf({total}: RunEstimate): FigureTexts {
	const show = (sum: {value: number; partial: boolean} | null, figure: (value: number) => string) =>
		sum === null ? '?' : `${approximate(figure(sum.value))}${sum.partial ? '+?' : ''}`;
	return [
		show(total.input_tokens, whole),
		show(total.output_tokens, whole),
		show(total.cost_usd, dollars),
		show(total.duration_ms, duration),
	];
}

function whole(count: number): string {
	return tokens(Math.round(count));
}

/** `<$0.001` is vague enough. */
function approximate(figure: string): string {
	return figure.startsWith('<') ? figure : `~${figure}`;
}
