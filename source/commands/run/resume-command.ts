import {quoteWord} from '../../core/command-line.ts';
import type {Surroundings} from '../command.ts';
import {type RunFlags, usualRunsDir} from './flags.ts';

/**
 * What goes on with this run, as it is typed; the app is called as it was: from a clone by `npm start --`. What was
 * allowed for once has to be allowed again.
 */
export function resumeCommandOf(
	id: string,
	{runsDir, trust}: Pick<RunFlags, 'runsDir' | 'trust'>,
	{environment}: Pick<Surroundings, 'environment'>,
): string {
	const app = environment.npm_lifecycle_event === 'start' ? 'npm start --' : 'orchestrai';
	return [
		`${app} resume ${quoteWord(id)}`,
		...(trust ? ['--trust'] : []),
		...(runsDir === usualRunsDir ? [] : [`--runs-dir ${quoteWord(runsDir)}`]),
	].join(' ');
}
