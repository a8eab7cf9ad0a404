/** What of a run stays in view while a new request on its program is made. */
import {currentVersion} from '../state/basis.ts';
import type {OperationState, RunState} from '../state/run-state.ts';
import {wholeCharacter} from '../whole-character.ts';

/** Of each text so many characters at most: some 2000 tokens, enough for a plan, and little beside the code. */
export const longestEarlier = 8000;

/**
 * What the run was told, then its plans: the texts that its writers were told, or, where nothing writes, those that it
 * came to. Each is cut to a limit, and says so.
 */
export function earlierOf(state: RunState): {name: string; text: string}[] {
	const request = requestOf(state);
	return [
		...(request === null ? [] : [{name: 'request', text: cut(request)}]),
		...plansOf(state).map(({operation, ...rest}) => ({
			name: operation.output_name,
			text: cut(currentVersion({operation, ...rest})!.text),
		})),
	];
}

/** What the person asked for, without what was in view then; null if nobody said. */
function requestOf(state: RunState): string | null {
	const begins = [...state.operations.values()].find(({operation}) => operation.module === 'start_module');
	if (!begins) return null;
	const text = currentVersion(begins)?.text ?? null;
	if (state.origin?.kind !== 'continue') return text ?? state.request;
	const replied = begins.questions.findLast(({reply}) => reply !== null && reply !== 'declined')?.reply;
	const said = replied && replied !== 'declined' ? replied.text : null;
	return said ?? (state.request?.trim() ? state.request : text);
}

function plansOf(state: RunState): OperationState[] {
	const writes = ({operation}: OperationState) =>
		Object.hasOwn(state.modules, operation.module) && state.modules[operation.module]!.writes;
	const operations = [...state.operations.values()];
	const writers = operations.filter(writes);
	const read = new Set(writers.flatMap(({operation}) => operation.inputs));
	return operations.filter(
		one =>
			one.status === 'done' &&
			one.operation.module !== 'start_module' &&
			!writes(one) &&
			(writers.length > 0
				? read.has(one.operation.output_name)
				: state.consumers.get(one.operation.output_name)?.length === 0),
	);
}

function cut(text: string): string {
	if (text.length <= longestEarlier) return text;
	const begin = text.slice(0, wholeCharacter(text, longestEarlier));
	return `${begin}\n[cut: the first ${begin.length} of ${text.length} characters]`;
}
