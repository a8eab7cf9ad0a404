import type {Surroundings} from '../command.ts';
import {runPipeline} from '../run/chain.ts';
import type {RunFlags} from '../run/flags.ts';
import {isInteractive} from '../run/is-interactive.ts';
import {prepareRun} from '../run/prepare.ts';
import type {Prepared} from '../run/run-pipeline.ts';
import {rehearse} from './rehearsal.ts';

/** Headless it needs nobody: the recording's own words answer its questions, and reviews are approved. */
export async function runDemo(flags: RunFlags, around: Surroundings): Promise<number> {
	return runPipeline(await prepareDemo(flags, around));
}

export async function prepareDemo(flags: RunFlags, around: Surroundings): Promise<Prepared> {
	const interactive = isInteractive(around, flags);
	const rehearsal = await rehearse(interactive);
	if (!interactive && !flags.json) {
		around.stderr.write('The answers are recorded; the files, the programs and the repairs are real.\n');
	}

	return prepareRun(null, {...flags, yes: flags.yes || !interactive}, around, {rehearsal});
}
