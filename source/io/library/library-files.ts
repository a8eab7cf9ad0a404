/** Which files of a folder decide what its pipelines are: themselves, prompts, modules and settings. */
import {join} from 'node:path';

/** Where they lie, whether these folders are there or not. */
export function libraryFolders(folder: string): string[] {
	return ['.', 'pipelines', 'system_prompts', 'modules'].map(name => join(folder, name));
}

/** Whether a file of one of these folders is of that kind, by its name. */
export function isLibraryFile(folder: string, within: string, name: string): boolean {
	switch (within) {
		case join(folder, 'pipelines'):
			return /^[^.].*\.ya?ml$/i.test(name);
		case join(folder, 'system_prompts'):
			return /\.(?:md|txt)$/.test(name);
		case join(folder, 'modules'):
			return /^[^.].*\.[mc]?[jt]sx?$|\.json$/.test(name);
		case folder:
		case join(folder, '.'):
			return /^(?:pipeline|orchestrai|config)\.ya?ml$|^\.env$|^general_system\.txt$/i.test(name);
		default:
			return false;
	}
}
