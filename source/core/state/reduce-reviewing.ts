/** The part of the reducer that folds what the person decides at a checkpoint: on an output, or on a failure. */
import type {EventOf} from '../events.ts';
import {failedOutside} from './failed-outside.ts';
import {change, passTurn, release} from './readiness.ts';
import type {OperationState, RunState} from './run-state.ts';
import {accepted, addPersonsVersion} from './versions.ts';

type Reviewing = 'review-requested' | 'review-decided';

export const reviewing: {[T in Reviewing]: (state: RunState, event: EventOf<T>) => void} = {
	'review-requested'(state, event) {
		change(state, event.output_name, {
			status: event.subject === 'output' ? 'review' : 'failed',
			review: {subject: event.subject, problem: event.problem ?? null},
		});
	},

	'review-decided'(state, event) {
		const operation = state.operations.get(event.output_name)!;
		const settle = (changes: Partial<OperationState>) =>
			change(state, event.output_name, {review: null, failure: null, variants: null, ...changes});
		switch (event.decision) {
			case 'approve':
				if (event.rest) state.settings = {...state.settings, review: 'none'};
				settle({status: 'done', redo: null, ...accepted(operation, event.version ?? operation.current)});
				release(state, event.output_name);
				return;
			case 'variants':
				change(state, event.output_name, {
					status: 'running',
					review: null,
					variants: {
						coming: event.count ?? 0,
						versions: operation.variants?.versions ?? [operation.current],
					},
				});
				return;
			case 'edit':
			case 'write': {
				if (event.decision === 'edit') {
					const {current: before} = operation;
					state.edits = [...state.edits, {kind: 'output', output_name: event.output_name, before}];
				}

				const version = addPersonsVersion(state, event.output_name, {
					by: 'person',
					text: event.response ?? '',
					attempt: event.attempt,
					files: event.files ?? null,
				});
				settle({...version, status: 'done', redo: null, rerun: null, finishedAt: state.at});
				release(state, event.output_name);
				return;
			}

			case 'redo':
			case 'retry':
				settle({
					...(event.decision === 'retry' && isSameAgain(event, operation) ? asIfUnfinished(operation) : {}),
					status: 'pending',
					redo: {
						feedback: event.feedback ?? '',
						rejected: event.decision === 'redo' ? currentText(operation) : '',
						model: event.model,
					},
				});
				return;
			case 'skip':
				settle({status: 'skipped'});
				passTurn(state, event.output_name);
				return;
			case 'stop':
				// The decision is still to be taken when the run is taken up again.
				change(state, event.output_name, {});
		}
	},
};

function currentText(operation: OperationState): string {
	return operation.versions[operation.current - 1]?.text ?? '';
}

/** Another model than the one that failed is to go on from there; one that did not fail, to answer anew. */
function isSameAgain({feedback, model}: EventOf<'review-decided'>, {failure}: OperationState): boolean {
	return feedback === null && (model === null || failure?.kind.startsWith('model:') === true);
}

/** What failed outside goes on within the same attempt, so that the calls that were answered are not paid for again. */
export function asIfUnfinished({failure, attempt}: OperationState): Partial<OperationState> {
	return failedOutside(failure) ? {failure: null, attempt: attempt - 1} : {failure: null};
}
