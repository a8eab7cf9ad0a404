/** The inputs of an operation that are code. */
import {parseCodebase} from '../core/files/codebase-text.ts';
import {extractFiles} from '../core/files/extract.ts';
import {type FileSet, overlay} from '../core/files/file-set.ts';
import {type Input, type ModuleContext, OperationFailure} from '../core/module.ts';

/**
 * Makes sure that there are files to work on: those the operation starts from, else those in its inputs, be
 * it a codebase's text or any answer with fenced files. Throws an `OperationFailure` when there are none.
 */
export async function adoptFiles(context: ModuleContext): Promise<void> {
	if (context.files.current().size > 0) return;
	const codebases = context.inputs.map(readCodebase).filter(files => files !== null);
	const files = overlay(...(codebases.length > 0 ? codebases : context.inputs.map(extractedFrom)));
	if (files.size > 0) await context.files.write(files, {by: 'module'});
	if (context.files.current().size > 0) return;
	throw new OperationFailure({
		kind: 'no-code',
		message: `There is no code to work on: no module before this one wrote files, and none are in its inputs (${context.inputs.map(({name}) => name).join(', ') || 'it has none'}).`,
		remedy: 'Put an engineer before it, or give it an input that holds files in fences with their names.',
	});
}

/**
 * What the operation is told, without the code in it: by the time a model is asked, the code has moved on
 * and is shown as it is now.
 */
export function toldWithoutCode(context: ModuleContext): string {
	return context.inputs
		.filter(input => readCodebase(input) !== null)
		.reduce(
			(told, {text}) => told.replace(text, '(This code has moved on: see CURRENT CODE.)'),
			context.prompt,
		);
}

/** Null unless the whole input is the text form of at least one file. */
export function readCodebase({text}: Input): FileSet | null {
	const parsed = parseCodebase(text);
	return 'files' in parsed && parsed.files.size > 0 ? parsed.files : null;
}

function extractedFrom({text}: Input): FileSet {
	return new Map(extractFiles(text).files.map(file => [file.path, file.text]));
}
