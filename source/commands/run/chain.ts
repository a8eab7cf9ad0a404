/** A run, and the forks that are begun from its screen, one after the other. */
import type {FoundRun} from '../../io/memory/run-folder.ts';
import type {ForkFrom} from '../../ui/intentions.ts';
import {type Surroundings, UsageError} from '../command.ts';
import type {RunFlags} from './flags.ts';
import {prepareFork} from './prepare-fork.ts';
import {type Conducted, codeOf, conduct, type Prepared} from './run-pipeline.ts';

/** run, demo, resume and fork end here. Resolves with the exit code of the last run. */
export async function runPipeline(prepared: Prepared): Promise<number> {
	const summaries: string[] = [];
	try {
		const {last, refused} = await conductAll(Promise.resolve(prepared), ({summary}) =>
			summaries.push(summary),
		);
		if (refused !== null) throw refused;
		return codeOf(last!.conducted);
	} finally {
		if (!prepared.flags.json) prepared.around.stdout.tell(summaries.join('\n'));
	}
}

/**
 * `refused`: why the run that was wanted, or a fork, could not be prepared or begun; what came before it is over then,
 * and kept.
 */
export type Chain = {last: {prepared: Prepared; conducted: Conducted} | null; refused: Error | null};

/** `onEnded` is told of each run that came to its end, in turn. */
export async function conductAll(
	preparing: Promise<Prepared>,
	onEnded: (conducted: Conducted) => void,
): Promise<Chain> {
	let last: Chain['last'] = null;
	for (let wanted = preparing; ; ) {
		const prepared = await wanted.catch((error: Error) => error);
		if (prepared instanceof Error) return {last, refused: prepared};
		const conducted = await conduct(prepared).catch(unlessMistaken);
		if (conducted instanceof UsageError) return {last, refused: conducted};
		last = {prepared, conducted};
		onEnded(conducted);
		const {next, fault, signalCode} = conducted.outcome;
		if (next === undefined || fault || signalCode !== null) return {last, refused: null};
		const {folder} = prepared.sitting;
		wanted = prepareForkFrom({...folder, folder}, next, prepared.flags, prepared.around);
	}
}

/** A `UsageError` means that nothing was begun; whatever else is thrown is. */
function unlessMistaken(error: unknown): UsageError {
	if (error instanceof UsageError) return error;
	throw error;
}

/** A fork as a screen wants it. What the flags told the run that it goes back to, its log tells already. */
export function prepareForkFrom(
	found: FoundRun,
	{output_name, action}: ForkFrom,
	flags: RunFlags,
	around: Surroundings,
): Promise<Prepared> {
	const from = output_name === null ? [] : [output_name];
	return prepareFork(
		found,
		{from, set: new Map(), action},
		{
			...flags,
			request: null,
			answers: [],
			model: null,
			models: {},
			budget: {},
			workspaceFrom: null,
		},
		around,
	);
}
