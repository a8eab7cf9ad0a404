import {type ModuleContext, OperationFailure} from '../core/module.ts';
import type {Message} from '../core/ports.ts';
import {type Applied, applyFileAnswer, FILE_FORMAT, type FileAnswer, readFileAnswer} from './file-answer.ts';

/**
 * Asks for code and writes the files that come. If none came, or some were lost on the way, the model is told
 * so and asked once more. `mustChange`: files that are there already do not count.
 * Throws an `OperationFailure` when that did not help either; what came whole stays written.
 */
export async function askForFiles(
	context: ModuleContext,
	prompt: string,
	{mustChange = false} = {},
): Promise<{commands: string[]}> {
	const first = await context.model.ask({prompt});
	const answer = readFileAnswer(first.text, context.files.current());
	const applied = await applyFileAnswer(context, answer);
	const complaint = complaintOn(answer, applied, mustChange);
	if (complaint === null) return {commands: answer.commands};

	const messages: Message[] = [
		...(context.system ? [{role: 'system' as const, content: context.system}] : []),
		{role: 'user', content: prompt},
		{role: 'assistant', content: first.text},
		{role: 'user', content: complaint},
	];
	const second = await context.model.ask({messages});
	const secondAnswer = readFileAnswer(second.text, context.files.current());
	const secondApplied = await applyFileAnswer(context, secondAnswer);
	const commands = [...answer.commands, ...secondAnswer.commands];

	const missing = [
		...answer.truncated.filter(path => !secondAnswer.files.has(path)),
		...secondAnswer.truncated,
	];
	if (missing.length > 0) {
		throw new OperationFailure({
			kind: 'incomplete-answer',
			message: `The model left ${[...new Set(missing)].map(path => `\`${path}\``).join(', ')} unfinished, twice. Unfinished files were not written; those that came whole are kept.`,
			remedy: 'Redo it, ask for smaller files, or use a model with room for longer answers.',
		});
	}
	const refused = [...answer.refused, ...secondAnswer.refused].filter(
		({path}) => !answer.files.has(path) && !secondAnswer.files.has(path),
	);
	if (refused.length > 0) {
		throw new OperationFailure({
			kind: 'incomplete-answer',
			message: `What the model wants to change could not be taken, twice${listed(refused.map(({path, reason}) => `\`${path}\` was refused because ${reason}`))}. The other files are kept.`,
			remedy: 'Redo it, or use another model.',
		});
	}
	if (hasEffect(answer, applied, mustChange) || hasEffect(secondAnswer, secondApplied, mustChange))
		return {commands};
	throw new OperationFailure({
		kind: 'no-files',
		message: `The model was asked twice and ${mustChange ? 'changed no file' : 'gave no file'}${listed([...applied.problems, ...secondApplied.problems])}. Its answers are kept in the log.`,
		remedy: 'Redo it with feedback that says what is missing, or use another model.',
	});
}

/** What the model is told about its answer; null when all is well. */
function complaintOn(answer: FileAnswer, applied: Applied, mustChange: boolean): string | null {
	const effect = hasEffect(answer, applied, mustChange);
	const lost = answer.truncated.length + answer.cutAgain.length + applied.refused.length;
	if (effect && lost === 0) return null;
	const what = effect
		? 'Part of your answer did not come through'
		: takenFrom(answer, applied).length > 0 && applied.refused.length === 0
			? 'Your answer changes nothing: its files are exactly those that are there already'
			: 'No file could be taken from your answer';
	return [
		`${what}${listed(applied.problems)}.`,
		effect ? `The other files are kept (${applied.written.join(', ')}). Give what is missing.` : '',
		FILE_FORMAT,
	]
		.filter(part => part)
		.join('\n\n');
}

function hasEffect(answer: FileAnswer, applied: Applied, mustChange: boolean): boolean {
	if (applied.written.length + applied.deleted.length > 0) return true;
	return !mustChange && takenFrom(answer, applied).length > 0;
}

/** Files of the answer that nothing refused, also those that are there already. */
function takenFrom(answer: FileAnswer, {refused}: Applied): string[] {
	return [...answer.files.keys()].filter(path => !refused.some(each => each.path === path));
}

function listed(problems: string[]): string {
	return problems.length > 0 ? `: ${problems.join('; ')}` : '';
}
