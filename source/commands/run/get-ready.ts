import {nothingDecided} from '../../core/recorded-decisions.ts';
import {foreseeIfAsked, type Occasion} from './before-start.ts';
import type {Means} from './means.ts';
import {decisionsIn} from './recording.ts';
import type {Prepared} from './run-pipeline.ts';
import {openRunner} from './sitting.ts';
import {keyNamesOf} from './without-keys.ts';

type Ready = Pick<Prepared, 'sitting' | 'first' | 'suggested' | 'begun'> & Omit<Occasion, 'runner'>;

/**
 * All is checked: what is still to be had before a run can begin is its runner, and the page that is shown first. If
 * that cannot be, it rejects; a new run is gone then, and of any other the log is given back.
 */
export async function getReady(
	means: Means,
	{sitting, first, suggested, begun, ...occasion}: Ready,
): Promise<Prepared> {
	const {modules, answering, label, rehearsal, settings} = means;
	const {flags, interactive, around} = occasion;
	try {
		const runner = openRunner(sitting.folder, rehearsal);
		return {
			sitting,
			modules,
			answering,
			label,
			flags,
			interactive,
			around,
			runner: rehearsal ? rehearsal.wrapRunner(runner) : runner,
			first,
			suggested,
			decided: interactive ? nothingDecided : await decisionsIn(means.cassette),
			before: await foreseeIfAsked(means, {...occasion, runner}),
			notify: settings.notify,
			keyNames: keyNamesOf(settings),
			...(begun ? {begun} : {}),
		};
	} catch (error) {
		await sitting.leave(first, {message: (error as Error).message, discard: true});
		throw error;
	}
}
