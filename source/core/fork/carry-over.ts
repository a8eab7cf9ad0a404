/** What an operation that was in the middle of its work had been answered: a fork goes on from there. */
import type {EventDraft} from '../events.ts';
import {nextAttempt} from '../state/next-attempt.ts';
import type {Call, Iteration, OperationState, RunState} from '../state/run-state.ts';
import {storeMessages, type TextTable} from '../texts.ts';

type Author = {output_name: string; module: string; attempt: number};

/**
 * The answered calls, the answered questions, the drafts that were decided on, the directions and the programs of the attempt that was under way, as the child's first
 * one: it hears them again while it asks the same, and no call is paid twice. What was installed is not in the child's
 * folder, and is installed there again. `texts`: those that the child's log holds already.
 */
export function carryOver(parent: RunState, operation: OperationState, texts: TextTable): EventDraft[] {
	const under = nextAttempt(operation);
	// Feedback belongs to the attempt that it was given for: the child begins with the first.
	if (operation.redo !== null) return [];
	const {output_name, module} = operation.operation;
	const author: Author = {output_name, module, attempt: 1};
	const isOurs = ({attempt}: {attempt: number}) => attempt === under;
	const calls = answeredCalls(operation, under);
	const iterations = operation.iterations.filter(isOurs);
	const events: EventDraft[] = [
		...operation.questions.filter(isOurs).flatMap(asked => questionOf(author, asked)),
		...operation.drafts.filter(isOurs).flatMap(shown => draftOf(author, shown)),
	];
	const directions = operation.directions.filter(({given}) => isOurs(given));
	const directed = (after: number): EventDraft[] =>
		directions.filter(one => one.after === after).map(({given}) => ({...given, ...author}));
	for (const [index, iteration] of iterations.entries()) {
		const before = calls.splice(0, calls.findLastIndex(({index}) => index < iteration.callsBefore) + 1);
		events.push(...before.flatMap(({call}) => callOf(parent, author, call, texts)));
		events.push(...directed(index), ...iterationOf(parent, author, iteration, texts));
	}

	events.push(...directed(iterations.length));
	events.push(...calls.flatMap(({call}) => callOf(parent, author, call, texts)));
	return events;
}

/** How many answered calls a fork that takes over its inputs carries over. */
export function carriedCalls(operation: OperationState): number {
	return operation.redo === null ? answeredCalls(operation, nextAttempt(operation)).length : 0;
}

function answeredCalls(operation: OperationState, under: number): {call: Call; index: number}[] {
	return operation.calls
		.map((call, index) => ({call, index}))
		.filter(({call}) => call.attempt === under && call === lastAnswered(operation, call));
}

function questionOf(
	author: Author,
	{number, question, reply}: OperationState['questions'][number],
): EventDraft[] {
	if (reply === null) return [];
	const declined = reply === 'declined';
	return [
		{type: 'question-asked', ...author, question, number},
		{
			type: 'question-answered',
			...author,
			question,
			number,
			response: declined ? null : reply.text,
			declined,
		},
	];
}

function draftOf(
	author: Author,
	{number, title, text, verdict}: OperationState['drafts'][number],
): EventDraft[] {
	if (verdict === null) return [];
	// What is approved from there on is the child's own affair.
	const {rest: _, ...decided} = verdict;
	return [
		{type: 'draft-shown', ...author, number, title, text},
		{...decided, ...author},
	];
}

/** One that was asked anew, since what it was told had changed, counts as it was answered last. */
function lastAnswered({calls}: OperationState, {attempt, call}: Call): Call | undefined {
	return calls.findLast(one => one.attempt === attempt && one.call === call && one.response !== null);
}

function callOf(parent: RunState, author: Author, call: Call, texts: TextTable): EventDraft[] {
	const {prompt, response, model, by, parameters} = call;
	return [
		{
			type: 'answer-reused',
			...author,
			call: call.call,
			source: {run_id: parent.run_id, action: call.action ?? 0},
			by,
			prompt,
			response,
			model,
			parameters,
			messages: storeMessages(texts, call.messages as Parameters<typeof storeMessages>[1], prompt),
		},
	];
}

function iterationOf(
	parent: RunState,
	author: Author,
	{files, runs}: Iteration,
	texts: TextTable,
): EventDraft[] {
	const lacking = Object.values(files).filter(hash => !texts.has(hash));
	const contents = Object.fromEntries(
		lacking.flatMap(hash => {
			const text = parent.texts.get(hash);
			return text === undefined ? [] : [[hash, text]];
		}),
	);
	return [
		{type: 'files-written', ...author, by: 'module', files, contents, deleted: [], refused: []},
		...runs.map((run): EventDraft => ({...run, ...author, recorded: true})),
	];
}
