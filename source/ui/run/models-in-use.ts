import type {RunState} from '../../core/state/run-state.ts';
import type {KnownModel} from '../intentions.ts';

/** The names given, and every model that was asked in this run; each once, without those that were not known there, by whatever name. */
export function modelsInUse({operations}: RunState, named: readonly KnownModel[]): KnownModel[] {
	const known = new Map(named.map(one => [one.name, one]));
	const unknown = new Set<string>();
	for (const {calls} of operations.values()) {
		for (const {model, failures, tries, response} of calls) {
			if (!known.has(model)) known.set(model, {name: model, means: null});
			for (const failure of failures) if (failure.fault === 'unknown-model') unknown.add(failure.model);
			if (response !== null || failures.length < tries) unknown.delete(model);
		}
	}

	return [...known.values()].filter(({name, means}) => !unknown.has(means ?? name));
}
