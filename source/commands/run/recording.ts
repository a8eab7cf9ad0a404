/** What a recording brings along besides the model's answers. */
import {resolve} from 'node:path';
import type {EventOf, RunEvent} from '../../core/events.ts';
import type {Operation, Pipeline} from '../../core/pipeline/pipeline.ts';
import {nothingDecided, type RecordedDecisions, recordedDecisions} from '../../core/recorded-decisions.ts';
import {findReply, numberReplies, type Reply, whatThePersonSaid} from '../../core/replies.ts';
import {isLogProblem} from '../../io/memory/log-problem.ts';
import {readPythonLog} from '../../io/memory/python-log.ts';
import {readLog} from '../../io/memory/reader.ts';
import {findRun} from '../../io/memory/run-folder.ts';
import {type Surroundings, UsageError} from '../command.ts';
import type {RunFlags} from './flags.ts';

/**
 * The log that `--cassette` means: a file, or a run by its id, the beginning of one, or its folder. With `--record`, a
 * file that may be yet to come.
 */
export async function findCassette(
	{cassette, record, runsDir}: RunFlags,
	{folder}: Surroundings,
): Promise<string | null> {
	if (cassette === null) return null;
	const found = await findRun(resolve(folder, runsDir), cassette);
	if (!isLogProblem(found)) return resolve(folder, found.log);
	if (record && found.kind === 'missing') return resolve(folder, cassette);
	const toMake =
		found.kind === 'missing'
			? ' To make it, add --record: a model is asked, and its answers are kept in that file.'
			: '';
	throw new UsageError(`--cassette: ${found.problem}${toMake}`);
}

/** An operation that may ask the person. */
type Asking = Pick<Operation, 'output_name' | 'module'>;

/** What the person of a recording told these operations, question by question, where flags do not. */
export async function repliesFor(
	operations: readonly Asking[],
	cassette: string | null,
	given: readonly Reply[],
): Promise<Reply[]> {
	if (cassette === null) return [];
	const names = operations.map(({output_name}) => output_name);
	const said = await readReplies(cassette, operations);
	return numberReplies(said).filter(
		({name, question = 1}) => names.includes(name) && findReply(given, name, question) === null,
	);
}

async function readReplies(cassette: string, operations: readonly Asking[]): Promise<Reply[]> {
	const log = await readLog(cassette);
	if (!isLogProblem(log)) return whatThePersonSaid(log.actions);
	if (log.kind !== 'python') return [];
	const python = await readPythonLog(cassette);
	if (isLogProblem(python)) return [];
	// Such a log knows modules, not outputs: the n-th task of it is for the n-th operation that asks for one.
	const tasks = python.actions.filter(({module, by}) => module === 'start_module' && by === 'person');
	const asking = operations.filter(({module}) => module === 'start_module');
	return asking.slice(0, tasks.length).map(({output_name}, index) => {
		const {response, input} = tasks[index]!;
		return {name: output_name, text: response.trim() === '' ? input : response};
	});
}

/** What its person decided in the middle of operations. */
export async function decisionsIn(cassette: string | null): Promise<RecordedDecisions> {
	const log = cassette === null ? null : await readLog(cassette);
	return log === null || isLogProblem(log) ? nothingDecided : recordedDecisions(log.actions);
}

/** Which operations a recording may answer for: a request that is given goes before a recorded one. */
export function openTo({operations}: Pipeline, request: string | null): Asking[] {
	return operations.filter(({module}) => request === null || module !== 'start_module');
}

/** Without a screen they are given, not offered: that is said. */
export function sayReplies(replies: readonly Reply[], {stderr}: Surroundings): void {
	if (replies.length === 0) return;
	const names = [...new Set(replies.map(({name}) => name))].join(', ');
	stderr.write(
		`Answered from the recording: ${names}. To answer otherwise, give --request TEXT or --answer NAME=TEXT.\n`,
	);
}

export function allOf<T extends RunEvent['type']>(actions: RunEvent[], type: T): EventOf<T>[] {
	return actions.filter((action): action is EventOf<T> => action.type === type);
}
