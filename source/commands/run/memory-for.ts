import {dirname} from 'node:path';
import type {Memory, Model} from '../../core/ports.ts';
import {createMemory} from '../../io/memory/recall.ts';
import type {First, Sitting} from './sitting.ts';

/** What earlier runs beside this one tell it; of a rehearsal, what its recording was told. */
export function memoryFor({store, folder}: Sitting, [first]: First, model: Model): Memory {
	const state = store.state();
	const begun = first.type === 'run-started' ? first : null;
	const {settings} = begun ?? (first.type === 'run-resumed' ? first : state);
	const origin = state.origin?.kind === 'continue' ? state.origin : null;
	const continued = (begun?.continues ?? origin)?.run_id;
	return createMemory({
		runsDir: dirname(folder.path),
		// What a run continues is in its view already.
		except: continued === undefined ? [folder.id] : [folder.id, continued],
		pipeline_name: begun?.pipeline_name ?? state.pipeline.name,
		same: settings.cassette,
		rehearsal: model.kind === 'recorded',
	});
}
