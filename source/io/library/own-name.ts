import {registerHooks} from 'node:module';
import {dirname, extname, join} from 'node:path';
import {fileURLToPath, pathToFileURL} from 'node:url';
import {bundle} from './assets.ts';

/** What this code itself is made from, or bundled with: never a second copy of it. */
const entry = pathToFileURL(
	join(bundle.root, extname(import.meta.url) === '.ts' ? 'source/index.ts' : 'dist/index.js'),
).href;

/** Importer → what it imports, of all files that were imported under a folder of modules. */
const imports = new Map<string, Set<string>>();
const folders = new Set<string>();
let registered = false;

/**
 * From now on, files in the folder of `file` can import `orchestrai-tui` though it is installed nowhere near
 * them, and are ES modules whatever the package.json above them says.
 */
export function lendOwnName(file: string): void {
	folders.add(pathToFileURL(`${dirname(file)}/`).href);
	if (registered) return;
	registered = true;
	registerHooks({
		resolve(specifier, context, next) {
			const {parentURL} = context;
			if (specifier === 'orchestrai-tui' && parentURL?.startsWith('file:')) {
				return {url: entry, shortCircuit: true};
			}
			const resolved = next(specifier, context);
			if (!isLent(resolved.url)) return resolved;
			if (parentURL) imports.set(parentURL, (imports.get(parentURL) ?? new Set()).add(resolved.url));
			return {...resolved, format: formatOf(resolved.url) ?? resolved.format};
		},
	});
}

function isLent(url: string): boolean {
	return !url.includes('/node_modules/') && [...folders].some(folder => url.startsWith(folder));
}

function formatOf(url: string): string | null {
	const ending = extname(fileURLToPath(url));
	if (ending === '.ts') return 'module-typescript';
	return ending === '.js' ? 'module' : null;
}

/** The file itself, and what it has imported from the folders of modules so far, directly or not. */
export function filesImportedBy(url: string): string[] {
	const seen = new Set([url]);
	for (const each of seen) for (const child of imports.get(each) ?? []) seen.add(child);
	return [...seen].map(each => fileURLToPath(each));
}
