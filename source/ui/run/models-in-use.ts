import type {RunState} from '../../core/state/run-state.ts';
import type {KnownModel} from '../intentions.ts';

/** The names given, and every model that was asked in this run; each once. */
export function modelsInUse({operations}: RunState, named: readonly KnownModel[]): KnownModel[] {
	const known = new Map(named.map(one => [one.name, one]));
	for (const {calls} of operations.values()) {
		for (const {model} of calls) if (!known.has(model)) known.set(model, {name: model, means: null});
	}

	return [...known.values()];
}
