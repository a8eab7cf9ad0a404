import {type Surroundings, UsageError} from '../command.ts';
import type {RunFlags} from './flags.ts';

/** A run has a screen when both ends are terminals and nobody asked for less. Refuses what needs one and has none. */
export function isInteractive({stdin, stdout}: Surroundings, flags: RunFlags): boolean {
	const interactive = Boolean(stdin.isTTY && stdout.isTTY) && !flags.headless;
	if (flags.step && !interactive) {
		throw new UsageError('--step waits for a person before each operation: it needs the app in a terminal.');
	}

	return interactive;
}
