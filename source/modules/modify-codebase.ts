import {renderCodebase} from '../core/files/codebase-text.ts';
import {defineModule, type ModuleContext, OperationFailure} from '../core/module.ts';
import {askForFiles} from './ask-for-files.ts';
import {adoptFiles, toldWithoutCode} from './codebase-inputs.ts';
import {showPatch} from './debugger/apply-repair.ts';
import {commandFor, debugUntilItWorks} from './debugger/loop.ts';
import {type Session, startSession} from './debugger/session.ts';
import {REPAIR_FORMAT} from './file-answer.ts';

/** A change the person asked for; `failure` if it could not be made, or left the program broken; `rejected`: why they had it taken back. */
type Change = {wish: string; notes: string[]; failure: OperationFailure | null; rejected?: string};

/** Changes the program as the person asks, one wish at a time, and debugs it after each. */
export const modifyCodebase = defineModule({
	name: 'modify_codebase',
	describe: 'Asks you what to change in the program, changes and debugs it, until you are content',
	yields: 'codebase',
	writes: true,
	by: 'model',
	asks: true,
	runs: true,
	prompted: true,
	async run(context) {
		await adoptFiles(context);
		const session = startSession(context);
		const changes: Change[] = [];
		for (;;) {
			const wish = await nextWish(context, changes);
			if (wish === null) break;
			changes.push(await makeChange(context, session, wish, changes));
		}
		const failure = changes.at(-1)?.failure;
		if (failure) throw failure;
		return {
			output: renderCodebase(context.files.current()),
			messages: changes.flatMap(({notes}) => notes),
			by: changes.length > 0 ? 'model' : 'module',
		};
	},
});

/** Feedback of a redo is the first wish. Null when the person is content. */
async function nextWish(context: ModuleContext, changes: Change[]): Promise<string | null> {
	if (changes.length === 0 && context.feedback) return context.feedback;
	const last = changes.at(-1);
	const wish = await context.person.ask(questionAfter(last), {
		show: [{name: 'program', text: renderCodebase(context.files.current())}],
		optional: true,
	});
	return wish?.trim() ? wish : null;
}

function questionAfter(last: Change | undefined): string {
	if (!last) return 'What should be changed in the program? If it is fine as it is, say nothing.';
	if (last.failure) return `${last.failure.message} What should be changed now?`;
	if (last.rejected !== undefined)
		return `${last.notes.join(' ')} What should be changed now? If nothing, say nothing.`;
	return ['The change is made.', ...last.notes, 'What else should be changed? If nothing, say nothing.'].join(
		' ',
	);
}

async function makeChange(
	context: ModuleContext,
	session: Session,
	wish: string,
	before: readonly Change[],
): Promise<Change> {
	try {
		const untouched = context.files.current();
		await askForFiles(context, promptFor(context, wish, before), {mustChange: true});
		const verdict = await showPatch(context, session, {
			before: untouched,
			command: commandFor(context, session),
			message: `The change that you asked for: ${wish}`,
		});
		if (verdict.kind === 'rejected') {
			const note = `The change “${wish}” was taken back before it ran.`;
			return {wish, notes: [note], failure: null, rejected: verdict.why};
		}

		const {notes} = await debugUntilItWorks(context, session);
		return {wish, notes, failure: null};
	} catch (error) {
		if (!isMendable(error)) throw error;
		const note = `The change “${wish}” did not succeed. ${error.message}`;
		return {wish, notes: [note], failure: error};
	}
}

/** The person can answer these with another wish; anything else ends the operation. */
function isMendable(error: unknown): error is OperationFailure {
	return (
		error instanceof OperationFailure &&
		['no-files', 'incomplete-answer', 'not-converged'].includes(error.kind)
	);
}

function whatCameOf({failure, rejected}: Change): string {
	if (rejected !== undefined) return ` (the person took it back: ${rejected})`;
	return failure ? ' (failed)' : '';
}

function promptFor(context: ModuleContext, wish: string, before: readonly Change[]): string {
	const earlier = before.map((change, index) => `${index + 1}. ${change.wish}${whatCameOf(change)}`);
	return [
		toldWithoutCode(context),
		`CURRENT CODE:\n${renderCodebase(context.files.current())}`,
		...(earlier.length > 0 ? [`CHANGES ASKED FOR BEFORE:\n${earlier.join('\n')}`] : []),
		`CHANGE THE PERSON WANTS NOW:\n${wish}`,
		`Make this change. ${REPAIR_FORMAT}`,
	]
		.filter(section => section.trim())
		.join('\n\n');
}
