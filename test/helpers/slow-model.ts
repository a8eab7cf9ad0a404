import type {Model, ModelFault} from '../../source/core/ports.ts';

/** How a call ends that was stopped. */
export const stopped: ModelFault = {
	kind: 'aborted',
	message: 'The call was stopped before the answer was whole.',
	remedy: null,
	retryable: false,
	retry_after_ms: null,
	possibly_paid: true,
	partial: 'half',
	usage: null,
	cost_usd: null,
};

/** Says a word, and no more until it is stopped. */
export const slowStream: Model['stream'] = async function* (_, signal) {
	yield {type: 'text', text: 'half'};
	if (!signal.aborted) await new Promise(resolve => signal.addEventListener('abort', resolve, {once: true}));
	yield {type: 'failed', fault: stopped};
};
