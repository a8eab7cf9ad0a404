/** What `npm pack` makes: small, and installed as anybody would, it runs. */
import {execFile, execFileSync} from 'node:child_process';
import {readdirSync, readFileSync, statSync} from 'node:fs';
import {delimiter, dirname, join} from 'node:path';
import {promisify} from 'node:util';
import {expect, test} from 'vitest';
import {type Registry, startRegistry} from './helpers/package-registry.ts';
import {plainEnvironment} from './helpers/plain-environment.ts';
import {makeFolder} from './helpers/temp-folder.ts';

/** Bytes, unpacked, without dependencies. */
const largest = 3_000_000;

function sizeOf(folder: string): number {
	const files = readdirSync(folder, {recursive: true, encoding: 'utf8'}).map(name =>
		statSync(join(folder, name)),
	);
	return files.reduce((sum, file) => sum + (file.isFile() ? file.size : 0), 0);
}

test('The package stays under 3 MB, holds what its users want to read, and installed for all of a machine it runs its demo, makes and tests a module, and in a project it is typed.', async () => {
	const registry = await startRegistry();
	const folder = makeFolder();
	execFileSync('tar', ['-xzf', registry.tarball, '-C', folder]);
	const packed = join(folder, 'package');
	expect(sizeOf(packed)).toBeLessThan(largest);
	const files = readdirSync(packed, {recursive: true, encoding: 'utf8'});
	expect(files.filter(name => /\.map$|^dist\/\./.test(name))).toEqual([]);
	expect(files).toEqual(expect.arrayContaining(['LICENSE', 'README.md', 'CHANGELOG.md', 'dist/main.js']));
	expect(readFileSync(join(packed, 'LICENSE'), 'utf8')).toMatch(/^MIT License/);

	const prefix = join(folder, 'prefix');
	await registry.npm(['install', '--global', '--prefix', prefix, 'orchestrai-tui'], folder);
	const env = plainEnvironment({
		// As a shell finds it, on the Node that the tests run on.
		PATH: [join(prefix, 'bin'), dirname(process.execPath), process.env.PATH].join(delimiter),
		ORCHESTRAI_CONFIG_DIR: join(folder, 'config'),
	});
	const run = async (line: string) =>
		(await promisify(execFile)('sh', ['-c', `exec ${line} </dev/null`], {cwd: folder, env})).stdout;
	expect((await run('orchestrai --version')).trim()).toMatch(/^\d+\.\d+\.\d+$/);
	expect(await run('orchestrai demo --headless')).toContain('✓ done  engineering');
	expect(await run('orchestrai new module greet')).toContain('modules/greet.mts');
	expect(await run('orchestrai test greet')).toMatch(/pass 2\n/);
	expect(await registry.npm(['ls', '--global', '--prefix', prefix, '--all'], folder)).not.toMatch(
		/UNMET(?! OPTIONAL)/,
	);
	await useInProject(registry);
});

const consumer = `import {defineModule, type ModuleContext, OperationFailure} from 'orchestrai-tui';
import {runModule} from 'orchestrai-tui/testing';

async function shout({prompt, model, person, log, signal, files}: ModuleContext): Promise<string> {
	if (files.current().size > 0 || signal.aborted) throw new OperationFailure({kind: 'module', message: 'Not here.'});
	const answer = await model.ask({prompt: \`Say it louder: \${prompt}\`});
	const name: string | null = await person.ask('Who is shouting?', {optional: true});
	log(\`Shouted by \${name ?? 'nobody'}.\`);
	return answer.text.toUpperCase();
}

export const louder = defineModule({name: 'shout', describe: 'Says it louder.', by: 'model', run: shout});

// @ts-expect-error A module returns a text.
export const wrong = defineModule({name: 'wrong', describe: 'Counts.', run: async () => 3});

export const tried = await runModule(louder, {model: ['hello']});
console.log(tried.output);
`;

/** Its types are found as Node and as bundlers look for them, its code as Node does. */
async function useInProject(registry: Registry): Promise<void> {
	const folder = makeFolder({
		'package.json': '{"type": "module", "private": true}',
		'consumer.ts': consumer,
	});
	await registry.npm(['install', 'orchestrai-tui'], folder);
	const node = (args: string[]) =>
		promisify(execFile)(process.execPath, args, {cwd: folder, env: plainEnvironment()});
	const tsc = join(import.meta.dirname, '../node_modules/typescript/bin/tsc');
	const strict = [
		'--noEmit',
		'--strict',
		'--target',
		'es2024',
		'--types',
		'',
		'--lib',
		'esnext,dom',
		'consumer.ts',
	];
	for (const found of [
		['--module', 'nodenext'],
		['--module', 'preserve', '--moduleResolution', 'bundler'],
	]) {
		const said = await node([tsc, ...found, ...strict]).catch((error: {stdout: string}) => error);
		expect(said.stdout, found.join(' ')).toBe('');
	}

	expect((await node(['consumer.ts'])).stdout).toBe('HELLO\n');
}
