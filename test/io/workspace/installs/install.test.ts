import {mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi} from 'vitest';
import {createRunner} from '../../../../source/io/workspace/runner.ts';
import {allPrograms} from '../../../helpers/all-programs.ts';
import {hostileLines} from '../../../helpers/hostile-requirements.ts';
import {type PackageIndex, serveIndex} from '../../../helpers/package-index.ts';

const secret = `CANARY-${process.pid}-0123456789`;
const root = mkdtempSync(join(tmpdir(), 'install-'));
const workspace = join(root, 'run/workspace');
const installed = join(root, 'run/installed');
const venv = join(root, 'run/venv');
const outside = join(root, 'outside');
const never = new AbortController().signal;
let index: PackageIndex;

const open = (cage = true) => createRunner({workspace, made: join(root, 'run/made'), venv, cage});
const shared = open();
const cage = await shared.cage();
const hasCage = cage.name !== null;
if (cage.name === null) console.warn(`THE TESTS OF INSTALLING IN THE CAGE ARE SKIPPED: ${cage.why}`);

beforeAll(async () => {
	index = await serveIndex();
	vi.stubEnv('PIP_INDEX_URL', index.url);
	vi.stubEnv('PIP_EXTRA_INDEX_URL', undefined);
	vi.stubEnv('PIP_NO_INDEX', undefined);
	vi.stubEnv('CANARY_API_KEY', secret);
});
afterAll(() => {
	index.close();
	vi.unstubAllEnvs();
	rmSync(root, {recursive: true, force: true});
});
beforeEach(() => {
	index.asked.length = 0;
	mkdirSync(workspace, {recursive: true});
	mkdirSync(outside);
	writeFileSync(join(outside, 'canary'), secret);
});
afterEach(() => {
	for (const name of readdirSync(root)) rmSync(join(root, name), {recursive: true, force: true});
});

function put(files: Record<string, string>) {
	for (const [path, text] of Object.entries(files)) {
		mkdirSync(dirname(join(workspace, path)), {recursive: true});
		writeFileSync(join(workspace, path), text);
	}
}

const run = (...command: string[]) =>
	shared.run({command, stdin: '', timeout_ms: 20_000, caged: hasCage, network: false}, never);
const installBy = (key: string, ...command: string[]) =>
	shared.install({command, key: key.padEnd(64, '0'), timeout_ms: 120_000}, never);

/** Runs `install.sh` by way of Node, which needs no environment of Python's to be made first. */
const installQuickly = (key: string) =>
	installBy(
		key,
		'node',
		'-e',
		'require("child_process").execFileSync("sh", ["install.sh"], {stdio: "inherit"})',
	);

/** A package whose build runs code: what it sees goes into the package. */
const nosy = {
	'nosy/pyproject.toml':
		'[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["."]\n[project]\nname = "nosy"\nversion = "1"\n',
	'nosy/backend.py': `
import os, zipfile
def build_wheel(folder, settings=None, metadata=None):
    seen = [p for p in (${JSON.stringify(join(outside, 'canary'))}, os.path.expanduser("~/.ssh"), "/etc/shadow") if os.path.exists(p)]
    if "CANARY" in str(dict(os.environ)): seen.append("the key")
    for path in ("/usr/x", ${JSON.stringify(join(outside, 'x'))}, "/etc/x"):
        try:
            open(path, "w"); seen.append(path)
        except OSError: pass
    with zipfile.ZipFile(folder + "/nosy-1-py3-none-any.whl", "w") as z:
        z.writestr("nosy.py", "seen = " + repr(seen))
        z.writestr("nosy-1.dist-info/METADATA", "Metadata-Version: 2.1\\nName: nosy\\nVersion: 1\\n")
        z.writestr("nosy-1.dist-info/WHEEL", "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
        z.writestr("nosy-1.dist-info/RECORD", "")
    return "nosy-1-py3-none-any.whl"
`,
	'main.py': 'import nosy\nprint(nosy.seen)\n',
};

describe('unusual lines of requirements.txt', () => {
	test('are refused unless they were allowed: nothing runs, is fetched or written', async () => {
		put({...nosy, 'other.txt': 'tinything\n'});
		const runner = open(false);
		for (const line of hostileLines) {
			const requirements = `tinything==1.2\n${line}\n`;
			const outcome = await runner.install({requirements, timeout_ms: 10_000}, never);
			expect(outcome, line).toMatchObject({ok: false, problem: 'refused', stdout: ''});
			expect(outcome.stderr).toContain(`\n  ${line}\n`);
		}

		expect(index.asked).toEqual([]);
		expect(readdirSync(join(root, 'run'))).toEqual(['workspace']);
		expect(readdirSync(outside)).toEqual(['canary']);
	});

	test.skipIf(!hasCage)(
		'that were allowed run their code in the cage, where nothing of the person is',
		async () => {
			put(nosy);
			const outcome = await shared.install(
				{requirements: './nosy\n', unusual: true, timeout_ms: 120_000},
				never,
			);
			expect(outcome.stderr).toBe('');
			expect(outcome.command).toBe('pip install --only-binary :all: -r requirements.txt');
			expect((await run('python3', 'main.py')).stdout).toBe('[]\n');
			expect(readdirSync(outside)).toEqual(['canary']);
			expect(readdirSync(workspace)).toEqual(['main.py', 'nosy']);
			expect(readdirSync(join(workspace, 'nosy'))).toEqual(['backend.py', 'pyproject.toml']);
		},
	);

	test.runIf(allPrograms)('that were allowed mean the files of a copy of the workspace', async () => {
		put({
			'other.txt': 'tinything==1.2 # a comment\n',
			'main.py': 'import tinything\nprint(tinything.value)\n',
		});
		const outcome = await shared.install(
			{requirements: '-r other.txt\n', unusual: true, timeout_ms: 120_000},
			never,
		);
		expect(outcome).toMatchObject({ok: true, problem: null, requirements: ['-r other.txt']});
		expect((await run('python3', 'main.py')).stdout).toBe('42\n');
		expect(readdirSync(workspace).sort()).toEqual(['main.py', 'other.txt']);
	});
});

describe("the pipeline's own command", () => {
	test('makes what the program finds beside its sources, each time and unchanged', async () => {
		put({
			'install.sh':
				'mkdir -p lib/deep src/made data\necho made > lib/deep/x.txt\necho beside > src/made/y.txt\necho kept > src/z.txt\nln -s ../lib/deep/x.txt data/link\nln -s /etc/passwd data/out\necho changed > main.sh\n',
			'main.sh':
				'cat lib/deep/x.txt src/made/y.txt src/z.txt src/own.txt data/link\necho more >> lib/deep/x.txt\necho new > new.txt\n',
			'src/own.txt': 'source\n',
		});
		expect(await installQuickly('a')).toMatchObject({
			ok: true,
			problem: null,
		});
		expect(readdirSync(workspace).sort()).toEqual(['install.sh', 'main.sh', 'src']);
		for (let turn = 0; turn < 2; turn++) {
			const outcome = await run('sh', 'main.sh');
			expect(outcome.stderr).toBe('');
			expect(outcome.stdout).toBe('made\nbeside\nkept\nsource\nmade\n');
			expect(outcome.made_files).toEqual(['lib/deep/x.txt', 'new.txt']);
		}
	});

	test('without a cage is laid beside the sources all the same, what cannot be copied left out', async () => {
		put({
			'install.sh':
				'mkdir -p lib/deep\nmkfifo lib/pipe\necho made > lib/deep/x.txt\nhead -c 20000000 /dev/zero > lib/big\n',
			'main.sh': 'cat lib/deep/x.txt\nls lib\necho more >> lib/deep/x.txt\n',
		});
		const runner = open(false);
		const key = 'a'.padEnd(64, '0');
		const script = 'require("child_process").execFileSync("sh", ["install.sh"])';
		const install = {command: ['node', '-e', script], key, timeout_ms: 20_000};
		expect(await runner.install(install, never)).toMatchObject({ok: true});
		const program = {command: ['sh', 'main.sh'], stdin: '', timeout_ms: 20_000, caged: false, network: false};
		for (let turn = 0; turn < 2; turn++)
			expect((await runner.run(program, never)).stdout).toBe('made\nbig\ndeep\n');
		expect(readdirSync(workspace).sort()).toEqual(['install.sh', 'main.sh']);
	});

	test('gives way to a source that is written in its place later', async () => {
		put({
			'install.sh': 'mkdir lib\necho installed | tee lib/a.txt > lib/b.txt\n',
			'main.sh': 'cat lib/a.txt lib/b.txt\n',
		});
		await installQuickly('a');
		put({'lib/a.txt': 'written\n'});
		expect((await run('sh', 'main.sh')).stdout).toBe('written\ninstalled\n');
	});

	test('that makes much of it has it shown to the program, which cannot change it in the cage', async () => {
		put({
			'install.sh':
				'mkdir -p node_modules/thing\nhead -c 20000000 /dev/zero > node_modules/big\necho "module.exports = 42" > node_modules/thing/index.js\n',
			'main.js':
				'console.log(require("thing"));\ntry { require("fs").writeFileSync("node_modules/x", "x"); console.log("wrote"); } catch (error) { console.log(error.code); }\n',
		});
		await installQuickly('a');
		expect((await run('node', 'main.js')).stdout).toBe(hasCage ? '42\nEROFS\n' : '42\nwrote\n');
		expect(readdirSync(join(installed, 'a'.padEnd(32, '0'), 'files/node_modules')).sort()).toEqual([
			'big',
			'thing',
		]);
	});

	test('is known to be there by its key, until its folder is gone or another took its place', async () => {
		put({'install.sh': 'echo x > made.txt\n'});
		const key = (letter: string) => letter.padEnd(64, '0');
		expect(await shared.hasInstalled(key('a'))).toBe(false);
		await installQuickly('a');
		expect(await shared.hasInstalled(key('a'))).toBe(true);
		await installQuickly('b');
		expect([await shared.hasInstalled(key('a')), await shared.hasInstalled(key('b'))]).toEqual([false, true]);
		rmSync(installed, {recursive: true});
		expect(await shared.hasInstalled(key('b'))).toBe(false);
	});

	test('that fails tells why, and keeps nothing', async () => {
		put({'install.sh': 'echo half > half.txt\necho no such thing >&2\nexit 3\n', 'main.sh': 'ls\n'});
		const outcome = await installQuickly('a');
		expect(outcome).toMatchObject({ok: false, problem: 'failed'});
		expect(outcome.stderr).toContain('no such thing');
		expect((await run('sh', 'main.sh')).stdout).toBe('install.sh\nmain.sh\n');
	});

	test('that the machine lacks is said to be lacking', async () => {
		const outcome = await installBy('a', 'no-such-installer', 'x');
		expect(outcome).toMatchObject({ok: false, problem: 'failed'});
		expect(outcome.stderr).toContain('no-such-installer');
	});

	test.runIf(allPrograms)(
		'by pip installs into the environment that the program runs in, beside what is in it',
		async () => {
			put({
				'dev.txt': 'tinything==1.2\n',
				'main.py':
					'import os, sys, tinything\nprint(tinything.value, sys.prefix == os.environ["VIRTUAL_ENV"])\n',
			});
			const lines: string[] = [];
			const outcome = await shared.install(
				{
					command: ['pip', 'install', '-r', 'dev.txt'],
					key: 'a'.padEnd(64, '0'),
					timeout_ms: 120_000,
					onOutput: text => lines.push(text),
				},
				never,
			);
			expect(outcome).toMatchObject({ok: true, problem: null});
			expect(lines.join('')).toContain('Collecting tinything');
			expect((await run('python3', 'main.py')).stdout).toBe('42 True\n');
			expect((await run('tinytool')).stdout).toBe('tool 42\n');
			put({'install.sh': 'python -c "import tinything" && echo found > found.txt\n'});
			expect(await installBy('b', 'sh', 'install.sh')).toMatchObject({ok: true});
			expect((await run('python3', 'main.py')).stdout).toBe('42 True\n');
			rmSync(venv, {recursive: true});
			expect(await shared.hasInstalled('b'.padEnd(64, '0'))).toBe(false);
		},
	);

	test.skipIf(!hasCage)('sees the network and a copy of the files, and nothing of the person', async () => {
		put({
			'look.py': `import os, socket, urllib.request
print("CANARY" in str(dict(os.environ)), os.path.exists(${JSON.stringify(outside)}), os.getcwd(), os.environ["HOME"])
print(urllib.request.urlopen(${JSON.stringify(index.url)} + "/tinything/").status)
for path in ("/usr/x", "/etc/x"):
    try: open(path, "w"); print("wrote")
    except OSError: pass
for path in ("/tmp/x", "/home/user/x", "x"): open(path, "w").write("x" * 1000)
os.symlink(${JSON.stringify(join(outside, 'canary'))}, "planted")
os.symlink(${JSON.stringify(outside)}, "folder")
`,
			'main.sh': 'cat planted folder/canary\nls\n',
		});
		const {stdout} = await installBy('a', 'python3', 'look.py');
		expect(stdout).toBe('False False /workspace /home/user\n200\n');
		const program = await run('sh', 'main.sh');
		expect(program.stdout).toBe('folder\nlook.py\nmain.sh\nplanted\nx\n');
		expect(program.stdout + program.stderr).not.toContain(secret);
		expect(readFileSync(join(outside, 'canary'), 'utf8')).toBe(secret);
	});
});
