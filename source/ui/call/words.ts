/** What the window's title and a call say. */
import type {RunState} from '../../core/state/run-state.ts';
import {unreachable} from '../../core/unreachable.ts';
import {operationOf, type Request} from '../desk.ts';
import type {Glyphs} from '../theme.ts';

const app = 'OrchestrAI';

/** Quiet: how far the run is, or how it ended. */
export function progressTitle({pipeline, counts, operations, status}: RunState, glyphs: Glyphs): string {
	const name = pipeline.name || 'a run';
	switch (status) {
		case 'empty':
			return app;
		case 'running':
			return `${app} ${name} ${counts.done}/${operations.size}`;
		case 'done':
			return `${glyphs.done} ${name} done ${glyphs.dash} ${app}`;
		case 'failed':
			return `${glyphs.failed} ${name} failed ${glyphs.dash} ${app}`;
		default:
			return `${glyphs.review} ${name} ${endWords[status]} ${glyphs.dash} ${app}`;
	}
}

const endWords = {stopped: 'stopped', budget: 'reached its budget', waiting: 'waits for you'} as const;

/** What needs the person, e.g. `code_plan to review`, `3 things wait for you`. */
export function needOf(pending: readonly Request[]): string {
	const [first, ...others] = pending;
	if (first === undefined) return '';
	return others.length > 0 ? `${pending.length} things wait for you` : describe(first);
}

function describe(request: Request): string {
	const name = operationOf(request);
	switch (request.kind) {
		case 'question':
			return `${name} asks you`;
		case 'review':
			return `${name} to review`;
		case 'failure':
			return `${name} failed`;
		case 'consent':
			return `${name} asks leave`;
		case 'direction':
			return `${name} asks how to go on`;
		case 'budget':
			return name === null ? 'the budget is reached' : `${name} reached its budget`;
		default:
			return unreachable(request);
	}
}

export function needTitle(pending: readonly Request[], glyphs: Glyphs): string {
	return `${glyphs.review} ${needOf(pending)} ${glyphs.dash} ${app}`;
}

/** What a notification says; it stands alone, away from the window. */
export function callText(what: string): string {
	return `${app}: ${what}`;
}

/** Null for an end that the person made themselves. */
export function endOf({status, pipeline}: RunState): string | null {
	const name = pipeline.name || 'the run';
	if (status === 'done') return `${name} is done`;
	if (status === 'failed') return `${name} failed`;
	return status === 'budget' || status === 'waiting' ? `${name} ${endWords[status]}` : null;
}
