/** Whether a try yielded a whole answer, and if not, why: the one place where that is decided. */
import type {GrowingText} from '../../core/growing-text.ts';
import type {FaultKind} from '../../core/ports.ts';
import {kindOf} from './fault-kind.ts';
import type {Gathered} from './gather.ts';
import type {Trouble} from './trouble.ts';
import type {Expiry} from './watchdog.ts';

/** How the reading of a reply came to its end. */
export type Ending =
	/** By itself; without an error, which says nothing yet. */
	| {how: 'ended'}
	/** We let go, because the caller wanted it. */
	| {how: 'aborted'}
	| {how: 'expired'; expiry: Expiry}
	/** The connection broke, or what came could not be read. */
	| {how: 'broken'; trouble: Trouble; fallback: FaultKind}
	/** The endpoint said what is wrong. */
	| {how: 'refused'; trouble: Trouble}
	/** Something else came than a stream of chunks. */
	| {how: 'strange'; detail: string}
	/** More came than is any answer. */
	| {how: 'flooded'; detail: string};

export type Conclusion =
	| {whole: true}
	| {whole: false; kind: FaultKind; detail: string; trouble?: Trouble; paid?: boolean};

/**
 * An answer is whole only if it came with `finish_reason: stop`, is not empty, and we did not let go of it.
 * Once that was said, a connection that breaks or hangs takes nothing away.
 */
export function conclude(ending: Ending, gathered: Gathered): Conclusion {
	if (ending.how === 'aborted') return {whole: false, kind: 'aborted', detail: ''};
	if (ending.how === 'refused') {
		const {trouble} = ending;
		// Told in the middle of an answer: what came by then may be charged.
		const paid = gathered.chunks > 0 ? true : undefined;
		return {
			whole: false,
			kind: kindOf(trouble, trouble.status === null ? 'malformed' : 'other'),
			detail: trouble.detail,
			trouble,
			paid,
		};
	}
	if (gathered.finish_reason !== null) return byFinishReason(gathered);
	switch (ending.how) {
		case 'strange':
			return {whole: false, kind: 'malformed', detail: ending.detail, paid: false};
		case 'flooded':
			return {whole: false, kind: 'other', detail: ending.detail};
		case 'broken':
			return {
				whole: false,
				kind: kindOf(ending.trouble, ending.fallback),
				detail: ending.trouble.detail,
				trouble: ending.trouble,
			};
		case 'expired': {
			const {kind, limit_ms, started} = ending.expiry;
			const silence = started ? 'nothing more came for' : 'nothing came for';
			return {
				whole: false,
				kind,
				detail: `${kind === 'stall' ? silence : 'it was not done after'} ${say(limit_ms)}`,
			};
		}
		case 'ended':
			return {whole: false, kind: 'cut', detail: 'the stream ended without a finish_reason'};
	}
}

function isBlank(text: GrowingText): boolean {
	// Of a long one the beginning tells, without a copy of the whole.
	return text.slice(0, 1000).trim() === '' && text.toString().trim() === '';
}

function byFinishReason({finish_reason, text, refusal}: Gathered): Conclusion {
	switch (finish_reason) {
		case 'stop':
			if (!isBlank(text)) return {whole: true};
			return refusal.trim() === ''
				? {whole: false, kind: 'empty', detail: ''}
				: {whole: false, kind: 'content-filter', detail: refusal};
		case 'length':
			return {whole: false, kind: 'length', detail: ''};
		case 'content_filter':
			return {whole: false, kind: 'content-filter', detail: refusal};
		case 'error':
			return {whole: false, kind: 'server-error', detail: 'it ended with finish_reason `error`', paid: true};
		default:
			return {
				whole: false,
				kind: 'other',
				detail: `it ended with finish_reason \`${finish_reason}\`, which is no whole answer`,
			};
	}
}

function say(ms: number): string {
	return ms >= 120_000 && ms % 60_000 === 0 ? `${ms / 60_000} minutes` : `${ms / 1000} s`;
}
