import {cp, mkdir, rm} from 'node:fs/promises';
import {join} from 'node:path';
import {describeFault} from '../memory/file-fault.ts';
import {bundle} from './assets.ts';
import {leadsOut} from './new-files.ts';

/** Beside the person's files: what the app writes for their tools, and may write over. */
const ownFolder = '.orchestrai';

/**
 * Copies the types of `orchestrai-tui` to `.orchestrai/types`, in place of what an earlier version left: so an editor
 * finds them without an install, on every machine. Null, or a sentence on why that could not be.
 */
export async function writeTypes(folder: string): Promise<string | null> {
	const own = join(folder, ownFolder);
	const types = join(own, 'types');
	const lacking = (why: string) =>
		`The types for your editor could not be written to ${types}: ${why}. Everything else works without them.`;
	try {
		await mkdir(own, {recursive: true});
		if (await leadsOut(folder, own)) return lacking('it is a link that leads out of the folder');
		// A link of that name is taken away, not followed.
		await rm(types, {recursive: true, force: true});
		await cp(bundle.types, types, {recursive: true});
		return null;
	} catch (error) {
		return lacking(describeFault(error));
	}
}
