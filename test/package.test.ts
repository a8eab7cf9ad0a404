/** What `npm pack` makes: small, and with what it declares alone it starts. */
import {execFileSync} from 'node:child_process';
import {readdirSync, statSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {installPackage} from './helpers/installed-package.ts';
import {plainEnvironment} from './helpers/plain-environment.ts';
import {makeFolder} from './helpers/temp-folder.ts';

/** Bytes, unpacked, without dependencies. */
const largest = 3_000_000;

function sizeOf(folder: string): number {
	const files = readdirSync(folder, {recursive: true, encoding: 'utf8'})
		.filter(name => !name.startsWith('node_modules'))
		.map(name => statSync(join(folder, name)));
	return files.reduce((sum, file) => sum + (file.isFile() ? file.size : 0), 0);
}

test('The package stays under 3 MB, and with nothing but what it declares beside it, it runs its demo, and makes and tests a module.', () => {
	const own = installPackage();
	const folder = makeFolder();
	expect(sizeOf(own)).toBeLessThan(largest);
	expect(
		readdirSync(join(own, 'dist')).filter(name => name.endsWith('.map') || name.startsWith('.')),
	).toEqual([]);

	const run = (...args: string[]) =>
		execFileSync(process.execPath, [join(own, 'dist/main.js'), ...args], {
			cwd: folder,
			env: plainEnvironment({ORCHESTRAI_CONFIG_DIR: join(folder, '.config')}),
			encoding: 'utf8',
			stdio: ['ignore', 'pipe', 'ignore'],
		});
	expect(run('--version').trim()).toMatch(/^\d+\.\d+\.\d+$/);
	expect(run('demo', '--headless')).toContain('✓ done  engineering');
	expect(run('new', 'module', 'greet')).toContain('modules/greet.mts');
	expect(run('test', 'greet')).toMatch(/pass 2\n/);
});
