/** The built program on a machine that lacks something: in a namespace of its own, where there can be one. */
import {execFileSync, spawn, spawnSync} from 'node:child_process';
import {accessSync, constants, mkdirSync, symlinkSync} from 'node:fs';
import {delimiter, join} from 'node:path';
import {program} from '../helpers/orchestrai.ts';
import {plainEnvironment} from '../helpers/plain-environment.ts';
import type {Seen} from './mistake.ts';

/** Without rights over files but those that it owns, also where the tests run as root. */
const noRights = ['--unshare-user', '--cap-drop', 'ALL', '--dev-bind', '/', '/'];

/** Whether there is bubblewrap here, and leave to use it. */
export const hasNamespaces = spawnSync('bwrap', [...noRights, 'true']).status === 0;

type Place = {cwd: string; args: string[]; env?: Record<string, string>};

export function runWithoutRights({cwd, args}: Place): Promise<Seen> {
	return runIn(['bwrap', ...noRights, '--chdir', cwd, '--'], {cwd, args});
}

/** Of the system's programs there are only these. */
export function runWithPrograms(names: string[], {cwd, args, env}: Place): Promise<Seen> {
	const real = join(cwd, '.machine/real');
	const bin = join(cwd, '.machine/bin');
	for (const folder of [real, bin]) mkdirSync(folder, {recursive: true});
	for (const name of names) symlinkSync(join(real, name), join(bin, name));
	const mounts = ['--dev-bind', '/', '/', '--dev-bind', '/usr/bin', real, '--dev-bind', bin, '/usr/bin'];
	return runIn(['bwrap', ...mounts, '--chdir', cwd, '--'], {cwd, args, env});
}

/** On another Node. */
export function runOn(node: string, {cwd, args}: Place): Promise<Seen> {
	return runIn([], {cwd, args}, node);
}

/** The path of a Node of the machine that is too old for the app; null if there is none. */
export function findOldNode(): string | null {
	for (const folder of (process.env.PATH ?? '').split(delimiter)) {
		const node = join(folder, 'node');
		try {
			accessSync(node, constants.X_OK);
		} catch {
			continue;
		}

		const [major = 0, minor = 0] = execFileSync(node, ['-p', 'process.versions.node'], {encoding: 'utf8'})
			.split('.')
			.map(Number);
		if (major < 22 || (major === 22 && minor < 18)) return node;
	}

	return null;
}

async function runIn(before: string[], {cwd, args, env = {}}: Place, node?: string): Promise<Seen> {
	const {command, args: words, env: own} = program(args, {cwd});
	const line = [...before, node ?? command, ...words];
	return new Promise((resolve, reject) => {
		const child = spawn('/bin/sh', ['-c', 'exec "$0" "$@" 2>&1', ...line], {
			cwd,
			env: plainEnvironment({...own, ...env}),
			stdio: ['ignore', 'pipe', 'inherit'],
		});
		let said = '';
		child.stdout.setEncoding('utf8').on('data', (text: string) => {
			said += text;
		});
		child.once('error', reject);
		child.once('close', code => resolve({code: code ?? -1, said}));
	});
}
