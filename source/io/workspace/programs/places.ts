/** The two worlds a program can run in: the cage, and the bare machine. */
import {cp, mkdir, realpath, writeFile} from 'node:fs/promises';
import {delimiter, dirname, join, sep} from 'node:path';
import {hasVenv, venvPython} from '../installs/venv.ts';
import type {Place} from './program.ts';
import {programEnvironment} from './program-environment.ts';
import type {Python} from './python.ts';
import type {RunCopy} from './run-copy.ts';
import {inCage, isReachable} from './sandbox.ts';

type Bind = {source: string; target: string};
/** A virtual environment: the folder on this machine, and how it is called where the program runs. */
export type VenvSeen = {host: string; seen: string};
export type World = Place & {env: Record<string, string>; binds: Bind[]};

/** Of the machine, what every cage shows. */
export const visible = ['/usr', '/nix/store'];

export function pythonBinds({path, prefix}: Python): Bind[] {
	return [prefix, dirname(path)]
		.filter((folder, index) => !isWithin(folder, visible) && (index === 0 || !isWithin(folder, [prefix])))
		.map(folder => ({source: folder, target: folder}));
}

/** `venv` is bound by who asks. `needs`: what of Node has to be there, also where a caged program could not reach ours. */
export async function cagedWorld(
	copy: RunCopy,
	{python, venv, needs}: {python: Python | null; venv: VenvSeen | null; needs: 'node' | 'npm' | null},
): Promise<World> {
	const binds = python ? pythonBinds(python) : [];
	const withVenv = python !== null && venv !== null && (await hasVenv(venv.host)) ? venv : null;

	const execPath = await realpath(process.execPath);
	let node = execPath;
	if (!isWithin(execPath, visible)) {
		node = `${inCage.runtime}/node`;
		const source = needs
			? await reachable(execPath, join(copy.beside, 'node'))
			: (await isReachable(execPath)) && execPath;
		if (source) binds.push({source, target: node});
	}

	const npm = needs === 'npm' ? await showNpm(copy, node) : null;
	if (npm) binds.push(...npm.binds);
	const path = [
		...(withVenv ? [{seen: `${withVenv.seen}/bin`, host: join(withVenv.host, 'bin')}] : []),
		...(npm ? [npm.path] : []),
		{seen: dirname(node), host: dirname(execPath)},
		...(python ? [{seen: dirname(python.path), host: dirname(python.path)}] : []),
		...['/usr/local/bin', '/usr/bin', '/bin'].map(folder => ({seen: folder, host: folder})),
	];
	return {
		python: withVenv ? `${withVenv.seen}/bin/python` : (python?.path ?? null),
		node,
		// What lies beside node on the machine is not in the cage.
		path: path.filter(({seen}) => seen !== inCage.runtime),
		env: programEnvironment({
			path: path.map(({seen}) => seen),
			home: inCage.home,
			temporary: inCage.temporary,
			venv: withVenv?.seen ?? null,
		}),
		binds,
	};
}

/** The cage of a program that is called `name`: with the run's environment, where there is one. */
export async function cagedProgramWorld(
	copy: RunCopy,
	{python, venv, name}: {python: Python | null; venv: string; name: string},
): Promise<World> {
	const binds =
		python !== null && (await hasVenv(venv))
			? [{source: await reachable(venv, join(copy.beside, 'venv')), target: inCage.venv}]
			: [];
	const needs = /^np[mx]$/.test(name) ? 'npm' : name === 'node' ? 'node' : null;
	const world = await cagedWorld(copy, {python, venv: {host: venv, seen: inCage.venv}, needs});
	return {...world, binds: [...world.binds, ...binds]};
}

/** The npm of the machine, where the cage does not show it anyway: its package, and commands that start it. */
async function showNpm(
	{beside}: RunCopy,
	node: string,
): Promise<{binds: Bind[]; path: World['path'][number]} | null> {
	const folders = [dirname(process.execPath), ...(process.env.PATH ?? '').split(delimiter).filter(Boolean)];
	for (const folder of folders) {
		const script = await realpath(join(folder, 'npm')).catch(() => null);
		const found = script?.endsWith('/npm/bin/npm-cli.js') ? dirname(dirname(script)) : null;
		if (found === null) continue;
		if (isWithin(found, visible)) return null;
		const host = join(beside, 'commands');
		await mkdir(host, {mode: 0o755});
		for (const name of ['npm', 'npx']) {
			const line = `exec ${node} ${inCage.runtime}/npm/bin/${name}-cli.js "$@"`;
			await writeFile(join(host, name), `#!/bin/sh\n${line}\n`, {mode: 0o755});
		}

		const seen = `${inCage.runtime}/commands`;
		const source = await reachable(found, join(beside, 'npm'));
		return {
			binds: [
				{source, target: `${inCage.runtime}/npm`},
				{source: host, target: seen},
			],
			path: {seen, host},
		};
	}

	return null;
}

export async function bareWorld(
	copy: RunCopy,
	{python, venv}: {python: Python | null; venv: string},
): Promise<World> {
	const withVenv = python !== null && (await hasVenv(venv));
	const folders = [
		...(withVenv ? [dirname(venvPython(venv))] : []),
		dirname(process.execPath),
		...(python ? [dirname(python.path)] : []),
		...(process.env.PATH ?? '').split(delimiter).filter(Boolean),
	];
	const path = [...new Set(folders)];
	return {
		python: withVenv ? venvPython(venv) : (python?.path ?? null),
		node: process.execPath,
		path: path.map(folder => ({seen: folder, host: folder})),
		env: programEnvironment({path, home: copy.home, temporary: copy.temporary, venv: withVenv ? venv : null}),
		binds: [],
	};
}

/** The path itself, or a copy where the user that a caged program becomes may read it. */
export async function reachable(path: string, copyTo: string): Promise<string> {
	if (await isReachable(path)) return path;
	await cp(path, copyTo, {recursive: true, verbatimSymlinks: true});
	return copyTo;
}

export function isWithin(path: string, folders: readonly string[]): boolean {
	return folders.some(folder => path === folder || path.startsWith(`${folder}${sep}`));
}
