/** A registry of npm packages on this machine: the app as it would be published, and what it depends on as it is installed here. */
import {execFile} from 'node:child_process';
import {createHash} from 'node:crypto';
import {cpSync, existsSync, readFileSync, realpathSync} from 'node:fs';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {join} from 'node:path';
import {promisify} from 'node:util';
import {onTestFinished} from 'vitest';
import {plainEnvironment} from './plain-environment.ts';
import {makeFolder} from './temp-folder.ts';

const root = join(import.meta.dirname, '../..');
const call = promisify(execFile);

type Manifest = {
	name: string;
	version: string;
	dependencies?: Record<string, string>;
	optionalDependencies?: Record<string, string>;
};
type Package = {manifest: Manifest; tarball: Buffer};

export type Registry = {
	url: string;
	/** Where the app's own tarball lies. */
	tarball: string;
	/** `npm` with these words, which knows no other registry and no cache; settles with what it printed. */
	npm(args: string[], cwd: string): Promise<string>;
};

/** Serves until the test ends. */
export async function startRegistry(): Promise<Registry> {
	const folder = makeFolder();
	const packed = await call(
		'npm',
		['pack', '--silent', '--ignore-scripts', '--pack-destination', folder, root],
		{
			cwd: root,
		},
	);
	const tarball = join(folder, packed.stdout.trim());
	const packages = new Map<string, Package>();
	const own = manifestIn(root);
	packages.set(own.name, {manifest: own, tarball: readFileSync(tarball)});
	await addNeedsOf(own, packages);

	const server = createServer((request, response) => {
		const path = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname).slice(1);
		const file = packages.get(path.replace(/\/-\/.*$/, ''));
		if (file === undefined) response.writeHead(404, {'content-type': 'application/json'}).end('{}');
		else if (path.includes('/-/')) response.end(file.tarball);
		else response.writeHead(200, {'content-type': 'application/json'}).end(JSON.stringify(describe(file)));
	});
	await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
	onTestFinished(() => {
		server.closeAllConnections();
		server.close();
	});
	const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;

	function describe({manifest, tarball}: Package) {
		const dist = {
			tarball: `${url}${manifest.name}/-/package.tgz`,
			integrity: `sha512-${createHash('sha512').update(tarball).digest('base64')}`,
		};
		const {name, version} = manifest;
		return {name, 'dist-tags': {latest: version}, versions: {[version]: {...manifest, dist}}};
	}

	return {
		url,
		tarball,
		async npm(args, cwd) {
			const env = plainEnvironment({
				npm_config_registry: url,
				npm_config_cache: join(folder, 'cache'),
				npm_config_userconfig: join(folder, 'npmrc'),
				npm_config_fund: 'false',
				npm_config_audit: 'false',
				npm_config_update_notifier: 'false',
			});
			const {stdout, stderr} = await call('npm', args, {cwd, env});
			return stdout + stderr;
		},
	};
}

function manifestIn(folder: string): Manifest {
	return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
}

/** What an install brings along, as far as it is here: of packages for other machines there is nothing. */
async function addNeedsOf(
	{dependencies, optionalDependencies}: Manifest,
	packages: Map<string, Package>,
): Promise<void> {
	for (const name of Object.keys({...dependencies, ...optionalDependencies})) {
		const its = join(root, 'node_modules', name);
		if (packages.has(name) || !existsSync(its)) continue;
		const folder = makeFolder();
		cpSync(realpathSync(its), join(folder, 'package'), {recursive: true});
		await call('tar', ['-czf', 'package.tgz', 'package'], {cwd: folder});
		const manifest = manifestIn(its);
		packages.set(name, {manifest, tarball: readFileSync(join(folder, 'package.tgz'))});
		await addNeedsOf(manifest, packages);
	}
}
