import type {RunState} from '../../core/state/run-state.ts';

/** How many operations need this one's output, directly or through others, and have none of their own yet. */
export function countDependents({consumers, operations}: RunState, output_name: string): number {
	const found = new Set<string>();
	const visit = (name: string) => {
		for (const consumer of consumers.get(name) ?? []) {
			if (found.has(consumer) || operations.get(consumer)?.status !== 'pending') continue;
			found.add(consumer);
			visit(consumer);
		}
	};
	visit(output_name);
	return found.size;
}
