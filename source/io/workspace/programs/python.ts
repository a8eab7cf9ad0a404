import {access, constants, realpath} from 'node:fs/promises';
import {homedir} from 'node:os';
import {delimiter, join, sep} from 'node:path';
import {thenTakeUp} from '../../../core/taking-up.ts';

export type Python = {
	/** The interpreter itself: not a shim, not one of a virtual environment. */
	path: string;
	/** Where its libraries are. */
	prefix: string;
	/** e.g. `3.12.1` */
	version: string;
};

const question =
	'import json,sys;print(json.dumps([getattr(sys,"_base_executable",sys.executable),sys.base_prefix,"%d.%d.%d"%sys.version_info[:3],sys.version_info>=(3,8)]))';

export const pythonRemedy = `Install Python 3.8 or newer (Debian and Ubuntu: \`sudo apt install python3 python3-venv\`; Fedora: \`sudo dnf install python3\`; macOS: \`brew install python\`; Windows: python.org)${thenTakeUp}`;

/** The first Python 3 of the machine that `accepts` can use; PATH decides the order. */
export async function findPython(accepts: (python: Python) => Promise<boolean>): Promise<Python | null> {
	const asked = new Set<string>();
	for (const candidate of await listCandidates()) {
		const python = await askPython(candidate);
		if (!python || asked.has(python.path)) continue;
		asked.add(python.path);
		if (await accepts(python)) return python;
	}

	return null;
}

async function listCandidates(): Promise<string[]> {
	const names = process.platform === 'win32' ? ['python.exe', 'python3.exe'] : ['python3', 'python'];
	const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/local/bin', '/usr/bin'];
	const paths = [
		...new Set(names.flatMap(name => folders.filter(Boolean).map(folder => join(folder, name)))),
	];
	const there = await Promise.all(
		paths.map(path =>
			access(path, constants.X_OK).then(
				() => true,
				() => false,
			),
		),
	);
	return paths.filter((_, index) => there[index]);
}

async function askPython(candidate: string): Promise<Python | null> {
	const {execa} = await import('execa');
	const result = await execa(candidate, ['-I', '-c', question], {
		reject: false,
		timeout: 10_000,
		extendEnv: false,
		env: {PATH: process.env.PATH ?? '', HOME: homedir(), SYSTEMROOT: process.env.SYSTEMROOT ?? ''},
		stdin: 'ignore',
		maxBuffer: 10_000,
	});
	if (result.exitCode !== 0) return null;
	const [executable, prefix, version, recent] = JSON.parse(result.stdout) as [
		string,
		string,
		string,
		boolean,
	];
	if (!recent) return null;
	const python = {path: await realpath(executable), prefix: await realpath(prefix), version};
	// A prefix that holds the person's home would show all of it to the programs.
	return `${homedir()}${sep}`.startsWith(`${python.prefix}${sep}`) && python.prefix !== '/usr'
		? null
		: python;
}
