/** The third tab: each call to the model, with what it took and what went wrong on the way. */
import type {Call} from '../../core/state/run-state.ts';
import {dollars, duration, tokens} from '../text/figures.ts';
import {cutLine, type Line, line} from '../text/line.ts';
import type {Glyphs} from '../theme.ts';
import {type Content, linesContent, stack} from './content.ts';
import type {Subject} from './output.ts';
import {partialContent} from './partial.ts';

export function callsContent(subject: Subject): Content {
	const {operation, now, width, theme} = subject;
	if (operation.calls.length === 0) return linesContent([line('No model was asked.', 'quiet')]);
	const parts = operation.calls.flatMap(call => {
		const lines = callLines(call, now, theme.glyphs).map(one => cutLine(one, width));
		const partials = call.failures.flatMap(({partial}) => partialContent(partial, subject) ?? []);
		return [linesContent(lines), ...partials, linesContent([[]])];
	});
	return stack(...parts);
}

function callLines(call: Call, now: number, glyphs: Glyphs): Line[] {
	const lines: Line[] = [
		[
			{text: call.model, bold: true},
			{text: `  call ${call.call} of attempt ${call.attempt}`, tone: 'quiet'},
			...(call.by === 'recorded'
				? ([{text: `  ${glyphs.recorded} recorded`, tone: 'recorded'}] as const)
				: []),
			...(call.reused ? ([{text: '  taken over, not paid again', tone: 'good'}] as const) : []),
		],
	];
	const settings = Object.entries(call.parameters).map(([name, value]) => `${name} ${String(value)}`);
	if (settings.length > 0) lines.push(line(`  ${settings.join(', ')}`, 'quiet'));
	for (const {fault, message, retry_at, possibly_paid} of call.failures) {
		const rest = retry_at !== null && retry_at > now ? ` Tried again in ${duration(retry_at - now)}.` : '';
		lines.push([
			{text: `  ${glyphs.failed} ${fault}`, tone: 'bad'},
			{text: `  ${message}${rest}${possibly_paid ? ' It may have been charged.' : ''}`},
		]);
	}

	if (call.response === null) {
		const waiting = call.failures.at(-1)?.retry_at;
		if (call.failures.length === 0 || (waiting && waiting <= now)) {
			lines.push(line(`  asked ${duration(now - call.askedAt)} ago`, 'running'));
		}
	} else lines.push(line(`  ${figures(call, glyphs)}`));
	for (const note of call.notes) lines.push(line(`  ${note}`, 'attention'));
	return lines;
}

function figures({usage, cost_usd, duration_ms, finish_reason}: Call, glyphs: Glyphs): string {
	const parts: string[] = [];
	if (usage) {
		const cached = usage.cached_input_tokens ? ` (${tokens(usage.cached_input_tokens)} cached)` : '';
		const thought = usage.reasoning_tokens ? ` (${tokens(usage.reasoning_tokens)} thinking)` : '';
		const guess = usage.estimated ? '~' : '';
		parts.push(
			`${guess}${tokens(usage.input_tokens)} in${cached} ${glyphs.arrow} ${tokens(usage.output_tokens)} out${thought}`,
		);
	} else parts.push('tokens unknown');
	parts.push(cost_usd === null ? 'price unknown' : dollars(cost_usd));
	if (duration_ms !== null) parts.push(duration(duration_ms));
	if (finish_reason && finish_reason !== 'stop') parts.push(finish_reason);
	return parts.join(`  ${glyphs.dot}  `);
}
