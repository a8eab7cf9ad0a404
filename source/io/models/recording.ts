import type {Model} from '../../core/ports.ts';
import type {CassetteModel} from './cassette.ts';

/** Answers from a recording where that holds the very prompt, and asks a live model where it does not. */
export function createRecordingModel(cassette: CassetteModel, live: Model): Model {
	return {
		kind: 'live',
		sourceOf: request => (cassette.holds(request) ? 'recorded' : 'live'),
		resolve: name => live.resolve(name),
		obstacle: model => live.obstacle(model),
		stream: (request, signal) => (cassette.holds(request) ? cassette : live).stream(request, signal),
	};
}
