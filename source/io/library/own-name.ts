import {registerHooks} from 'node:module';
import {extname, join} from 'node:path';
import {fileURLToPath, pathToFileURL} from 'node:url';
import {bundle} from './assets.ts';

/** What this code itself is made from, or bundled with: never a second copy of it. */
const ownName: Record<string, string> = {
	'orchestrai-tui': entry('index'),
	'orchestrai-tui/testing': entry('testing'),
};

/** The names under which modules of the person's own import the app, and their tests do. */
export const ownNames: readonly string[] = Object.keys(ownName);

function entry(name: string): string {
	const file = extname(import.meta.url) === '.ts' ? `source/${name}.ts` : `dist/${name}.js`;
	return pathToFileURL(join(bundle.root, file)).href;
}

/** Importer → what it imports, of all files that were imported under a folder of modules. */
const imports = new Map<string, Set<string>>();
const folders = new Set<string>();
let registered = false;

/**
 * From now on, files in `folder` can import `orchestrai-tui` and `orchestrai-tui/testing` though that is installed
 * nowhere near them, and are ES modules whatever the package.json above them says.
 */
export function lendOwnName(folder: string): void {
	folders.add(pathToFileURL(`${folder}/`).href);
	if (registered) return;
	registered = true;
	registerHooks({
		resolve(specifier, context, next) {
			const {parentURL} = context;
			if (Object.hasOwn(ownName, specifier) && parentURL?.startsWith('file:')) {
				return {url: ownName[specifier]!, shortCircuit: true};
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
