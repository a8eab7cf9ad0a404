/** What earlier runs of the pipeline came to joins what an operation is told, if its `memory` says so. */
import {charactersPerToken, estimateTokens} from '../estimate/tokens.ts';
import type {Recalled} from '../events.ts';
import {leastRecallTokens} from '../pipeline/pipeline.ts';
import type {PastOutput} from '../ports.ts';
import type {OperationState} from '../state/run-state.ts';
import type {Crew} from './crew.ts';

/** Whether earlier runs have to be asked before it begins: once in a run, so that every attempt is told the same. */
export function mustRecall({operation, recalled}: OperationState): boolean {
	return operation.memory.recall > 0 && recalled === null;
}

/** What earlier runs tell this operation, cut to its limit. */
export async function recallFor(
	{memory}: Crew,
	{operation: {output_name, module, memory: options}}: OperationState,
	signal: AbortSignal,
): Promise<Recalled[]> {
	const outputs = await memory.recall({output_name, module, count: options.recall}, signal);
	return cutToTokens(outputs, options.max_tokens);
}

/** Room for the note that ends a cut text, in characters, so that what was cut to a limit stays within it. */
const noteLength = 60;

/** The newest have precedence: the first that does not fit is cut, and says so; what is older is left out. */
export function cutToTokens(outputs: readonly PastOutput[], max_tokens: number): Recalled[] {
	const recalled: Recalled[] = [];
	let room = max_tokens;
	for (const output of outputs) {
		const needed = estimateTokens(output.text);
		if (needed > room) {
			return room >= leastRecallTokens
				? [...recalled, {...output, text: cut(output.text, room), cut: true}]
				: recalled;
		}
		recalled.push({...output, cut: output.cut ?? false});
		room -= needed;
	}
	return recalled;
}

/** Cut at the end of a line where one is near. */
function cut(text: string, tokens: number): string {
	const most = text.slice(0, tokens * charactersPerToken - noteLength);
	const line = most.lastIndexOf('\n');
	const kept = (
		line > most.length / 2 ? most.slice(0, line) : most.replace(/[\uD800-\uDBFF]$/, '')
	).trimEnd();
	const left = estimateTokens(text) - estimateTokens(kept);
	return `${kept}\n[cut here: about ${left} tokens more]`;
}
