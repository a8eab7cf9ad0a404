import type {Invocation} from '../command.ts';
import {runPipeline} from './chain.ts';
import {readRunFlags} from './flags.ts';
import {prepareRun} from './prepare.ts';

export async function startRun({input, flags: raw, around}: Invocation): Promise<number> {
	const flags = readRunFlags(raw);
	const continues = typeof raw.continue === 'string' ? raw.continue : null;
	return runPipeline(await prepareRun(input[0] ?? null, flags, around, {continues}));
}
