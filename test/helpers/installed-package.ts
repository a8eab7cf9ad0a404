/** What `npm pack` makes, unpacked, with nothing beside it but what it declares. */
import {execFileSync} from 'node:child_process';
import {existsSync, mkdirSync, readFileSync, symlinkSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {makeFolder} from './temp-folder.ts';

const root = join(import.meta.dirname, '../..');

type Manifest = {dependencies?: Record<string, string>; optionalDependencies?: Record<string, string>};

/** Names of what an install brings along. */
function needsOf(folder: string, known = new Set<string>()): Set<string> {
	const {dependencies, optionalDependencies}: Manifest = JSON.parse(
		readFileSync(join(folder, 'package.json'), 'utf8'),
	);
	for (const name of Object.keys({...dependencies, ...optionalDependencies})) {
		const its = join(root, 'node_modules', name);
		if (known.has(name) || !existsSync(its)) continue;
		known.add(name);
		needsOf(its, known);
	}
	return known;
}

/** The folder of the package, gone after the test. The app is `dist/main.js` in it. */
export function installPackage(): string {
	const folder = makeFolder();
	const [packed] = execFileSync(
		'npm',
		['pack', '--silent', '--ignore-scripts', '--pack-destination', folder, root],
		{cwd: root, encoding: 'utf8'},
	).split('\n');
	execFileSync('tar', ['-xzf', join(folder, packed!), '-C', folder]);
	const own = join(folder, 'package');
	for (const name of needsOf(own)) {
		const place = join(own, 'node_modules', name);
		mkdirSync(dirname(place), {recursive: true});
		symlinkSync(join(root, 'node_modules', name), place);
	}
	return own;
}
