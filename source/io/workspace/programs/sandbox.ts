/** The cage: bubblewrap, with limits around it. Everything here is Linux. */
import {lstatSync, readlinkSync} from 'node:fs';
import {delimiter} from 'node:path';
import {explainNoCage} from './no-cage.ts';
import {supervise} from './supervise.ts';

/** Who a caged program is: inside always the same; outside, when we are root, nobody. */
export const INSIDE_ID = 1000;
const NOBODY = 65_534;

/** Everything is at the same place in every cage. */
export const inCage = {
	workspace: '/workspace',
	home: '/home/user',
	temporary: '/tmp',
	venv: '/venv',
	runtime: '/runtime',
};

export type Limits = {
	/** Bytes of memory, of all processes together, and of the heap of each. */
	memory: number;
	/** Processes and threads together. */
	processes: number;
	/** Bytes of one file. */
	fileSize: number;
	/** Bytes of /tmp, and of /dev/shm, which are in memory. */
	temporary: number;
	/** Of all processes together, and of all files. */
	all: {memory: number; disk: number; entries: number};
};

export const defaultLimits: Limits = {
	memory: 2 * 1024 ** 3,
	processes: 256,
	fileSize: 256 * 1024 ** 2,
	temporary: 128 * 1024 ** 2,
	all: {memory: 3 * 1024 ** 3, disk: 1024 ** 3, entries: 20_000},
};

/** Node reserves gigabytes of addresses for WebAssembly that it never uses, so this is far above `memory`. */
const ADDRESSES = 64 * 1024 ** 3;

export type Caged = {
	/** Folder on the machine that can be written, and is the current one; belongs to `cageOwner()`. */
	workspace: string;
	/** Files of /etc that say who the user is. */
	accounts: {passwd: string; group: string} | null;
	/** Machine → cage, read-only, and such that can be written. */
	binds: {source: string; target: string}[];
	writable?: {source: string; target: string}[];
	env: Record<string, string>;
	network: boolean;
	limits: Limits;
	/** File descriptor on which the cage tells which process is its first (`supervise` listens on 3). */
	tells?: number;
	argv: string[];
};

/** Uid and gid that the copy has to belong to; null where it is ours anyway. */
export function cageOwner(): number | null {
	return process.getuid?.() === 0 ? NOBODY : null;
}

/** Whether somebody without our rights can use a path. As root that is not a matter of course. */
export async function isReachable(path: string): Promise<boolean> {
	const owner = cageOwner();
	if (owner === null) return true;
	const {exit_code} = await supervise(
		{
			argv: [...dropRoot(owner), 'test', '-r', path, '-a', '-x', path],
			cwd: '/',
			env: systemPath,
			stdin: '',
			timeout_ms: 5000,
		},
		new AbortController().signal,
	);
	return exit_code === 0;
}

/** The command that runs `argv` in the cage. */
export function wrapInCage({
	workspace,
	accounts,
	binds,
	writable = [],
	env,
	network,
	limits,
	tells,
	argv,
}: Caged): string[] {
	const owner = cageOwner();
	return [
		...(owner === null ? [] : dropRoot(owner)),
		'prlimit',
		`--data=${limits.memory}`,
		`--as=${ADDRESSES}`,
		`--fsize=${limits.fileSize}`,
		'--core=0',
		'--',
		'bwrap',
		'--unshare-all',
		...(network ? ['--share-net'] : []),
		'--die-with-parent',
		'--new-session',
		...(tells === undefined ? [] : ['--info-fd', String(tells)]),
		'--clearenv',
		...Object.entries(env).flatMap(([name, value]) => ['--setenv', name, value]),
		...['--uid', String(INSIDE_ID), '--gid', String(INSIDE_ID), '--hostname', 'workspace'],
		...systemBinds(network),
		...(accounts
			? ['--ro-bind', accounts.passwd, '/etc/passwd', '--ro-bind', accounts.group, '/etc/group']
			: []),
		...['--proc', '/proc', '--dev', '/dev'],
		...temporary('/dev/shm', limits.temporary),
		...['--remount-ro', '/dev'],
		...temporary(inCage.temporary, limits.temporary),
		...temporary(inCage.home, limits.temporary),
		...['--bind', workspace, inCage.workspace],
		...writable.flatMap(({source, target}) => ['--bind', source, target]),
		...binds.flatMap(({source, target}) => ['--ro-bind', source, target]),
		...['--remount-ro', '/', '--chdir', inCage.workspace, '--'],
		// Counted inside the new user namespace, so that what else the person runs does not count.
		...['prlimit', `--nproc=${limits.processes}`, '--'],
		...argv,
	];
}

/** Null if a program really ran in it; otherwise what is lacking and how to mend it. */
export async function tryCage(trial: Omit<Caged, 'argv'>): Promise<string | null> {
	if (process.platform !== 'linux') {
		return 'Programs can be caged only on Linux (with bubblewrap).';
	}

	const {exit_code, stderr, failed} = await supervise(
		{argv: wrapInCage({...trial, argv: ['true']}), cwd: '/', env: systemPath, stdin: '', timeout_ms: 10_000},
		new AbortController().signal,
	);
	if (exit_code === 0) return null;
	return explainNoCage((failed?.message ?? stderr).trim().split('\n').at(-1) ?? '');
}

/** What bubblewrap itself is started with: no variable of the person's but the way to the tools. */
export const systemPath = {
	PATH: ['/usr/local/bin', '/usr/bin', '/bin', '/usr/sbin', '/sbin'].join(delimiter),
};

function dropRoot(owner: number): string[] {
	return ['setpriv', '--reuid', String(owner), '--regid', String(owner), '--clear-groups', '--'];
}

function temporary(target: string, size: number): string[] {
	return ['--size', String(size), '--tmpfs', target];
}

/** The system, read-only; of /etc only what programs need to start, and to find names on the network. */
function systemBinds(network: boolean): string[] {
	const top = ['/bin', '/sbin', '/lib', '/lib32', '/lib64', '/libx32'].flatMap(path => {
		const state = lstatSync(path, {throwIfNoEntry: false});
		if (!state) return [];
		return state.isSymbolicLink() ? ['--symlink', readlinkSync(path), path] : ['--ro-bind', path, path];
	});
	const etc = ['ld.so.cache', 'ld.so.conf', 'ld.so.conf.d', 'alternatives', 'localtime', 'mime.types'];
	const forNetwork = [
		'resolv.conf',
		'hosts',
		'nsswitch.conf',
		'ssl',
		'ca-certificates',
		'pki',
		'services',
		'protocols',
	];
	return [
		...['--ro-bind', '/usr', '/usr'],
		...['--ro-bind-try', '/nix/store', '/nix/store'],
		...top,
		...[...etc, ...(network ? forNetwork : [])].flatMap(name => [
			'--ro-bind-try',
			`/etc/${name}`,
			`/etc/${name}`,
		]),
	];
}
