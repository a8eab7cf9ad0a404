import {existsSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';

/** Folder of the nearest package.json above: where the code lies within it does not matter. */
function findPackageFolder(from: string): string {
	for (let folder = from; ; folder = dirname(folder)) {
		if (existsSync(join(folder, 'package.json'))) return folder;
		if (folder === dirname(folder)) {
			throw new Error(
				`OrchestrAI's own package.json is missing above ${from}, and with it its prompts and pipelines: install it again.`,
			);
		}
	}
}

const root = findPackageFolder(dirname(fileURLToPath(import.meta.url)));

/** What ships with the app, as absolute paths. */
export const bundle = {
	root,
	prompts: join(root, 'system_prompts'),
	pipelines: join(root, 'pipelines'),
	templates: join(root, 'templates'),
	/** Types of what modules import, as the build writes them. */
	types: join(root, 'dist', 'types'),
} as const;

/** For `node --import`: has tests of modules find the app under its name. */
export const lendNameFile = join(root, 'dist', 'lend-name.js');
