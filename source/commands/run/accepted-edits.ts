import type {Store} from '../../core/store.ts';
import {nameOfCode} from '../../ui/run/directing.ts';
import {nameOfModulesDraft} from '../../ui/run/waiting-draft.ts';

/**
 * The names under which the person's own editor was given what the run accepted from now on; more come as the run goes.
 * Their texts can be discarded once the log holds them.
 */
export function acceptedEdits(store: Store): ReadonlySet<string> {
	const accepted = new Set<string>();
	store.onEvent(event => {
		if (event.type === 'review-decided' && (event.decision === 'edit' || event.decision === 'write'))
			accepted.add(event.output_name);
		if (event.type === 'direction-given' && event.course === 'edit')
			accepted.add(nameOfCode(event.output_name));
		if (event.type === 'draft-decided' && event.decision === 'edit')
			accepted.add(nameOfModulesDraft(event.output_name));
		if (event.type === 'output-edited') accepted.add(event.output_name);
		if (event.type === 'prompt-edited')
			for (const part of ['system', 'supplement']) accepted.add(`${event.output_name}.${part}`);
	});
	return accepted;
}
