import {cp, rm} from 'node:fs/promises';
import {bundle} from './assets.ts';

/** Copies the types of `orchestrai-tui` to a folder, in place of what is there. */
export async function writeTypes(types: string): Promise<void> {
	// A link of that name is taken away, not followed.
	await rm(types, {recursive: true, force: true});
	await cp(bundle.types, types, {recursive: true});
}
