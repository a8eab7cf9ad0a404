import {execFileSync} from 'node:child_process';
import {cpSync, mkdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {bundle} from '../../source/io/library/assets.ts';

const typesOfEntries = ['index.d.ts', 'testing.d.ts'];

/** A path that is imported, also within a type: `from './x.ts'`, `import('./x.ts')`. */
const imported = /(\bfrom |\bimport\()'(\.{1,2}\/[^']+)\.ts'/g;

/** Writes the types of what modules import, and of nothing else, to `dist/types`. */
export function writeTypes(): void {
	const declared = join(bundle.root, 'dist/.declared');
	const types = join(bundle.root, 'dist/types');
	const compiler = join(bundle.root, 'node_modules/typescript/bin/tsc');
	execFileSync(process.execPath, [compiler, '-p', join(bundle.root, 'tsconfig.types.json')], {
		stdio: 'inherit',
	});
	const files = new Set(typesOfEntries);
	for (const file of files) {
		const text = readFileSync(join(declared, file), 'utf8');
		for (const [, , path] of text.matchAll(imported)) files.add(`${join(dirname(file), path!)}.d.ts`);
		mkdirSync(dirname(join(types, file)), {recursive: true});
		// As they are named where they run: every way of resolving them knows that.
		writeFileSync(join(types, file), text.replaceAll(imported, "$1'$2.js'"));
	}
	rmSync(declared, {recursive: true});
	cpSync(join(bundle.root, 'scripts/build/node-unknown.d.ts'), join(types, 'node-unknown.d.ts'));
}
