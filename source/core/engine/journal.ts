/**
 * What an attempt that starts again was answered before it broke off. Each of its calls to the outside is answered
 * from there by kind and number while its arguments are the same; from the first that differs on, all is live.
 */
import type {Situation} from '../direction.ts';
import type {
	DependenciesInstalled,
	DirectionGiven,
	DraftDecided,
	FileManifest,
	ProgramRan,
} from '../events.ts';
import {hashText} from '../hash.ts';
import type {Message} from '../ports.ts';
import type {Call, OperationState, Refusal} from '../state/run-state.ts';

/** Numbers count from 1 within the attempt, for each kind by itself. Null: this is to be asked of the outside. */
export type Journal = {
	call(number: number, messages: readonly Message[]): Call | null;
	question(number: number, question: string): {text: string} | 'declined' | null;
	draft(number: number, text: string): DraftDecided | null;
	direction(number: number, key: string): DirectionGiven | null;
	program(number: number, key: string): ProgramRan | Refusal | null;
	install(number: number, key: string): DependenciesInstalled | Refusal | null;
	/** The same note was taken before it broke off. */
	noted(note: string): boolean;
};

/** `operation`: as it was before the attempt began, this time. */
export function openJournal(operation: OperationState, attempt: number): Journal {
	let live = false;
	const isOurs = (entry: {attempt: number}) => entry.attempt === attempt;
	const calls = operation.calls.filter(isOurs).filter(({response}) => response !== null);
	const questions = operation.questions.filter(isOurs);
	const iterations = operation.iterations.filter(isOurs);
	const refusals = operation.refusals.filter(isOurs);
	const drafts = operation.drafts.filter(isOurs);
	const directions = operation.directions.map(({given}) => given).filter(isOurs);
	const begun = [iterations, operation.calls, questions, drafts].some(kind => kind.some(isOurs));

	function take<T>(entry: T | undefined, isSame: (entry: T) => boolean): T | null {
		if (live || entry === undefined) return null;
		if (isSame(entry)) return entry;
		live = true;
		return null;
	}

	/** Leave to run includes leave to reach the network. */
	function refusalOf(what: 'program' | 'install', number: number): Refusal | undefined {
		const isOfIt = ({kind}: Refusal) => (kind === 'install' || kind === 'command') === (what === 'install');
		return refusals.findLast(refusal => isOfIt(refusal) && refusal.number === number);
	}

	return {
		call: (number, messages) =>
			take(
				calls.findLast(({call}) => call === number),
				call => areSame(call.messages, messages),
			),
		question: (number, question) =>
			take(
				questions.findLast(entry => entry.number === number && entry.reply !== null),
				entry => entry.question === question,
			)?.reply ?? null,
		draft: (number, text) =>
			take(
				drafts.findLast(entry => entry.number === number && entry.verdict !== null),
				entry => entry.text === text,
			)?.verdict ?? null,
		direction: (number, key) =>
			take(
				directions.find(given => given.number === number),
				given => given.key === key,
			),
		program: (number, key) =>
			take(
				iterations.flatMap(({runs}) => runs).findLast(run => run.number === number) ??
					refusalOf('program', number),
				entry => entry.key === key,
			),
		install: (number, key) =>
			take(
				iterations.flatMap(({install}) => install ?? []).findLast(install => install.number === number) ??
					refusalOf('install', number),
				entry => entry.key === key,
			),
		noted: note => begun && operation.notes.includes(note),
	};
}

/** What a direction was given on. */
export function keyOfDirection({about, message, command}: Situation, files: FileManifest): string {
	return hashText(JSON.stringify([about, message, command, inOrder(files)]));
}

/** What a program's run, or an installation, depends on. */
export function keyOfRun(command: string, stdin: string, files: FileManifest, network = false): string {
	return hashText(JSON.stringify([command, stdin, inOrder(files), ...(network ? ['network'] : [])]));
}

function inOrder(files: FileManifest): [path: string, hash: string][] {
	return Object.entries(files).sort(([one], [other]) => (one < other ? -1 : 1));
}

function areSame(recorded: readonly {role: string; content: string}[], asked: readonly Message[]): boolean {
	return (
		recorded.length === asked.length &&
		recorded.every(({role, content}, i) => role === asked[i]!.role && content === asked[i]!.content)
	);
}
