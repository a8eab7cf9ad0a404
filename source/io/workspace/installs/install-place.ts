/** The two places where an installation can run: the cage with the network, and the bare machine. */
import {chmod, cp, mkdir, realpath, rm} from 'node:fs/promises';
import {dirname, join} from 'node:path';
import {claimFolder} from '../files/tree.ts';
import {bareWorld, cagedWorld, isWithin, visible} from '../programs/places.ts';
import type {Place} from '../programs/program.ts';
import type {Python} from '../programs/python.ts';
import type {RunCopy} from '../programs/run-copy.ts';
import {cageOwner, inCage, isReachable, type Limits, systemPath, wrapInCage} from '../programs/sandbox.ts';
import {infoDescriptor} from '../programs/supervise.ts';
import {runSystemTool} from '../programs/system-tool.ts';
import type {Allowance} from '../programs/watch.ts';
import {hasVenv} from './venv.ts';

export type InstallPlace = {
	/** Makes the empty folder that the environment goes into, or takes up the one there is. */
	prepare(venv: 'anew' | 'as it is'): Promise<void>;
	/** Finds programs as they are called there. */
	world(): Promise<Place>;
	command(argv: string[]): Promise<{
		argv: string[];
		env: Record<string, string>;
		cwd: string;
		tells?: boolean;
		allowance: Allowance;
	}>;
	/** Puts what was installed where it belongs. */
	finish(): Promise<void>;
};

/** What is installed may be large, and many files. */
const largest = {fileSize: 8 * 1024 ** 3, memory: 4 * 1024 ** 3};
const most = {memory: 6 * 1024 ** 3, disk: 16 * 1024 ** 3, entries: 1_000_000};
/** What installers have to know of the person's environment to reach an index. */
const wayToAnIndex =
	/^(PIP_(INDEX_URL|EXTRA_INDEX_URL|DEFAULT_TIMEOUT|RETRIES|TRUSTED_HOST)|npm_config_registry|(https?|no|all)_proxy|LANG|LC_.*)$/i;
const certificates = /^(PIP_CERT|SSL_CERT_(FILE|DIR)|REQUESTS_CA_BUNDLE|CURL_CA_BUNDLE|NODE_EXTRA_CA_CERTS)$/;
const seenOfEtc = ['/etc/ssl', '/etc/pki', '/etc/ca-certificates'];
const credentials = /(?:^|\/\/)[^/\s]*@/;

/**
 * In the cage an installer reaches the network, reads the system, and writes its copy of the files and the
 * environment alone. It is told where the index is, unless that would tell it a password. The environment stands at
 * its own path, which pip writes into its scripts.
 */
export async function cagedInstall({
	venv,
	python,
	copy,
	limits,
	needs,
}: {
	venv: string;
	python: Python | null;
	copy: RunCopy;
	limits: Limits;
	/** What of Node has to be there. */
	needs: 'npm' | null;
}): Promise<InstallPlace> {
	const owner = cageOwner();
	// Nobody, who we are in the cage as root, may not reach the run's folder: it is made elsewhere and brought home.
	const made = owner === null ? venv : join(copy.beside, 'made-venv');
	const own = (path: string) =>
		owner !== null && runSystemTool('chown', ['-R', '-h', `${owner}:${owner}`, path], {must: true});
	const {binds, env} = await findCertificates();
	for (const [name, value = ''] of Object.entries(process.env))
		if (wayToAnIndex.test(name) && !credentials.test(value)) env[name] = value;
	const world = () => cagedWorld(copy, {python, venv: {host: made, seen: venv}, needs});
	return {
		world,
		async prepare(how) {
			if (how === 'anew') await rm(venv, {recursive: true, force: true});
			else if (made !== venv && (await hasVenv(venv))) await copyVenv(venv, made);
			await mkdir(dirname(made), {recursive: true});
			await claimFolder(made);
			await own(made);
		},
		async command(argv) {
			const seen = await world();
			return {
				argv: wrapInCage({
					workspace: copy.workspace,
					accounts: copy.accounts,
					binds: [...seen.binds, ...binds],
					// On the disk, since what is unpacked there does not fit into memory.
					writable: [
						{source: copy.home, target: inCage.home},
						{source: copy.temporary, target: inCage.temporary},
						{source: made, target: venv},
					],
					env: {...seen.env, ...env, PIP_NO_CACHE_DIR: '1'},
					network: true,
					limits: {...limits, ...largest},
					tells: infoDescriptor,
					argv,
				}),
				env: systemPath,
				cwd: '/',
				tells: true,
				allowance: {...most, folders: [copy.beside, ...(made === venv ? [venv] : [])]},
			};
		},
		async finish() {
			if (made === venv) return;
			await rm(venv, {recursive: true, force: true});
			await copyVenv(made, venv);
			await chmod(venv, 0o755);
			await runSystemTool('chmod', ['-R', 'go+rX', venv], {must: true});
		},
	};
}

function copyVenv(from: string, to: string): Promise<void> {
	return cp(from, to, {recursive: true, verbatimSymlinks: true});
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

/** An installer as the person would call it, told no more of their environment than the way to an index. */
export function bareInstall({
	venv,
	python,
	copy,
	home,
}: {
	venv: string;
	python: Python | null;
	copy: RunCopy;
	home: string;
}): InstallPlace {
	const world = () => bareWorld(copy, {python, venv});
	return {
		world,
		async prepare(how) {
			if (how === 'anew') await rm(venv, {recursive: true, force: true});
			await mkdir(dirname(venv), {recursive: true});
		},
		async command(argv) {
			const {env} = await world();
			for (const [name, value = ''] of Object.entries(process.env))
				if (wayToAnIndex.test(name) || certificates.test(name) || /^PIP_/i.test(name)) env[name] = value;
			return {
				argv,
				env: {...env, HOME: home},
				cwd: copy.workspace,
				allowance: {...most, folders: [copy.beside, venv]},
			};
		},
		async finish() {},
	};
}
