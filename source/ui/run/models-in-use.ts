import type {RunState} from '../../core/state/run-state.ts';
import type {KnownModel} from '../intentions.ts';

/**
 * The names given, and every model that was asked in this run, each once: first the one that answered last, and none
 * that was not known where it was asked, by whatever name.
 */
export function modelsInUse({operations}: RunState, named: readonly KnownModel[]): KnownModel[] {
	const known = new Map(named.map(one => [one.name, one]));
	const unknown = new Set<string>();
	let last = {model: '', action: 0};
	for (const {calls} of operations.values()) {
		for (const {model, failures, tries, response, action} of calls) {
			if (!known.has(model)) known.set(model, {name: model, means: null});
			for (const failure of failures) if (failure.fault === 'unknown-model') unknown.add(failure.model);
			if (response !== null || failures.length < tries) unknown.delete(model);
			if (response !== null && (action ?? 0) > last.action) last = {model, action: action!};
		}
	}

	const models = [...known.values()].filter(({name, means}) => !unknown.has(means ?? name));
	const answered = models.filter(({name}) => name === last.model);
	return [...answered, ...models.filter(one => !answered.includes(one))];
}
