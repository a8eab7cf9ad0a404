import {quoteWord} from '../../core/command-line.ts';
import type {Surroundings} from '../command.ts';
import {isFromClone} from '../from-clone.ts';
import type {RunFlags} from './flags.ts';
import {usualRunsDir} from './options.ts';

type Around = Pick<Surroundings, 'environment'>;

/**
 * What goes on with this run, as it is typed. What was allowed or approved for once has to be so again, and an endpoint
 * has to be named: without it another one would be asked, or none, since no log may say where a key goes.
 */
export function resumeCommandOf(
	id: string,
	{
		runsDir,
		trust,
		yes,
		baseUrl,
		keyless,
	}: Pick<RunFlags, 'runsDir' | 'trust' | 'yes' | 'baseUrl' | 'keyless'>,
	around: Around,
): string {
	// To a server that is told no key the option would send one.
	const endpoint = baseUrl === null || keyless ? [] : ['--base-url', quoteWord(baseUrl)];
	const again = [...(yes ? ['--yes'] : []), ...(trust ? ['--trust'] : [])];
	return typed(['resume', quoteWord(id), ...again, ...endpoint], runsDir, around);
}

/** What watches this run while another process runs it, as it is typed. */
export function followCommandOf(id: string, {runsDir}: Pick<RunFlags, 'runsDir'>, around: Around): string {
	return typed(['replay', '--follow', quoteWord(id)], runsDir, around);
}

export function replayCommandOf(id: string, {runsDir}: Pick<RunFlags, 'runsDir'>, around: Around): string {
	return typed(['replay', quoteWord(id)], runsDir, around);
}

/** The app is called as it was: from a clone by `npm start --`. */
function typed(words: readonly string[], runsDir: string, {environment}: Around): string {
	const app = isFromClone(environment) ? 'npm start --' : 'orchestrai';
	const where = runsDir === usualRunsDir ? [] : ['--runs-dir', quoteWord(runsDir)];
	return [app, ...words, ...where].join(' ');
}
