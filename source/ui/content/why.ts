/** Why an output counts as stale or not, each reason a sentence. */
import type {OperationState, RunState, Version} from '../../core/state/run-state.ts';
import {directReasons, type Reason, stalenessOf} from '../../core/state/staleness.ts';
import {isHeldBack} from '../run/held-back.ts';
import {makerOf} from '../run/version-name.ts';
import {age} from '../text/figures.ts';
import type {Tone} from '../theme.ts';
import {type Content, linesContent, stack, wrapContent} from './content.ts';
import type {Wraps} from './wraps.ts';

export function whyContent(
	state: RunState,
	output_name: string,
	{now, width, wraps}: {now: number; width: number; wraps: Wraps},
): Content {
	const {verdict, tone, reasons, hint} = whyOf(state, output_name, now);
	const toned = (content: Content, of: Tone): Content => ({
		...content,
		row: index => content.row(index).map(span => ({...span, tone: of})),
	});
	return stack(
		toned(wrapContent(wraps.of(verdict, width)), tone),
		...(reasons.length > 0 ? [linesContent([[]])] : []),
		...reasons.map(reason => wrapContent(wraps.of(reason, width))),
		...(hint === null ? [] : [linesContent([[]]), toned(wrapContent(wraps.of(hint, width)), 'quiet')]),
	);
}

type Why = {verdict: string; tone: Tone; reasons: string[]; hint: string | null};

/** `now`: ms since the epoch. */
function whyOf(state: RunState, output_name: string, now: number): Why {
	const operation = state.operations.get(output_name)!;
	if (operation.status !== 'done') return whyUnfinished(state, operation);
	const said = (reasons: readonly Reason[]) => reasons.map(reason => sentenceOf(reason, state, now));
	const stale = stalenessOf(state).get(output_name);
	if (stale) {
		return {
			verdict: `${output_name} is stale: made anew now, it may come out otherwise.`,
			tone: 'attention',
			reasons: said(stale),
			hint: 'R makes it anew, p pins it as it is.',
		};
	}

	if (operation.pinned) {
		const direct = directReasons(state, operation);
		return {
			verdict: `${output_name} is pinned: it keeps its output, whatever becomes of what it was made from.`,
			tone: 'accent',
			reasons:
				direct.length === 0
					? madeFrom(state, operation, now)
					: ['Without the pin it would be stale:', ...said(direct)],
			hint: 'p takes the pin away.',
		};
	}

	return {
		verdict: `${output_name} is up to date: ${versionOf(operation.versions[operation.current - 1], operation.current, now)}.`,
		tone: 'good',
		reasons: madeFrom(state, operation, now),
		hint: null,
	};
}

function whyUnfinished(state: RunState, {operation, status, because}: OperationState): Why {
	const {output_name, inputs} = operation;
	const plain = (verdict: string, tone: Tone = 'quiet', hint: string | null = null): Why => ({
		verdict,
		tone,
		reasons: [],
		hint,
	});
	switch (status) {
		case 'running':
			return plain(`${output_name} is being made now.`, 'running');
		case 'review':
			return plain(`${output_name} waits for your decision.`, 'attention');
		case 'failed':
			return plain(`${output_name} failed.`, 'bad');
		case 'skipped':
			return plain(`${output_name} was skipped.`);
		case 'blocked':
			return plain(`${output_name} is blocked: ${because ?? 'an input'} never came.`);
		default: {
			if (isHeldBack(state, output_name)) {
				const cause = state.breakpoints.has(output_name)
					? 'it has a breakpoint'
					: state.stepping
						? 'the run is in step mode'
						: 'the run is paused';
				return plain(`${output_name} could begin, and is held: ${cause}.`, 'attention', '. begins it.');
			}

			const missing = inputs.filter(input => state.operations.get(input)?.status !== 'done');
			const waits = missing.length > 0 ? `it waits for ${missing.join(', ')}` : 'it waits for its turn';
			return plain(`${output_name} has not begun: ${waits}.`);
		}
	}
}

function sentenceOf(reason: Reason, state: RunState, now: number): string {
	switch (reason.kind) {
		case 'input': {
			const {name, consumed, current} = reason;
			const version = state.operations.get(name)?.versions[current - 1];
			const used =
				consumed === 0 ? `It did not consume ${name}` : `It consumed version ${consumed} of ${name}`;
			return `${used}; the current one is ${versionOf(version, current, now)}.`;
		}

		case 'upstream': {
			const again = state.operations.get(reason.name)?.status !== 'done';
			return `${reason.name}, which it consumes, is ${again ? 'being made anew' : 'stale itself'}.`;
		}

		case 'files':
			return 'The files that it started from are others by now.';
		case 'system prompt':
			return 'Its system prompt was edited since.';
		case 'supplement':
			return 'Its supplement was edited since.';
		case 'model settings':
			return 'Its model settings are others by now.';
		case 'module':
			return 'Its module changed since.';
	}
}

/** `version 2, by you, 3 min ago`. */
function versionOf(version: Version | undefined, number: number, now: number): string {
	if (!version) return `version ${number}`;
	return `version ${number}, by ${makerOf(version)}, ${age(now - version.at)}`;
}

function madeFrom(state: RunState, {basis, operation}: OperationState, now: number): string[] {
	if (operation.inputs.length === 0) return ['It consumes nothing.'];
	return [...new Set(operation.inputs)].map(name => {
		const consumed = basis?.consumed[name] ?? 0;
		const version = state.operations.get(name)?.versions[consumed - 1];
		return consumed === 0
			? `It consumed nothing of ${name}.`
			: `It consumed ${name}: ${versionOf(version, consumed, now)}.`;
	});
}
