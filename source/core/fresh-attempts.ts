/**
 * Under which attempt a run that begins anew asks for what this run makes. What adopting a change has made again is
 * there its first attempt.
 */
import type {RunEvent} from './events.ts';
import type {Model, ModelRequest} from './ports.ts';

type Attempt = {output_name: string; attempt: number};

export type FreshAttempts = {
	/** To be called for every event of the run in order, those of earlier sittings included. */
	take(event: RunEvent): void;
	/** The attempt's number in a run that begins anew. */
	numberOf(attempt: Attempt): number;
};

export function createFreshAttempts(earlier: readonly RunEvent[] = []): FreshAttempts {
	/** What began since a change was adopted; null: none was, or it was made from what the person steered. */
	let begun: Set<string> | null = null;
	let isSteered = false;
	/** How many attempts of an operation a run that begins anew does without. */
	const before = new Map<string, number>();
	function take(event: RunEvent): void {
		if (isSteering(event)) isSteered = true;
		if (isSteered) begun = null;
		else if (event.type === 'pipeline-changed') begun = event.kept ? begun : new Set();
		else if (event.type === 'module-started' && !event.variant && begun?.has(event.output_name) === false) {
			begun.add(event.output_name);
			before.set(event.output_name, event.attempt - 1);
		}
	}

	earlier.forEach(take);
	return {
		take,
		numberOf: ({output_name, attempt}) => Math.max(1, attempt - (before.get(output_name) ?? 0)),
	};
}

/** Asked as by a run that begins anew, so that a recording finds what it holds for that. */
export function askAfresh(model: Model, {numberOf}: FreshAttempts): Model {
	const fresh = (request: ModelRequest) => ({...request, attempt: numberOf(request)});
	const {sourceOf} = model;
	return {
		...model,
		...(sourceOf ? {sourceOf: request => sourceOf(fresh(request))} : {}),
		stream: (request, signal) => model.stream(fresh(request), signal),
	};
}

/** What is made after it is not what the files alone lead to: a redo's answer, and whatever reads it. */
function isSteering(event: RunEvent): boolean {
	switch (event.type) {
		case 'output-edited':
		case 'prompt-edited':
			return true;
		case 'operation-rerun':
			return event.why !== 'stale';
		case 'version-chosen':
			return event.by !== 'module';
		case 'review-decided':
			return event.decision !== 'approve';
		default:
			return false;
	}
}
