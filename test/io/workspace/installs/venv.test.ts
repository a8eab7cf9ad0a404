import {existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, expect, test, vi} from 'vitest';
import {cagedInstall} from '../../../../source/io/workspace/installs/install-place.ts';
import {dropRunCopy, makeRunCopy} from '../../../../source/io/workspace/programs/run-copy.ts';
import {defaultLimits} from '../../../../source/io/workspace/programs/sandbox.ts';
import {supervise} from '../../../../source/io/workspace/programs/supervise.ts';
import {createRunner, type RunnerOptions} from '../../../../source/io/workspace/runner.ts';
import {allPrograms} from '../../../helpers/all-programs.ts';
import {type PackageIndex, serveIndex} from '../../../helpers/package-index.ts';

let root: string;
let index: PackageIndex | null = null;
beforeEach(() => {
	root = mkdtempSync(join(tmpdir(), 'venv-'));
	mkdirSync(join(root, 'workspace'));
});
afterEach(() => {
	index?.close();
	index = null;
	vi.unstubAllEnvs();
	rmSync(root, {recursive: true, force: true});
});

const never = new AbortController().signal;
const open = (options: Partial<RunnerOptions>) =>
	createRunner({
		workspace: join(root, 'workspace'),
		made: join(root, 'made'),
		venv: join(root, 'venv'),
		...options,
	});

/** Pip is led there by its usual variable. */
async function openIndex(): Promise<PackageIndex> {
	index = await serveIndex();
	vi.stubEnv('PIP_INDEX_URL', index.url);
	vi.stubEnv('PIP_NO_INDEX', undefined);
	vi.stubEnv('PIP_EXTRA_INDEX_URL', undefined);
	return index;
}

test('what was installed can be imported and called, in the cage and without', async () => {
	await openIndex();
	const runner = open({});
	const outcome = await runner.install(
		{requirements: '# tools\ntinything==1.2\n', timeout_ms: 120_000},
		never,
	);
	expect(outcome).toMatchObject({
		ok: true,
		requirements: ['tinything==1.2'],
		command: 'pip install --only-binary :all: tinything==1.2',
	});
	writeFileSync(join(root, 'workspace/main.py'), 'import tinything\nprint(tinything.value)\n');
	for (const caged of (await runner.cage()).name === null ? [false] : [true, false]) {
		const request = {stdin: '', timeout_ms: 10_000, caged, network: false};
		expect(await runner.run({...request, command: ['python3', 'main.py']}, never)).toMatchObject({
			stdout: '42\n',
			stderr: '',
		});
		expect(await runner.run({...request, command: ['tinytool']}, never)).toMatchObject({
			stdout: 'tool 42\n',
			stderr: '',
		});
	}

	expect(readdirSync(join(root, 'venv'))).not.toContain('.tmp');
}, 60_000);

test.runIf(allPrograms)(
	'where nothing can be caged it is installed without a cage',
	async () => {
		await openIndex();
		const runner = open({cage: false});
		const outcome = await runner.install({requirements: 'tinything', timeout_ms: 120_000}, never);
		expect(outcome).toMatchObject({ok: true, requirements: ['tinything']});
	},
	60_000,
);

test('a failed installation says what pip said, and leaves nothing half done', async () => {
	await openIndex();
	const runner = open({});
	const outcome = await runner.install({requirements: 'nonesuch==9\n', timeout_ms: 120_000}, never);
	expect(outcome.ok).toBe(false);
	expect(outcome.stderr).toContain('nonesuch');
	expect(existsSync(join(root, 'venv'))).toBe(false);
}, 60_000);

/** Stands for pip: says what can be seen and written from where pip runs. */
const spy = `
import json, os, socket
def able(path):
    try:
        with open(path, "w"): return True
    except OSError: return False
try: socket.create_connection(("127.0.0.1", int(os.environ["PIP_INDEX_URL"].split(":")[2].split("/")[0])), 5); network = True
except OSError: network = False
print(json.dumps({"env": dict(os.environ), "uid": os.getuid(), "seen": os.path.exists(ROOT + "/workspace"),
  "network": network, "here": able(VENV + "/x"), "system": able("/usr/x"), "certificates": os.path.exists("/etc/ssl"), "names": os.path.exists("/etc/resolv.conf")}))
`;

test('pip in its cage has the network and the environment to fill, nothing else of the person', async ({
	skip,
}) => {
	const runner = open({});
	if ((await runner.cage()).name === null) skip('There is no cage on this machine.');
	await openIndex();
	vi.stubEnv('PIP_CONFIG_FILE', join(root, 'pip.conf'));
	vi.stubEnv('PIP_EXTRA_INDEX_URL', 'https://me:hunter2@example.org/simple');
	vi.stubEnv('AWS_SECRET', 'hunter2');
	const copy = await makeRunCopy('');
	const venv = join(root, 'venv');
	try {
		const place = await cagedInstall({venv, python: null, copy, limits: defaultLimits, needs: null});
		await place.prepare('anew');
		const ending = await supervise(
			{
				...(await place.command([
					'/usr/bin/python3',
					'-I',
					'-c',
					`ROOT = ${JSON.stringify(root)}; VENV = ${JSON.stringify(venv)}${spy}`,
				])),
				stdin: '',
				timeout_ms: 20_000,
			},
			never,
		);
		expect(ending.stderr).toBe('');
		const {env, ...seen} = JSON.parse(ending.stdout);
		expect(seen).toEqual({
			uid: 1000,
			seen: false,
			network: true,
			here: true,
			system: false,
			certificates: true,
			names: true,
		});
		expect(env).toMatchObject({HOME: '/home/user', TMPDIR: '/tmp', PWD: '/workspace'});
		expect(Object.keys(env)).not.toContain('PIP_CONFIG_FILE');
		expect(JSON.stringify(env)).not.toContain('hunter2');
		await place.finish();
		expect(readdirSync(venv)).toEqual(['x']);
	} finally {
		await dropRunCopy(copy);
	}
}, 60_000);

test.runIf(allPrograms)(
	'an index that cannot be reached is no fault of the requirements, and is told apart',
	async () => {
		const closed = await serveIndex();
		closed.close();
		vi.stubEnv('PIP_INDEX_URL', closed.url);
		vi.stubEnv('PIP_EXTRA_INDEX_URL', undefined);
		vi.stubEnv('PIP_RETRIES', '1');
		const runner = open({});
		const outcome = await runner.install({requirements: 'tinything\n', timeout_ms: 60_000}, never);
		expect(outcome).toMatchObject({ok: false, problem: 'unreachable'});
		await openIndex();
		const other = await runner.install({requirements: 'nonesuch\n', timeout_ms: 60_000}, never);
		expect(other).toMatchObject({ok: false, problem: 'failed'});
	},
	60_000,
);
