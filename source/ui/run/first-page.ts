/** What a person begins with who writes the output of a failed operation by hand. */
import {startingFiles} from '../../core/engine/starting-files.ts';
import {renderCodebase} from '../../core/files/codebase-text.ts';
import type {FailureRequest} from '../../core/ports.ts';
import type {RunState} from '../../core/state/run-state.ts';

/** Nobody guesses the form in which files are written. */
const example = renderCodebase(new Map([['main.py', "print('Replace this file, and add others.')\n"]]));

/** `from`: what the text is. Throws an `OperationFailure` where the log lacks the text of a file. */
export function firstPage(
	state: RunState,
	{output_name, yields}: Pick<FailureRequest, 'output_name' | 'yields'>,
): {text: string; from: string} {
	if (yields === 'text') return {text: '', from: 'an empty page'};
	const files = startingFiles(state, output_name);
	return files.size === 0
		? {text: example, from: 'an example'}
		: {text: renderCodebase(files), from: 'the files it starts from'};
}
