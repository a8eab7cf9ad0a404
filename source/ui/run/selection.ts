/** Which operation is looked at. */
import type {RunState} from '../../core/state/run-state.ts';

/** While nobody steers, what runs: the one looked at as long as it runs, then the first that does. */
export function followed(state: RunState, selected: string | null): string | null {
	const current = selected === null ? undefined : state.operations.get(selected);
	if (current?.status === 'running') return selected;
	for (const [name, operation] of state.operations) if (operation.status === 'running') return name;
	if (current) return selected;
	return state.operations.keys().next().value ?? null;
}

/** The neighbour `step` places away in the file's order, stopping at the ends. */
export function neighbour(state: RunState, selected: string | null, step: number): string | null {
	const names = [...state.operations.keys()];
	if (names.length === 0) return null;
	const index = selected === null ? 0 : Math.max(0, names.indexOf(selected));
	return names[Math.max(0, Math.min(names.length - 1, index + step))]!;
}
