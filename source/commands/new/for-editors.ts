import {join} from 'node:path';
import {writeTypes} from '../../io/library/types-for-editors.ts';
import {describeFault} from '../../io/memory/file-fault.ts';
import {keepSchema} from '../schema/keep-schema.ts';

/**
 * Puts into `.orchestrai` what an editor completes and checks by, in place of what an earlier version left. Null, or a
 * sentence on why that could not be: nothing that runs depends on it.
 */
export async function equipEditors(folder: string, {types}: {types: boolean}): Promise<string | null> {
	const own = join(folder, '.orchestrai');
	try {
		await keepSchema('pipeline', folder);
		if (types) await writeTypes(join(own, 'types'));
		return null;
	} catch (error) {
		return `What your editor needs could not be written to ${own}: ${describeFault(error)}. Everything else works without it.`;
	}
}
