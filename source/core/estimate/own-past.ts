/** What a run that is taken up again tells by itself. */
import type {Call, OperationState, RunState} from '../state/run-state.ts';
import type {PastCall, PastOperation, PastRun} from './past-run.ts';

/** What the last attempt that came to its end took, of each operation that has one. Recorded answers tell nothing. */
export function ownPast({operations}: RunState): PastRun {
	return new Map(
		[...operations].flatMap(([name, operation]): [string, PastOperation][] => {
			const calls = lastFinished(operation);
			const recorded = calls.some(({by}) => by === 'recorded');
			return calls.length === 0 || recorded
				? []
				: [[name, {module: operation.operation.module, calls: calls.map(toPast)}]];
		}),
	);
}

function lastFinished({versions, calls}: OperationState): readonly Call[] {
	const made = versions.findLast(({by}) => by !== 'person');
	return made === undefined ? [] : calls.filter(({attempt}) => attempt === made.attempt);
}

/** A call that was never answered, and not counted, most likely cost nothing. */
function toPast({model, usage, response, duration_ms}: Call): PastCall {
	const uncounted = response === null && usage === null;
	return {
		model,
		usage: uncounted ? {input_tokens: 0, output_tokens: 0} : usage,
		duration_ms: duration_ms ?? 0,
	};
}
