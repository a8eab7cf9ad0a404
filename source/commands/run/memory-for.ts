import {dirname} from 'node:path';
import type {Memory, Model} from '../../core/ports.ts';
import {createMemory} from '../../io/memory/recall.ts';
import type {First, Sitting} from './sitting.ts';

/** What earlier runs beside this one tell it; of a rehearsal, what its recording was told. */
export function memoryFor({store, folder}: Sitting, [first]: First, model: Model): Memory {
	const state = store.state();
	const begun = first.type === 'run-started' ? first : null;
	const {settings} = begun ?? (first.type === 'run-resumed' ? first : state);
	return createMemory({
		runsDir: dirname(folder.path),
		run_id: folder.id,
		pipeline_name: begun?.pipeline_name ?? state.pipeline.name,
		same: settings.cassette,
		rehearsal: model.kind === 'recorded',
	});
}
