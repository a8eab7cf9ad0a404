/** The two worlds a program can run in: the cage, and the bare machine. */
import {cp, realpath} from 'node:fs/promises';
import {delimiter, dirname, join, sep} from 'node:path';
import type {Place} from './program.ts';
import {programEnvironment} from './program-environment.ts';
import type {Python} from './python.ts';
import type {RunCopy} from './run-copy.ts';
import {isReachable} from './sandbox.ts';
import {hasVenv, venvPython} from './venv.ts';

type Bind = {source: string; target: string};
export type World = Place & {env: Record<string, string>; binds: Bind[]};

/** Of the machine, what every cage shows. */
export const visible = ['/usr', '/nix/store'];
const inCage = {venv: '/venv', runtime: '/runtime'};

export function pythonBinds({path, prefix}: Python): Bind[] {
	return [prefix, dirname(path)]
		.filter((folder, index) => !isWithin(folder, visible) && (index === 0 || !isWithin(folder, [prefix])))
		.map(folder => ({source: folder, target: folder}));
}

/** Everything is at the same place in every cage: /workspace, /venv, /runtime. */
export async function cagedWorld(
	copy: RunCopy,
	{python, venv, needsNode}: {python: Python | null; venv: string; needsNode: boolean},
): Promise<World> {
	const binds = python ? pythonBinds(python) : [];
	const withVenv = python !== null && (await hasVenv(venv));
	if (withVenv) binds.push({source: await reachable(venv, join(copy.beside, 'venv')), target: inCage.venv});

	const execPath = await realpath(process.execPath);
	let node = execPath;
	if (!isWithin(execPath, visible)) {
		node = `${inCage.runtime}/node`;
		const source = needsNode
			? await reachable(execPath, join(copy.beside, 'node'))
			: (await isReachable(execPath)) && execPath;
		if (source) binds.push({source, target: node});
	}

	const path = [
		...(withVenv ? [{seen: `${inCage.venv}/bin`, host: join(venv, 'bin')}] : []),
		{seen: dirname(node), host: dirname(execPath)},
		...(python ? [{seen: dirname(python.path), host: dirname(python.path)}] : []),
		...['/usr/local/bin', '/usr/bin', '/bin'].map(folder => ({seen: folder, host: folder})),
	];
	return {
		python: withVenv ? `${inCage.venv}/bin/python` : (python?.path ?? null),
		node,
		// What lies beside node on the machine is not in the cage.
		path: path.filter(({seen}) => seen !== inCage.runtime),
		env: programEnvironment({
			path: path.map(({seen}) => seen),
			home: '/home/user',
			temporary: '/tmp',
			venv: withVenv ? inCage.venv : null,
		}),
		binds,
	};
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
async function reachable(path: string, copyTo: string): Promise<string> {
	if (await isReachable(path)) return path;
	await cp(path, copyTo, {recursive: true, verbatimSymlinks: true});
	return copyTo;
}

export function isWithin(path: string, folders: readonly string[]): boolean {
	return folders.some(folder => path === folder || path.startsWith(`${folder}${sep}`));
}
