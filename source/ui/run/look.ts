/** How an operation looks: glyph, colour and word always together. */
import type {Plight} from '../../core/direction.ts';
import type {OperationState} from '../../core/state/run-state.ts';
import type {LiveText, Printing} from '../../core/store.ts';
import {unreachable} from '../../core/unreachable.ts';
import {plural} from '../text/figures.ts';
import type {Theme, Tone} from '../theme.ts';

export type Look = {
	glyph: string;
	tone: Tone;
	word: string;
	/** Of what is done: the word says more than that. */
	notable?: true;
	/** What it waits for comes by itself then: milliseconds since the epoch. */
	until?: number;
};

/** What a look depends on besides the operation. `held`: it waits for a budget. */
export type LookFacts = {
	live: LiveText | null;
	/** The program of it that runs now. */
	printing: Printing | null;
	held: boolean;
	stale: boolean;
	/** It could begin, and the run waits before it. */
	heldBack?: boolean;
	/** The run has ended: what looks as if it ran was left so. */
	over?: boolean;
	breakpoint?: boolean;
};

/** `frame` turns the spinner. A breakpoint that lies behind is told beside the word. */
export function lookOf(operation: OperationState, facts: LookFacts, theme: Theme, frame: number): Look {
	const look = plainLook(operation, facts, theme, frame);
	if (!facts.breakpoint || operation.status === 'pending') return look;
	return {...look, word: `${look.word} ${theme.glyphs.breakpoint}`, notable: true};
}

const plights: Record<Plight, string> = {
	patch: 'patch waits',
	lack: 'lacks something',
	stuck: 'how to go on?',
};

function plainLook(
	operation: OperationState,
	{live, printing, held, stale, heldBack = false, over = false, breakpoint = false}: LookFacts,
	theme: Theme,
	frame: number,
): Look {
	const {glyphs} = theme;
	switch (operation.status) {
		case 'pending':
			if (heldBack)
				return {glyph: breakpoint ? glyphs.breakpoint : glyphs.held, tone: 'attention', word: 'held'};
			if (breakpoint) return {glyph: glyphs.breakpoint, tone: 'attention', word: 'breakpoint'};
			return {
				glyph: glyphs.pending,
				tone: 'quiet',
				word: operation.redo || operation.rerun ? 'again soon' : 'waiting',
			};
		case 'running': {
			if (operation.awaiting?.kind === 'question')
				return {glyph: glyphs.review, tone: 'attention', word: 'asks you'};
			if (operation.awaiting?.kind === 'draft')
				return {glyph: glyphs.review, tone: 'attention', word: 'to review'};
			if (operation.awaiting?.kind === 'consent')
				return {glyph: glyphs.review, tone: 'attention', word: 'asks leave'};
			if (operation.awaiting?.kind === 'direction')
				return {glyph: glyphs.review, tone: 'attention', word: plights[operation.awaiting.about]};
			if (held) return {glyph: glyphs.review, tone: 'attention', word: 'budget?'};
			const glyph = glyphs.spinner[frame % glyphs.spinner.length]!;
			const word = activity(operation, {live, printing});
			const until = word === again && !over ? retryAt(operation) : null;
			return {glyph, tone: 'running', word, ...(until === null ? {} : {until})};
		}

		case 'review':
			return {glyph: glyphs.review, tone: 'attention', word: 'to review'};
		case 'done':
			return doneLook(operation, stale, theme);
		case 'failed':
			return {
				glyph: glyphs.failed,
				tone: 'bad',
				word: operation.failure?.paused ? 'failed: decide' : 'failed',
			};
		case 'blocked':
			return {glyph: glyphs.blocked, tone: 'quiet', word: 'blocked'};
		case 'skipped':
			return {glyph: glyphs.blocked, tone: 'quiet', word: 'skipped'};
		default:
			return unreachable(operation.status);
	}
}

const atWork: Record<Printing['purpose'], string> = {
	run: 'running it',
	test: 'testing it',
	install: 'installing',
};

function activity(operation: OperationState, {live, printing}: Pick<LookFacts, 'live' | 'printing'>): string {
	if (printing) return atWork[printing.purpose];
	if (operation.variants) return plural(operation.variants.coming, 'variant');
	if (live && live.text.length > 0) return 'writing';
	if (live) return live.reasoning > 0 ? 'thinking' : 'asking';
	return retryAt(operation) === null ? 'running' : again;
}

const again = 'trying again';

/** When the call that failed is made again; null where none waits for that. */
function retryAt({calls}: OperationState): number | null {
	const last = calls.at(-1);
	return last?.response === null ? (last.failures.at(-1)?.retry_at ?? null) : null;
}

/** What concerns what comes next goes before what concerns how it came. */
function doneLook(operation: OperationState, stale: boolean, {glyphs}: Theme): Look {
	if (stale) return {glyph: glyphs.stale, tone: 'attention', word: 'stale', notable: true};
	if (operation.pinned) return {glyph: glyphs.pinned, tone: 'accent', word: 'pinned', notable: true};
	const version = operation.versions.find(one => one.version === operation.current);
	if (version?.by === 'person' && operation.versions.length > 1) {
		return {glyph: glyphs.edited, tone: 'edited', word: 'edited'};
	}
	if (version?.source) return {glyph: glyphs.done, tone: 'good', word: 'reused', notable: true};
	if (version?.by === 'recorded') return {glyph: glyphs.recorded, tone: 'good', word: 'recorded'};
	return {glyph: glyphs.done, tone: 'good', word: 'done'};
}

/** How long it has taken, ms; null before it began. */
export function timeOf(operation: OperationState, now: number): number | null {
	if (operation.startedAt === null || operation.status === 'pending') return null;
	return Math.max(0, (operation.finishedAt ?? now) - operation.startedAt);
}
