/** What an answer does to the code, and what the person says to that before it runs. */
import type {FileSet} from '../../core/files/file-set.ts';
import type {ModuleContext} from '../../core/module.ts';
import {applyFileAnswer, readFileAnswer} from '../file-answer.ts';
import {describeChange} from './describe-change.ts';
import {whyNotToRun} from './entry.ts';
import type {Turn} from './repair-prompt.ts';
import {isSame, type Session} from './session.ts';

/** `changed`: the code is another than before. `rejected`: it was, and the person had it put back. */
export type Applied = {
	outcome: 'changed' | 'unchanged' | 'rejected';
	turn: Pick<Turn, 'change' | 'result'>;
};

/** How a turn begins that led to nothing. */
export const unchanged = 'nothing changed: ';

export async function applyRepair(
	context: ModuleContext,
	session: Session,
	{answer, command, failure}: {answer: string; command: string; failure: string},
): Promise<Applied> {
	const before = context.files.current();
	const read = readFileAnswer(answer, before);
	const {written, deleted, refused, problems} = await applyFileAnswer(context, read);
	const said = problems.length > 0 ? `(${problems.join('; ')})` : '';
	if (written.length + deleted.length === 0) {
		const same = [...read.files.keys()].some(path => !refused.some(one => one.path === path));
		const reason =
			`${same ? 'its files are exactly the current ones' : 'no whole file and no edit came'} ${said}`.trim();
		context.log(`The answer changed nothing: ${reason}.`);
		return {
			outcome: 'unchanged',
			turn: {change: `${unchanged}${reason}`, result: 'the program was not run again'},
		};
	}

	const describe = () =>
		[describeChange(before, context.files.current()), said].filter(part => part).join('\n');
	const change = describe();
	const message = `${session.lastModel ?? 'The model'} changed the code, after: ${failure}`;
	const verdict = await showPatch(context, session, {before, command, message});
	if (verdict.kind === 'rejected') {
		const why = `the person rejected it before it ran: ${verdict.why}`;
		return {outcome: 'rejected', turn: {change, result: why}};
	}

	return {outcome: 'changed', turn: {change: describe(), result: null}};
}

/** Where outputs are reviewed, a patch is looked at before it runs. A rejected one is put back to `before`. */
export async function showPatch(
	context: ModuleContext,
	session: Session,
	{before, command, message}: {before: FileSet; command: string; message: string},
): Promise<{kind: 'runs'} | {kind: 'rejected'; why: string}> {
	const direction = session.patchesPass
		? null
		: await context.person.direct({
				about: 'patch',
				message,
				courses: ['run', 'edit', 'hint'],
				command,
				judge: files => whyNotToRun(files, context.operation.debug),
			});
	switch (direction?.kind) {
		case 'run':
			session.patchesPass = direction.rest;
			return {kind: 'runs'};
		case 'edit':
			await putFiles(context, direction.files);
			return {kind: 'runs'};
		case 'hint':
			await putFiles(context, before);
			return {kind: 'rejected', why: direction.text};
		default:
			return {kind: 'runs'};
	}
}

/** By the person's will the code is exactly this. */
export async function putFiles({files}: ModuleContext, wanted: FileSet): Promise<void> {
	const current = files.current();
	if (isSame(current, wanted)) return;
	await files.write(wanted, {delete: [...current.keys()].filter(path => !wanted.has(path)), by: 'person'});
}
