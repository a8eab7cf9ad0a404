import type {RunState} from '../../core/state/run-state.ts';
import type {KnownModel} from '../intentions.ts';

/** The names given, and every model that was asked in this run; each once, without those that were not known there, by whatever name. */
export function modelsInUse({operations}: RunState, named: readonly KnownModel[]): KnownModel[] {
	const known = new Map(named.map(one => [one.name, one]));
	const unknown = new Set<string>();
	for (const {calls} of operations.values()) {
		for (const {model, failures} of calls) {
			if (!known.has(model)) known.set(model, {name: model, means: null});
			if (failures.at(-1)?.fault === 'unknown-model') unknown.add(model);
			else unknown.delete(model);
		}
	}

	return [...known.values()].filter(({name, means}) => !unknown.has(means ?? name));
}
