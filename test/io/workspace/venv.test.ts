import {execFileSync} from 'node:child_process';
import {existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {createRunner, type RunnerOptions} from '../../../source/io/workspace/runner.ts';

let root: string;
beforeEach(() => {
	root = mkdtempSync(join(tmpdir(), 'venv-'));
	mkdirSync(join(root, 'workspace'));
});
afterEach(() => rmSync(root, {recursive: true, force: true}));

const never = new AbortController().signal;
const open = (options: Partial<RunnerOptions>) =>
	createRunner({
		workspace: join(root, 'workspace'),
		made: join(root, 'made'),
		venv: join(root, 'venv'),
		...options,
	});

/** A wheel is a zip; Python's own zipfile builds it. */
function buildWheel(): string {
	const folder = join(root, 'wheels');
	mkdirSync(folder);
	execFileSync('/usr/bin/env', [
		'python3',
		'-c',
		`
import zipfile
with zipfile.ZipFile(${JSON.stringify(join(folder, 'tinything-1.2-py3-none-any.whl'))}, "w") as z:
    z.writestr("tinything/__init__.py", "value = 42\\ndef main(): print('tool', value)\\n")
    z.writestr("tinything-1.2.dist-info/METADATA", "Metadata-Version: 2.1\\nName: tinything\\nVersion: 1.2\\n")
    z.writestr("tinything-1.2.dist-info/WHEEL", "Wheel-Version: 1.0\\nGenerator: x\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
    z.writestr("tinything-1.2.dist-info/entry_points.txt", "[console_scripts]\\ntinytool = tinything:main\\n")
    z.writestr("tinything-1.2.dist-info/RECORD", "tinything/__init__.py,,\\ntinything-1.2.dist-info/METADATA,,\\ntinything-1.2.dist-info/WHEEL,,\\ntinything-1.2.dist-info/entry_points.txt,,\\ntinything-1.2.dist-info/RECORD,,\\n")
`,
	]);
	return folder;
}

test('what was installed can be imported and called, in the cage and without', async () => {
	const runner = await open({pipArgs: ['--no-index', '--find-links', buildWheel()]});
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
}, 60_000);

test('a failed installation says what pip said, and leaves nothing half done', async () => {
	const runner = await open({pipArgs: ['--no-index', '--find-links', buildWheel()]});
	const outcome = await runner.install({requirements: 'nonesuch==9\n', timeout_ms: 120_000}, never);
	expect(outcome.ok).toBe(false);
	expect(outcome.stderr).toContain('nonesuch');
	expect(existsSync(join(root, 'venv'))).toBe(false);
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
