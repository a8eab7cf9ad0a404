import {access, constants, open} from 'node:fs/promises';
import {join} from 'node:path';

/** Where a program will run: the folder it sees, and how paths there are called on this machine. */
export type Place = {
	/** Interpreter as the program's world names it; null if there is none. */
	python: string | null;
	node: string;
	/** In order. `seen` is the folder's name in the program's world, `host` on this machine. */
	path: {seen: string; host: string}[];
};

/**
 * The command line with its program found, or what is missing. A path (`./run.sh`) is left as it is: that it
 * exists is for the code to see to.
 */
export async function resolveProgram(
	[name = '', ...rest]: readonly string[],
	place: Place,
): Promise<{argv: string[]} | {missing: string}> {
	if (/^(python[\d.]*|py)(\.exe)?$/i.test(name)) {
		return place.python === null ? {missing: 'python'} : {argv: [place.python, ...rest]};
	}

	if (/^node(\.exe)?$/i.test(name)) return {argv: [place.node, ...rest]};
	if (name.includes('/') || name.includes('\\')) return {argv: [name, ...rest]};
	for (const {seen, host} of place.path) {
		const found = join(host, name);
		const runs = await access(found, constants.X_OK).then(
			() => true,
			() => false,
		);
		if (!runs) continue;
		// Scripts of a virtual environment name their interpreter by a path that is another one in the cage.
		const script = place.python !== null && (await isPythonScript(found));
		return {argv: [...(script ? [place.python!] : []), join(seen, name), ...rest]};
	}

	return {missing: name};
}

async function isPythonScript(path: string): Promise<boolean> {
	const handle = await open(path);
	try {
		const {buffer, bytesRead} = await handle.read(Buffer.alloc(200), 0, 200, 0);
		return /^#!.*python/.test(buffer.subarray(0, bytesRead).toString('latin1').split('\n')[0]!);
	} finally {
		await handle.close();
	}
}
