/** The part of the reducer that folds what modules do: files, installations, programs. */
import type {EventOf} from '../events.ts';
import {manifestOf} from '../files/file-set.ts';
import {startingManifest} from './basis.ts';
import {change} from './readiness.ts';
import type {Iteration, RunState} from './run-state.ts';

type Working = 'files-written' | 'dependencies-installed' | 'program-ran';

export const working: {[T in Working]: (state: RunState, event: EventOf<T>) => void} = {
	'files-written'(state, event) {
		state.workspace = event.files;
		const operation = state.operations.get(event.output_name)!;
		change(state, event.output_name, {
			files: event.files,
			refused: [...operation.refused, ...event.refused],
		});
	},

	'dependencies-installed'(state, event) {
		changeIteration(state, event, iteration => ({...iteration, install: event}));
	},
	'program-ran'(state, event) {
		changeIteration(state, event, iteration => ({
			...iteration,
			runs: [...iteration.runs.filter(({number = 0}) => number < (event.number ?? Infinity)), event],
		}));
	},
};

function changeIteration(
	state: RunState,
	event: {output_name: string; attempt: number; iteration: number},
	update: (iteration: Iteration) => Iteration,
): void {
	const {iterations, calls, files} = state.operations.get(event.output_name)!;
	const last = iterations.at(-1);
	if (last?.iteration === event.iteration && last.attempt === event.attempt) {
		change(state, event.output_name, {iterations: [...iterations.slice(0, -1), update(last)]});
		return;
	}

	const fresh: Iteration = {
		iteration: event.iteration,
		attempt: event.attempt,
		install: null,
		runs: [],
		callsBefore: calls.length,
		files: files ?? startingManifest(state, event.output_name) ?? manifestOf(state.initialFiles),
	};
	// What an attempt did before it started again otherwise is no part of it any more.
	const earlier = iterations.filter(
		({attempt, iteration}) => attempt !== event.attempt || iteration < event.iteration,
	);
	change(state, event.output_name, {iterations: [...earlier, update(fresh)]});
}
