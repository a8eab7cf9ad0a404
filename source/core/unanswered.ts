/** Calls that a run was waiting for when it broke off. */
import type {EventDraft} from './events.ts';
import {type OpenCall, openCalls, unanswered} from './state/calls.ts';
import type {RunState} from './state/run-state.ts';

/**
 * What is to be written of each call that was asked and has no answer, ahead of `run-resumed`: it may have been paid
 * for. `partialOf` tells what had come of its answer, as far as that was kept.
 */
export function giveUpUnanswered(state: RunState, partialOf: (open: OpenCall) => string): EventDraft[] {
	return openCalls(state).map(open => ({
		type: 'model-failed',
		output_name: open.output_name,
		module: open.module,
		attempt: open.call.attempt,
		call: open.call.call,
		try: open.call.tries,
		prompt: open.call.prompt,
		model: open.call.model,
		by: open.call.by,
		...unanswered,
		response: partialOf(open),
		retry_in_ms: null,
		usage: null,
		cost_usd: null,
		// Until the last that the log tells of.
		duration_ms: Math.max(0, state.at - open.call.askedAt),
	}));
}
