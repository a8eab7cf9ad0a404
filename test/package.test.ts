/** What `npm pack` makes: small, and with what it declares alone it starts. */
import {execFileSync} from 'node:child_process';
import {existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {expect, test} from 'vitest';
import {plainEnvironment} from './helpers/plain-environment.ts';
import {makeFolder} from './helpers/temp-folder.ts';

const root = join(import.meta.dirname, '..');
/** Bytes, unpacked, without dependencies. */
const largest = 3_000_000;

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

function sizeOf(folder: string): number {
	const files = readdirSync(folder, {recursive: true, encoding: 'utf8'}).map(name =>
		statSync(join(folder, name)),
	);
	return files.reduce((sum, file) => sum + (file.isFile() ? file.size : 0), 0);
}

test('The package stays under 3 MB, and with nothing but what it declares beside it, it runs its demo.', () => {
	const folder = makeFolder({});
	const [packed] = execFileSync(
		'npm',
		['pack', '--silent', '--ignore-scripts', '--pack-destination', folder, root],
		{cwd: root, encoding: 'utf8'},
	).split('\n');
	execFileSync('tar', ['-xzf', join(folder, packed!), '-C', folder]);
	const own = join(folder, 'package');
	expect(sizeOf(own)).toBeLessThan(largest);
	expect(
		readdirSync(join(own, 'dist')).filter(name => name.endsWith('.map') || name.startsWith('.')),
	).toEqual([]);

	for (const name of needsOf(own)) {
		const place = join(own, 'node_modules', name);
		mkdirSync(dirname(place), {recursive: true});
		symlinkSync(join(root, 'node_modules', name), place);
	}
	const run = (...args: string[]) =>
		execFileSync(process.execPath, [join(own, 'dist/main.js'), ...args], {
			cwd: folder,
			env: plainEnvironment(),
			encoding: 'utf8',
			stdio: ['ignore', 'pipe', 'ignore'],
		});
	expect(run('--version').trim()).toMatch(/^\d+\.\d+\.\d+$/);
	expect(run('demo', '--headless')).toContain('✓ done  engineering');
});
