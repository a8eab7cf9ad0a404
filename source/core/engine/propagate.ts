/** How a changed output reaches what was made from an earlier one. */
import {basisOf, currentVersion, differences} from '../state/basis.ts';
import type {OperationState, RunState} from '../state/run-state.ts';
import {directReasons} from '../state/staleness.ts';
import type {Crew} from './crew.ts';
import {showLatestFiles} from './show-files.ts';

export type Propagation = {
	/**
	 * Has what depends on an output and is no longer made from what is there now begin anew; what only follows from
	 * that comes after it, if it changes. Pinned outputs stay.
	 */
	follow(output_name: string, interrupted?: boolean): Promise<void>;
	/** The same for every output of the run. */
	followAll(): Promise<void>;
	/** An accepted version that was made from the same things becomes the current one: nothing is paid twice. */
	reuse(output_name: string): boolean;
};

export function createPropagation(
	crew: Crew,
	engine: {interrupt(output_name: string): Promise<void>; reopen(): void},
): Propagation {
	const {store} = crew;
	async function beginIfStale(name: string): Promise<void> {
		const state = store.state();
		if (!mustBegin(state, state.operations.get(name)!)) return;
		await engine.interrupt(name);
		// What it did until it was cut off may have settled it otherwise.
		const after = store.state().operations.get(name)!;
		if (!mustBegin(store.state(), after)) return;
		engine.reopen();
		store.emit({type: 'operation-rerun', output_name: name, module: after.operation.module, why: 'stale'});
	}

	/**
	 * Each after what it reads. Beyond an output that stands as it was made there is nothing to see to, unless
	 * files are handed on past it; a pinned one's dependents are reached only if they have other ways.
	 */
	async function followFrom(output_name: string, handsOnFiles: boolean): Promise<void> {
		const reached = new Set([output_name]);
		for (const {output_name: name, inputs} of store.state().order) {
			if (!inputs.some(input => reached.has(input))) continue;
			if (store.state().operations.get(name)!.pinned) continue;
			await beginIfStale(name);
			if (handsOnFiles || store.state().operations.get(name)!.status !== 'done') reached.add(name);
		}
	}

	/** It stands on what is no longer so; or it stopped for want of what may come now. */
	function mustBegin(state: RunState, operation: OperationState): boolean {
		switch (operation.status) {
			case 'done':
				return (
					!operation.pinned &&
					directReasons(state, operation).length > 0 &&
					findDeadEnd(state, operation) === null
				);
			case 'running':
			case 'review':
				return directReasons(state, operation).length > 0;
			case 'failed':
				return true;
			case 'blocked':
				return findDeadEnd(state, operation) === null;
			case 'pending':
			case 'skipped':
				return false;
		}
	}

	return {
		async follow(output_name, interrupted = false) {
			const state = store.state();
			if (!state.steered || interrupted || state.operations.get(output_name)?.status !== 'done') return;
			const handsOnFiles = Boolean(currentVersion(state.operations.get(output_name))?.files);
			await followFrom(output_name, handsOnFiles);
			if (handsOnFiles) await showLatestFiles(crew);
		},
		async followAll() {
			for (const {output_name} of store.state().order) await beginIfStale(output_name);
		},
		reuse(output_name) {
			const state = store.state();
			const operation = state.operations.get(output_name)!;
			if (operation.rerun !== 'stale' || operation.redo) return false;
			const now = basisOf(state, output_name);
			const fitting = operation.versions.findLast(
				({accepted, basis}) => accepted && basis !== null && differences(state, basis, now).length === 0,
			);
			if (!fitting) return false;
			store.emit({
				type: 'version-chosen',
				output_name,
				module: operation.operation.module,
				version: fitting.version,
				by: 'module',
			});
			return true;
		},
	};
}

/** An input that does not come unless somebody sees to it; null if there is none. */
export function findDeadEnd(state: RunState, {operation}: OperationState): string | null {
	const isDeadEnd = (input: string) =>
		['failed', 'blocked', 'skipped'].includes(state.operations.get(input)?.status ?? '');
	return operation.inputs.find(isDeadEnd) ?? null;
}
