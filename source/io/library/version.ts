import {join} from 'node:path';
import {bundle} from './assets.ts';
import {readTextFile} from './read-text-file.ts';

/** The app's own, as its package.json says it. */
export async function readVersion(): Promise<string> {
	// Its being there is how the root was found.
	const read = (await readTextFile(join(bundle.root, 'package.json')))!;
	if ('problem' in read) throw new Error(read.problem);
	const {version} = JSON.parse(read.text) as {version: string};
	return version;
}
