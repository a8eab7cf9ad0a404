/** What a run left on disk, and which calls its log tells of. */
import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {emptyState, reduce} from '../../source/core/state/reduce.ts';
import type {RunState} from '../../source/core/state/run-state.ts';
import {isLogProblem} from '../../source/io/memory/log-problem.ts';
import {type ReadLog, readLog} from '../../source/io/memory/reader.ts';

export type Left = {path: string; folder: string; log: ReadLog};

/** The run below `cwd`, null while none has a log. Throws when its log cannot be read. */
export async function leftIn(cwd: string): Promise<Left | null> {
	const runs = join(cwd, 'runs');
	for (const name of namesIn(runs)) {
		const folder = join(runs, name);
		const path = join(folder, 'memory_log.json');
		const log = await readLog(path);
		if (!isLogProblem(log)) return {path, folder, log};
		if (log.kind !== 'missing') throw new Error(log.problem);
	}
	return null;
}

export function foldOf({actions}: Pick<ReadLog, 'actions'>): RunState {
	return actions.reduce<RunState>(reduce, emptyState());
}

/** A call is known by its model and what that was told: in this pipeline no two are told the same. */
export function keyOf({
	model,
	messages,
}: {
	model: string;
	messages: {role: string; content: string}[];
}): string {
	return JSON.stringify([model, ...messages.toReversed().map(({role, content}) => [role, content])]);
}

/** The calls that the log has the answer of, and those that were asked for and may be on their way. */
export function callsIn({operations}: RunState): {answered: string[]; open: string[]} {
	const calls = [...operations.values()].flatMap(operation => operation.calls);
	return {
		answered: calls.filter(({response}) => response !== null).map(keyOf),
		open: calls.filter(({response}) => response === null).map(keyOf),
	};
}

export type End = ReturnType<typeof endOf>;

/** What must not depend on when it was killed. The program's name, which must be the case's own, is left out. */
export function endOf({folder, log}: Left, program: string) {
	const {status, operations} = foldOf(log);
	const parts = ['workspace', 'outputs', 'made'];
	const end = {
		status,
		outputs: [...operations].map(([name, {versions, current}]) => [
			name,
			versions[current - 1]?.text ?? null,
		]),
		/** What ran, and came to be written down: each once. */
		programs: log.actions.flatMap(action =>
			action.type === 'program-ran'
				? [[action.output_name, action.iteration, action.command, action.exit_code]]
				: [],
		),
		files: parts.flatMap(part =>
			namesIn(join(folder, part), {recursive: true}).map(name => [
				`${part}/${name}`,
				readFileSync(join(folder, part, name), 'utf8'),
			]),
		),
		/** Nothing half-written stays; of one that was killed at its very end a dead lock does, which harms nobody. */
		beside: namesIn(folder).filter(name => !name.startsWith('memory_log.damaged-') && name !== 'lock'),
	};
	return JSON.parse(JSON.stringify(end).replaceAll(program, 'said.py')) as typeof end;
}

/** In order, `.gitignore` and its like left out, and folders where it goes into them; none where there is no such folder. */
export function namesIn(folder: string, {recursive = false} = {}): string[] {
	try {
		return readdirSync(folder, {withFileTypes: true, recursive})
			.filter(entry => !entry.name.startsWith('.') && !(recursive && entry.isDirectory()))
			.map(entry => join(entry.parentPath, entry.name).slice(folder.length + 1))
			.sort();
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
		throw error;
	}
}
