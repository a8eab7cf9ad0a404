/** The two places where pip can run: the cage with the network, and the bare machine. */
import {chmod, cp, lchown, mkdir, realpath, rm} from 'node:fs/promises';
import {homedir} from 'node:os';
import {dirname, join} from 'node:path';
import {execa} from 'execa';
import {isWithin, pythonBinds, visible} from './places.ts';
import type {Python} from './python.ts';
import type {RunCopy} from './run-copy.ts';
import {cageOwner, isReachable, type Limits, systemPath, wrapInCage} from './sandbox.ts';
import {infoDescriptor} from './supervise.ts';

export type PipPlace = {
	/** Makes the empty folder that the environment goes into. */
	prepare(): Promise<void>;
	command(argv: string[]): {argv: string[]; env: Record<string, string>; cwd: string};
	/** Puts what was installed where it belongs. */
	finish(): Promise<void>;
};

/** Wheels, and what is in them, may be large. */
const largestFile = 8 * 1024 ** 3;
/** What pip has to know of the person's environment to reach an index. */
const wayToAnIndex =
	/^(PIP_(INDEX_URL|EXTRA_INDEX_URL|DEFAULT_TIMEOUT|TRUSTED_HOST)|(https?|no|all)_proxy|LANG|LC_.*)$/i;
const certificates = /^(PIP_CERT|SSL_CERT_(FILE|DIR)|REQUESTS_CA_BUNDLE|CURL_CA_BUNDLE)$/;
const seenOfEtc = ['/etc/ssl', '/etc/pki', '/etc/ca-certificates'];
const credentials = /\/\/[^/\s]*@/;

/**
 * Pip in the cage: it reaches the network, reads the system, and writes the environment alone. It is told where
 * the index is, unless that would tell it a password. The environment stands at its own path, which pip writes
 * into its scripts.
 */
export async function cagedPip({
	venv,
	python,
	copy,
	limits,
}: {
	venv: string;
	python: Python | null;
	copy: RunCopy;
	limits: Limits;
}): Promise<PipPlace> {
	const owner = cageOwner();
	// Nobody, who we are in the cage as root, may not reach the run's folder: it is made elsewhere and brought home.
	const made = owner === null ? venv : copy.workspace;
	const temporary = '.tmp';
	const {binds, env} = await findCertificates();
	for (const [name, value = ''] of Object.entries(process.env))
		if (wayToAnIndex.test(name) && !credentials.test(value)) env[name] = value;
	return {
		async prepare() {
			await mkdir(join(made, temporary), {recursive: true});
			if (owner !== null) await lchown(join(made, temporary), owner, owner);
		},
		command: argv => ({
			argv: wrapInCage({
				workspace: made,
				at: venv,
				accounts: copy.accounts,
				binds: [...(python ? pythonBinds(python) : []), ...binds],
				env: {
					...env,
					...systemPath,
					HOME: '/home/user',
					TMPDIR: join(venv, temporary),
					PIP_NO_CACHE_DIR: '1',
				},
				network: true,
				tells: infoDescriptor,
				limits: {...limits, fileSize: largestFile},
				argv,
			}),
			env: systemPath,
			cwd: '/',
		}),
		async finish() {
			await rm(join(made, temporary), {recursive: true, force: true});
			if (owner === null) return;
			await cp(made, venv, {recursive: true, verbatimSymlinks: true});
			await chmod(venv, 0o755);
			await execa('chmod', ['-R', 'go+rX', venv]);
		},
	};
}

/** The person's own certificates, where the cage can show them. */
async function findCertificates(): Promise<{
	binds: {source: string; target: string}[];
	env: Record<string, string>;
}> {
	const binds: {source: string; target: string}[] = [];
	const env: Record<string, string> = {};
	for (const [name, path = ''] of Object.entries(process.env)) {
		if (!certificates.test(name) || !path.startsWith('/')) continue;
		const source = await realpath(path).catch(() => null);
		if (source === null) continue;
		if (!isWithin(path, [...visible, ...seenOfEtc])) {
			if (!(await isReachable(source))) continue;
			binds.push({source, target: path});
		}

		env[name] = path;
	}

	return {binds, env};
}

/** Pip as the person would call it, told no more of their environment than the way to an index. */
export function barePip(venv: string): PipPlace {
	const env: Record<string, string> = {PATH: process.env.PATH ?? '', HOME: homedir()};
	for (const [name, value = ''] of Object.entries(process.env))
		if (wayToAnIndex.test(name) || certificates.test(name) || /^(PIP_.*|SYSTEMROOT)$/i.test(name))
			env[name] = value;
	return {
		async prepare() {
			await mkdir(dirname(venv), {recursive: true});
		},
		command: argv => ({argv, env, cwd: dirname(venv)}),
		async finish() {},
	};
}
