import {
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	symlinkSync,
	utimesSync,
	writeFileSync,
} from 'node:fs';
import {createServer, type Server} from 'node:net';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {afterAll, afterEach, beforeEach, describe, expect, test} from 'vitest';
import {hashText} from '../../../source/core/hash.ts';
import type {ProgramRequest} from '../../../source/core/ports.ts';
import {dropRunCopy, makeRunCopy, sweepRunCopies} from '../../../source/io/workspace/programs/run-copy.ts';
import {createRunner, type RunnerOptions} from '../../../source/io/workspace/runner.ts';
import {alive} from '../../helpers/alive.ts';

const root = mkdtempSync(join(tmpdir(), 'runner-'));
const workspace = join(root, 'workspace');
const made = join(root, 'made');
beforeEach(() => void mkdirSync(workspace));
afterEach(() => {
	for (const name of readdirSync(root)) rmSync(join(root, name), {recursive: true, force: true});
});
afterAll(() => rmSync(root, {recursive: true, force: true}));

const never = new AbortController().signal;
const open = (options: Partial<RunnerOptions> = {}) =>
	createRunner({workspace, made, venv: join(root, 'venv'), ...options});

function put(files: Record<string, string>) {
	for (const [path, text] of Object.entries(files)) {
		mkdirSync(dirname(join(workspace, path)), {recursive: true});
		writeFileSync(join(workspace, path), text, {mode: text.startsWith('#!') ? 0o755 : 0o644});
	}
}

/** Looking for the cage and for Python takes a moment, so most tests share this one. */
const shared = open();
const cage = await shared.cage();
const hasCage = cage.name !== null;
if (cage.name === null) console.warn(`THE TESTS OF THE CAGE ARE SKIPPED: ${cage.why}`);

describe.each([
	['in the cage', true],
	['without a cage', false],
])('a program %s', (_, caged) => {
	const check = test.skipIf(caged && !hasCage);
	const run = (command: string[], more: Partial<ProgramRequest> = {}, signal = never) =>
		shared.run({command, stdin: '', timeout_ms: 10_000, caged, network: false, ...more}, signal);

	check('prints, reads stdin and arguments, and ends with its exit code', async () => {
		put({
			'main.py': 'import sys\nprint(sys.argv[1:], input())\nprint("oops", file=sys.stderr)\nsys.exit(3)\n',
		});
		expect(await run(['python3', 'main.py', '--fast', 'a b'], {stdin: 'hello\n'})).toMatchObject({
			exit_code: 3,
			signal: null,
			timed_out: false,
			stdout: "['--fast', 'a b'] hello\n",
			stderr: 'oops\n',
			made_files: [],
			not_started: null,
		});
	});

	check('has /workspace in its tracebacks and no path of ours', async () => {
		put({'main.py': 'from pkg import x\n', 'pkg/__init__.py': 'import nonesuch\n'});
		const {stderr, exit_code} = await run(['python', 'main.py']);
		expect(exit_code).toBe(1);
		expect(stderr).toContain('File "/workspace/main.py", line 1');
		expect(stderr).toContain("ModuleNotFoundError: No module named 'nonesuch'");
		expect(stderr).not.toContain('orchestrai-run');
	});

	check('written in JavaScript or TypeScript runs on the Node that we run on', async () => {
		put({'main.ts': 'const version: string = process.version;\nconsole.log(version, process.cwd());\n'});
		const {stdout, stderr} = await run(['node', 'main.ts']);
		expect(stderr).toBe('');
		expect(stdout.split(' ')[0]).toBe(process.version);
	});

	check('as a shell script runs by its shebang', async () => {
		put({'bin/go.sh': '#!/bin/sh\necho "$0" "$1"\n'});
		expect((await run(['./bin/go.sh', 'x'])).stdout).toBe('./bin/go.sh x\n');
	});

	check('that is a path which does not exist fails like any program', async () => {
		expect(await run(['./nonesuch'])).toMatchObject({exit_code: 127, not_started: null});
	});

	check('that the machine lacks is not started, with a remedy', async () => {
		const {not_started} = await run(['no-such-program-here', 'x']);
		expect(not_started?.message).toContain('no-such-program-here');
		expect(not_started?.remedy).toContain('debug.run');
	});

	check('works in a copy: what it makes and changes is kept beside, never in the workspace', async () => {
		put({
			'main.py':
				'import os\nopen("main.py","a").write("#")\nos.makedirs("out/deep")\nopen("out/deep/r.txt","w").write("made")\nos.symlink("/etc/passwd","link")\nos.mkfifo("pipe")\nos.remove("data.txt")\n',
			'data.txt': 'd',
		});
		const {made_files, stderr} = await run(['python3', 'main.py']);
		expect(stderr).toBe('');
		expect(made_files).toEqual(['main.py', 'out/deep/r.txt']);
		expect(readFileSync(join(made, 'out/deep/r.txt'), 'utf8')).toBe('made');
		expect(readdirSync(workspace).sort()).toEqual(['data.txt', 'main.py']);
		expect(readFileSync(join(workspace, 'main.py'), 'utf8')).not.toMatch(/#$/);
	});

	check('starts from a fresh copy each time', async () => {
		put({'main.py': 'import os\nprint(os.path.exists("seen"))\nopen("seen","w")\n'});
		expect((await run(['python3', 'main.py'])).stdout).toBe('False\n');
		expect((await run(['python3', 'main.py'])).stdout).toBe('False\n');
	});

	check('sees nothing of our environment', async () => {
		process.env.CANARY_API_KEY = 'sk-canary-0123456789';
		try {
			put({'main.py': 'import os\nprint(dict(os.environ))\n'});
			const {stdout} = await run(['python3', 'main.py']);
			expect(stdout).toContain("'LANG': 'C.UTF-8'");
			expect(stdout).not.toContain('canary');
			expect(stdout).not.toContain(
				process.env.HOME === '/home/user' ? '\0' : `'HOME': '${process.env.HOME}'`,
			);
		} finally {
			delete process.env.CANARY_API_KEY;
		}
	});

	check('is stopped when its time is over, and everything it started with it', async () => {
		const mark = `313.${process.pid}${caged ? 1 : 0}`;
		put({'main.sh': `sleep ${mark} &\nsleep ${mark}\n`});
		const outcome = await run(['sh', 'main.sh'], {timeout_ms: 400});
		expect(outcome).toMatchObject({timed_out: true, signal: 'SIGKILL', exit_code: null});
		expect(alive(mark)).toEqual([]);
	});

	check('ends although its daemon holds the output open, and the daemon dies', async () => {
		const mark = `414.${process.pid}${caged ? 1 : 0}`;
		put({'main.sh': `setsid sleep ${mark} &\necho started\n`});
		const outcome = await run(['sh', 'main.sh']);
		expect(outcome).toMatchObject({exit_code: 0, stdout: 'started\n', timed_out: false});
		expect(alive(mark)).toEqual([]);
	});

	check('that floods is stopped, and its head and tail are kept', async () => {
		put({'main.py': 'import sys\nprint("first")\nwhile True: sys.stdout.write("é" * 10000)\n'});
		let live = 0;
		const outcome = await run(['python3', 'main.py'], {
			onOutput(text) {
				live += text.length;
			},
		});
		expect(outcome.signal).toBe('SIGKILL');
		expect(outcome.stderr).toContain('more than 64 MB');
		expect(outcome.stdout.startsWith('first\n')).toBe(true);
		expect(outcome.stdout).toMatch(/\[… [\d,]+ bytes of output are left out here …\]/);
		expect(outcome.stdout).not.toContain('\uFFFD');
		expect(Buffer.byteLength(outcome.stdout)).toBeLessThan(140_000);
		expect(live).toBeLessThan(1_200_000);
	});

	check('is stopped when the run is aborted', async () => {
		put({'main.py': 'import time\nprint("up")\ntime.sleep(60)\n'});
		const abort = new AbortController();
		const outcome = await run(['python3', 'main.py'], {onOutput: () => abort.abort()}, abort.signal);
		expect(outcome).toMatchObject({
			stdout: expect.stringMatching(/^up/),
			timed_out: false,
			signal: 'SIGKILL',
		});
	});

	check('that crashes is told by its signal', async () => {
		put({'main.py': 'import os,signal\nos.kill(os.getpid(), signal.SIGSEGV)\n'});
		expect(await run(['python3', 'main.py'])).toMatchObject({exit_code: null, signal: 'SIGSEGV'});
	});

	check('leaves no folder behind in the temporary folder', async () => {
		put({
			'main.py':
				'import os\nos.mkdir("closed")\nopen("closed/x","w").write("x")\nos.chmod("closed", 0)\nfor i in range(300): os.mkdir("d"*50); os.chdir("d"*50)\nopen("x","w")\n',
		});
		put({[marker]: ''});
		expect((await run(['python3', 'main.py'])).exit_code).toBe(0);
		expect(leftCopies()).toEqual([]);
	});
});

const marker = `marker-${process.pid}`;
const copies = process.getuid?.() === 0 ? '/tmp' : tmpdir();
const leftCopies = () =>
	readdirSync(copies).filter(
		name => name.startsWith('orchestrai-run-') && existsSync(join(copies, name, 'workspace', marker)),
	);

describe.skipIf(!hasCage)('the cage', () => {
	const run = async (
		source: string,
		more: Partial<ProgramRequest> = {},
		options: Partial<RunnerOptions> = {},
	) => {
		put({'main.py': source});
		const runner = options.limits ? open(options) : shared;
		return runner.run(
			{command: ['python3', 'main.py'], stdin: '', timeout_ms: 15_000, caged: true, network: false, ...more},
			never,
		);
	};

	test('hides every file outside: the run, the home, the code of the app, the passwords of the system', async () => {
		const secret = join(root, 'secret.txt');
		writeFileSync(secret, 'secret');
		const paths = [
			secret,
			root,
			process.env.HOME,
			import.meta.filename,
			'/etc/shadow',
			'/etc/hostname',
			'/var/log',
		];
		const {stdout} = await run(
			`import os\nprint([os.path.exists(p) and bool(os.listdir(p) if os.path.isdir(p) else open(p).read()) for p in ${JSON.stringify(paths)}])\n`,
		);
		expect(stdout).toBe(`[${paths.map(() => 'False').join(', ')}]\n`);
	});

	test('lets nothing be written but the copy, a small /tmp and an empty home', async () => {
		const {stdout} = await run(
			'import os\nfor p in ["/x","/usr/x","/etc/x","/dev/x","/venv/x","/runtime/x","/workspace/x","/tmp/x",os.path.expanduser("~/x")]:\n    try:\n        open(p,"w"); print("wrote", p)\n    except OSError: pass\nprint(os.listdir("/home/user"))\n',
		);
		expect(stdout).toBe("wrote /workspace/x\nwrote /tmp/x\nwrote /home/user/x\n['x']\n");
	});

	test('bounds /tmp and the size of a file', async () => {
		const {stdout} = await run(
			'import signal\nsignal.signal(signal.SIGXFSZ, signal.SIG_IGN)\nfor p, n in (("/tmp/a", 3_000_000), ("a", 6_000_000)):\n    try:\n        with open(p, "wb") as f:\n            f.write(b"x" * n)\n        print("wrote")\n    except OSError as e: print(e.strerror)\n',
			{},
			{limits: {temporary: 2_000_000, fileSize: 5_000_000}},
		);
		expect(stdout).toBe('No space left on device\nFile too large\n');
	});

	describe('with a server on this machine', () => {
		let server: Server;
		let port: number;
		let calls = 0;
		beforeEach(async () => {
			calls = 0;
			server = createServer(socket => {
				calls++;
				socket.end('hello');
			});
			await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
			port = (server.address() as {port: number}).port;
		});
		afterEach(() => void server.close());
		const call = () =>
			`import socket\ntry:\n    print(socket.create_connection(("127.0.0.1", ${port}), 3).recv(9))\nexcept OSError as e: print("unreachable")\n`;

		test('has no network', async () => {
			expect((await run(call())).stdout).toBe('unreachable\n');
			expect(calls).toBe(0);
		});

		test('has one when it was allowed', async () => {
			expect((await run(call(), {network: true})).stdout).toBe("b'hello'\n");
			expect(calls).toBe(1);
		});
	});

	test('bounds a fork bomb, and nothing of it is left', async () => {
		const mark = `515.${process.pid}`;
		put({'bomb.sh': `for i in $(seq 1000); do sleep ${mark} & done; jobs | wc -l\n`});
		const runner = open({limits: {processes: 40}});
		const most: number[] = [];
		const watch = setInterval(() => most.push(alive(mark).length), 50);
		const outcome = await runner.run(
			{command: ['bash', 'bomb.sh'], stdin: '', timeout_ms: 1500, caged: true, network: false},
			never,
		);
		clearInterval(watch);
		expect(outcome.stderr).toContain('fork');
		expect(Math.max(...most)).toBeGreaterThan(5);
		expect(Math.max(...most)).toBeLessThanOrEqual(40);
		expect(alive(mark)).toEqual([]);
	});

	test('bounds memory, of Python and of Node', async () => {
		const limits = {memory: 400 * 1024 * 1024};
		const {stderr} = await run('x = bytearray(600 * 1024 * 1024)\n', {}, {limits});
		expect(stderr).toContain('MemoryError');
		put({'main.js': 'Buffer.alloc(600 * 1024 * 1024, 1);\nconsole.log("got it")\n'});
		const node = await open({limits}).run(
			{command: ['node', 'main.js'], stdin: '', timeout_ms: 15_000, caged: true, network: false},
			never,
		);
		expect(node.stdout).not.toContain('got it');
		expect(node.exit_code).not.toBe(0);
	});

	test('has no rights over the machine', async () => {
		const {stdout} = await run(
			'import os\nprint(os.getuid(), os.getgroups() in ([1000],[]), os.uname().nodename)\nprint(len([p for p in os.listdir("/proc") if p.isdigit()]) < 5)\ntry: os.chroot("/"); print("chroot")\nexcept OSError: print("no")\n',
		);
		expect(stdout.split('\n')).toEqual(['1000 True workspace', 'True', 'no', '']);
	});

	test('does not carry a link of the workspace into the copy', async () => {
		symlinkSync('/etc/hostname', join(workspace, 'planted'));
		const {stdout} = await run('import os\nprint(os.listdir("."))\n');
		expect(stdout).toBe("['main.py']\n");
	});
});

test('a planted link in made/ is not followed', async () => {
	const outside = join(root, 'outside');
	mkdirSync(outside);
	mkdirSync(made);
	writeFileSync(join(outside, 'keep'), 'k');
	symlinkSync(outside, join(made, 'out'));
	symlinkSync(join(outside, 'keep'), join(made, 'file'));
	put({'main.py': 'import os\nos.mkdir("out")\nopen("out/a","w").write("x")\nopen("file","w").write("x")\n'});
	const runner = open({cage: false});
	const outcome = await runner.run(
		{command: ['python3', 'main.py'], stdin: '', timeout_ms: 10_000, caged: false, network: false},
		never,
	);
	expect(outcome.made_files).toEqual(['file', 'out/a']);
	expect(readdirSync(outside)).toEqual(['keep']);
	expect(readFileSync(join(outside, 'keep'), 'utf8')).toBe('k');
});

test('without a cage a program that has to be caged is not started, and why is said', async () => {
	put({'main.py': 'print(1)'});
	const runner = open({cage: false});
	expect(await runner.cage()).toEqual({name: null, why: expect.any(String)});
	const outcome = await runner.run(
		{command: ['python3', 'main.py'], stdin: '', timeout_ms: 5000, caged: true, network: false},
		never,
	);
	expect(outcome.not_started).toMatchObject({message: expect.any(String), remedy: expect.any(String)});
});

test('it vouches for a known command over files all of whose hashes are known, and for nothing else', async () => {
	const known = {
		knownHashes: new Set([hashText('a'), hashText('b')]),
		knownCommands: new Set(['python3 main.py']),
		cage: false,
	};
	const files = (second: string) =>
		new Map([
			['x', 'a'],
			['y', second],
		]);
	const runner = open(known);
	expect(runner.vouches(files('b'), 'python3 main.py')).toBe(true);
	expect(runner.vouches(files('b'), "sh -c 'id'")).toBe(false);
	expect(runner.vouches(files('c'), 'python3 main.py')).toBe(false);
	expect(runner.vouches(new Map(), 'python3 main.py')).toBe(false);
	expect(open({cage: false}).vouches(files('b'), 'python3 main.py')).toBe(false);
});

test('a copy whose owner lives is left alone, however late it is by the clock', async () => {
	const copy = await makeRunCopy('');
	try {
		await sweepRunCopies(Date.now() + 30 * 86_400_000);
		expect(existsSync(copy.workspace)).toBe(true);
	} finally {
		await dropRunCopy(copy);
	}
});

test('a copy that was abandoned days ago is swept away, a fresh one is left alone', async () => {
	const [old, fresh] = ['old', 'fresh'].map(name => mkdtempSync(join(copies, `orchestrai-run-${name}-`)));
	writeFileSync(join(old!, 'file'), 'x');
	utimesSync(old!, new Date(0), new Date(0));
	await open({cage: false}).cage();
	expect([existsSync(old!), existsSync(fresh!)]).toEqual([false, true]);
	rmSync(fresh!, {recursive: true});
});
