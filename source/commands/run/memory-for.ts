import {dirname} from 'node:path';
import type {EventDraft} from '../../core/events.ts';
import type {Memory, Model} from '../../core/ports.ts';
import {createMemory} from '../../io/memory/recall.ts';
import type {Sitting} from './sitting.ts';

/** What earlier runs beside this one tell it; of a rehearsal, what its recording was told. */
export function memoryFor({store, folder}: Sitting, first: EventDraft, model: Model): Memory {
	const begun = first.type === 'run-started' ? first : null;
	const {settings} = first.type === 'run-resumed' ? first : (begun ?? store.state());
	return createMemory({
		runsDir: dirname(folder.path),
		run_id: folder.id,
		pipeline_name: begun?.pipeline_name ?? store.state().pipeline.name,
		same: settings.cassette ?? begun?.forked_from?.path ?? null,
		rehearsal: model.kind === 'recorded',
	});
}
