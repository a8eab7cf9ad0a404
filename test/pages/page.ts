/** The pages that people read. */
import {globSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** From the root of the repository. */
export const pages = ['README.md', ...globSync(['docs/**/*.md', 'pipelines/*.md'], {cwd: root}).toSorted()];

export function readPage(path: string): string {
	return readFileSync(join(root, path), 'utf8');
}

/** A page without its blocks of code. */
export function proseOf(path: string): string {
	return readPage(path).replaceAll(/^ *(`{3,}).*\n[\s\S]*?^ *\1`*$/gm, '');
}
