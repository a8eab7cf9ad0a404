import {execFileSync} from 'node:child_process';
import {once} from 'node:events';
import {existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {createServer, type Server} from 'node:http';
import type {AddressInfo} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, expect, test, vi} from 'vitest';
import {cagedPip} from '../../../source/io/workspace/pip-place.ts';
import {dropRunCopy, makeRunCopy} from '../../../source/io/workspace/run-copy.ts';
import {createRunner, type RunnerOptions} from '../../../source/io/workspace/runner.ts';
import {defaultLimits} from '../../../source/io/workspace/sandbox.ts';
import {supervise} from '../../../source/io/workspace/supervise.ts';

let root: string;
let index: Server | null = null;
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

/** A wheel is a zip; Python's own zipfile builds it. */
function buildWheel(): Buffer {
	const file = join(root, 'tinything-1.2-py3-none-any.whl');
	execFileSync('/usr/bin/env', [
		'python3',
		'-c',
		`
import zipfile
with zipfile.ZipFile(${JSON.stringify(file)}, "w") as z:
    z.writestr("tinything/__init__.py", "value = 42\\ndef main(): print('tool', value)\\n")
    z.writestr("tinything-1.2.dist-info/METADATA", "Metadata-Version: 2.1\\nName: tinything\\nVersion: 1.2\\n")
    z.writestr("tinything-1.2.dist-info/WHEEL", "Wheel-Version: 1.0\\nGenerator: x\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
    z.writestr("tinything-1.2.dist-info/entry_points.txt", "[console_scripts]\\ntinytool = tinything:main\\n")
    z.writestr("tinything-1.2.dist-info/RECORD", "tinything/__init__.py,,\\ntinything-1.2.dist-info/METADATA,,\\ntinything-1.2.dist-info/WHEEL,,\\ntinything-1.2.dist-info/entry_points.txt,,\\ntinything-1.2.dist-info/RECORD,,\\n")
`,
	]);
	return readFileSync(file);
}

/** An index of packages, as pip asks for it; it holds one wheel. Pip is led there by its usual variable. */
async function serveIndex(): Promise<void> {
	const wheel = buildWheel();
	index = createServer((request, response) => {
		if (request.url === '/simple/tinything/')
			response
				.setHeader('content-type', 'text/html')
				.end('<a href="/tinything-1.2-py3-none-any.whl">tinything-1.2-py3-none-any.whl</a>');
		else if (request.url?.endsWith('.whl')) response.end(wheel);
		else response.writeHead(404).end();
	});
	index.listen(0, '127.0.0.1');
	await once(index, 'listening');
	vi.stubEnv('PIP_INDEX_URL', `http://127.0.0.1:${(index.address() as AddressInfo).port}/simple`);
	vi.stubEnv('PIP_NO_INDEX', undefined);
	vi.stubEnv('PIP_EXTRA_INDEX_URL', undefined);
}

test('what was installed can be imported and called, in the cage and without', async () => {
	await serveIndex();
	const runner = await open({});
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
	for (const caged of runner.cage.name === null ? [false] : [true, false]) {
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

test('where nothing can be caged it is installed without a cage', async () => {
	await serveIndex();
	const runner = await open({cage: false});
	const outcome = await runner.install({requirements: 'tinything', timeout_ms: 120_000}, never);
	expect(outcome).toMatchObject({ok: true, requirements: ['tinything']});
}, 60_000);

test('a failed installation says what pip said, and leaves nothing half done', async () => {
	await serveIndex();
	const runner = await open({});
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
  "network": network, "here": able("x"), "system": able("/usr/x"), "certificates": os.path.exists("/etc/ssl"), "names": os.path.exists("/etc/resolv.conf")}))
`;

test('pip in its cage has the network and the environment to fill, nothing else of the person', async ({
	skip,
}) => {
	const runner = await open({});
	if (runner.cage.name === null) skip('There is no cage on this machine.');
	await serveIndex();
	vi.stubEnv('PIP_CONFIG_FILE', join(root, 'pip.conf'));
	vi.stubEnv('PIP_EXTRA_INDEX_URL', 'https://me:hunter2@example.org/simple');
	vi.stubEnv('AWS_SECRET', 'hunter2');
	const copy = await makeRunCopy('');
	const venv = join(root, 'venv');
	try {
		const place = await cagedPip({venv, python: null, copy, limits: defaultLimits});
		await place.prepare();
		const ending = await supervise(
			{
				...place.command(['/usr/bin/python3', '-I', '-c', `ROOT = ${JSON.stringify(root)}${spy}`]),
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
		expect(env).toMatchObject({HOME: '/home/user', TMPDIR: join(venv, '.tmp')});
		expect(Object.keys(env)).not.toContain('PIP_CONFIG_FILE');
		expect(JSON.stringify(env)).not.toContain('hunter2');
		await place.finish();
		expect(readdirSync(venv)).toEqual(['x']);
	} finally {
		await dropRunCopy(copy);
	}
}, 60_000);

test.each([
	'https://example.org/x.whl',
	'x @ https://example.org/x.tar.gz',
	'git+https://example.org/x.git',
	'-e .',
	'./local',
	'../up',
	'/abs/x.whl',
	'x.whl',
	'--index-url http://evil.example',
	'-r other.txt',
	'rich==13 --hash=sha256:00',
	'rich==13; import os',
	'$(id)',
	'file:x',
	'C:\\x',
])('%s is refused before anything starts', async line => {
	const runner = await open({cage: false});
	const outcome = await runner.install({requirements: `rich==13.9.4\n${line}\n`, timeout_ms: 1000}, never);
	expect(outcome.ok).toBe(false);
	expect(outcome.stderr).toContain('Line 2 of requirements.txt');
	expect(existsSync(join(root, 'venv'))).toBe(false);
});
