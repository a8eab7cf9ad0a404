/**
 * Programs that mean harm, in the cage: each with canaries around it. None leaks, none survives, each is settled within
 * its time and two seconds, and our own memory stays small.
 */
import {execFile} from 'node:child_process';
import {
	existsSync,
	lstatSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import {createServer, type Server} from 'node:net';
import {homedir, tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {promisify} from 'node:util';
import {afterAll, afterEach, beforeEach, describe, expect, test} from 'vitest';
import type {ProgramOutcome, ProgramRequest} from '../../../../source/core/ports.ts';
import {createWorkspace} from '../../../../source/io/workspace/files/folder.ts';
import {defaultLimits} from '../../../../source/io/workspace/programs/sandbox.ts';
import {createRunner} from '../../../../source/io/workspace/runner.ts';

const root = mkdtempSync(join(tmpdir(), 'hostile-'));
const workspace = join(root, 'workspace');
const made = join(root, 'made');
const venv = join(root, 'venv');
const outside = join(root, 'canary.txt');
const secret = `canary-${process.pid}-0123456789`;
/** Of every process of these programs, in its arguments: by it survivors are found. */
const mark = `hostile${process.pid}`;
const timeout_ms = 2500;
const megabyte = 1024 ** 2;

const runner = createRunner({
	workspace,
	made,
	venv,
	limits: {
		memory: 200 * megabyte,
		processes: 60,
		all: {memory: 300 * megabyte, disk: 100 * megabyte, entries: 300},
	},
});
const cage = await runner.cage();
const lacks = cage.name === null ? cage.why : null;
if (lacks !== null)
	console.warn(`THE HOSTILE PROGRAMS ARE NOT RUN, NOTHING SHOWS THAT THEY ARE HARMLESS: ${lacks}`);

let server: Server;
let port: number;
let calls: number;

beforeEach(async () => {
	mkdirSync(workspace);
	writeFileSync(outside, secret);
	process.env.CANARY_API_KEY = secret;
	calls = 0;
	server = createServer(socket => {
		calls++;
		socket.end(secret);
	});
	await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
	port = (server.address() as {port: number}).port;
});
afterEach(async () => {
	delete process.env.CANARY_API_KEY;
	await new Promise(resolve => server.close(resolve));
	for (const name of readdirSync(root)) rmSync(join(root, name), {recursive: true, force: true});
});
afterAll(() => rmSync(root, {recursive: true, force: true}));

/** Processes of the machine, ours apart, whose command line holds the mark. */
function survivors(): string[] {
	return readdirSync('/proc')
		.filter(name => /^\d+$/.test(name) && name !== String(process.pid))
		.flatMap(pid => {
			try {
				const line = readFileSync(`/proc/${pid}/cmdline`, 'latin1').replaceAll('\0', ' ');
				return line.includes(mark) ? [`${pid}: ${line}`] : [];
			} catch {
				return [];
			}
		});
}

type Attack = {
	files: Record<string, string>;
	command?: string[];
	more?: Partial<ProgramRequest>;
};

/** Runs it, and holds it to what is promised of all. */
async function endure({
	files,
	command = ['python3', 'main.py', mark],
	more = {},
}: Attack): Promise<ProgramOutcome> {
	for (const [path, text] of Object.entries(files)) {
		mkdirSync(dirname(join(workspace, path)), {recursive: true});
		writeFileSync(join(workspace, path), text);
	}

	const memory: number[] = [];
	const watching = setInterval(() => memory.push(process.memoryUsage().rss), 50);
	const before = process.memoryUsage().rss;
	const started = performance.now();
	const outcome = await runner.run(
		{command, stdin: '', timeout_ms, caged: true, network: false, ...more},
		new AbortController().signal,
	);
	const took = performance.now() - started;
	clearInterval(watching);
	expect(took, 'settled').toBeLessThan((more.timeout_ms ?? timeout_ms) + 2000);
	const peak = Math.max(before, ...memory);
	expect(peak, 'our memory').toBeLessThan(300 * megabyte);
	expect(peak - before, 'our memory grew').toBeLessThan(150 * megabyte);
	expect(survivors()).toEqual([]);
	expect(calls, 'calls to the server on this machine').toBe(0);
	expect(readFileSync(outside, 'utf8')).toBe(secret);
	expect(JSON.stringify(outcome)).not.toContain(secret);
	for (const path of outcome.made_files) expect(lstatSync(join(made, path)).isSymbolicLink()).toBe(false);
	for (const [path, text] of Object.entries(files))
		expect(readFileSync(join(workspace, path), 'utf8'), 'the workspace is as it was').toBe(text);
	return outcome;
}

const python = (source: string) => ({'main.py': source});
const stopped = (why: string) => expect.stringContaining(why);

describe.skipIf(lacks !== null)('a program that', () => {
	test('forks without end is bounded, and all of it is gone', async () => {
		const outcome = await endure({
			files: {'main.sh': 'f() { f | f & }; f; while :; do :; done\n'},
			command: ['bash', 'main.sh', mark],
			more: {timeout_ms: 1000},
		});
		expect(outcome.timed_out).toBe(true);
	});

	test('forks without end in Python is bounded', async () => {
		const source = 'import os\nwhile True:\n    try: os.fork()\n    except OSError: pass\n';
		await endure({files: python(source), more: {timeout_ms: 1000}});
	});

	test('leaves a daemon that left its group, its session and its parent', async () => {
		const outcome = await endure({
			files: python(
				'import os, sys, time\nif os.fork(): sys.exit(0)\nos.setsid()\nif os.fork(): os._exit(0)\nfor fd in range(3): os.close(fd)\ntime.sleep(60)\n',
			),
		});
		expect(outcome).toMatchObject({exit_code: 0, timed_out: false});
	});

	test('leaves a child that keeps its output open', async () => {
		const outcome = await endure({
			files: python(
				'import os, time\nif os.fork() == 0: time.sleep(60)\nprint("done", flush=True)\nos._exit(0)\n',
			),
		});
		expect(outcome).toMatchObject({exit_code: 0, stdout: 'done\n', timed_out: false});
	});

	test('prints ten gigabytes is stopped at the first few', async () => {
		const outcome = await endure({
			files: python(
				'import sys\nb = b"x" * 1023 + b"\\n"\nfor _ in range(10 * 1024 ** 2): sys.stdout.buffer.write(b)\n',
			),
			more: {onOutput: () => undefined, timeout_ms: 15_000},
		});
		expect(outcome.stopped).toEqual(stopped('it printed more than 64 MB'));
		expect(outcome.stdout.length).toBeLessThan(300_000);
	});

	test('prints fifty megabytes without a line end is read to its end', async () => {
		const outcome = await endure({
			files: python('import sys\nfor _ in range(50): sys.stdout.write("x" * 1024 ** 2)\n'),
			more: {onOutput: () => undefined, timeout_ms: 15_000},
		});
		expect(outcome).toMatchObject({exit_code: 0, stopped: null});
		expect(outcome.stdout).toMatch(/^x{1000,}\n\[… [\d,]+ bytes of output are left out here …\]\nx+$/);
	});

	test('prints bytes that are no text is read as text', async () => {
		const outcome = await endure({
			files: python('import os, sys\nsys.stdout.buffer.write(bytes(range(256)) * 4000 + os.urandom(9999))\n'),
		});
		expect(outcome.exit_code).toBe(0);
		expect(outcome.stdout.isWellFormed()).toBe(true);
	});

	test('eats memory in one process gets no more than its share', async () => {
		const outcome = await endure({
			files: python('held = []\nwhile True: held.append(bytearray(8 * 1024 ** 2))\n'),
		});
		expect(outcome.stderr).toContain('MemoryError');
	});

	test('eats memory in many processes is stopped for what they hold together', async () => {
		const outcome = await endure({
			files: python(
				'import os, time\nfor _ in range(20):\n    if os.fork() == 0:\n        held = bytearray(os.urandom(1024) * 60 * 1024)\n        time.sleep(60)\ntime.sleep(60)\n',
			),
		});
		expect(outcome.stopped).toEqual(stopped('it used more than 300 MB of memory'));
	});

	test('shares its memory among many processes is not stopped for counting it twenty times', async () => {
		const outcome = await endure({
			files: python(
				'import os, time\nheld = bytearray(os.urandom(1024) * 50 * 1024)\npids = []\nfor _ in range(20):\n    pid = os.fork()\n    if pid == 0:\n        time.sleep(0.6)\n        os._exit(0)\n    pids.append(pid)\nfor pid in pids: os.waitpid(pid, 0)\nprint("fine")\n',
			),
		});
		expect(outcome).toMatchObject({stdout: 'fine\n', stopped: null});
	});

	test('eats memory in Node gets no more than its share', async () => {
		const outcome = await endure({
			files: {'main.js': 'const held = [];\nfor (;;) held.push(Buffer.alloc(8 * 1024 ** 2, 1));\n'},
			command: ['node', 'main.js', mark],
		});
		expect(outcome.exit_code).not.toBe(0);
	});

	test('fills the disk with one file is stopped', async () => {
		const outcome = await endure({
			files: python('f = open("big", "wb")\nwhile True: f.write(b"x" * 1024 ** 2)\n'),
		});
		// Whichever comes first: the limit of all its files, or that of one.
		expect(outcome.stopped ?? outcome.stderr).toMatch(/more than 100 MB of disk|File too large/);
	});

	test('fills the disk with many files is stopped', async () => {
		const outcome = await endure({
			files: python(
				'import time\nfor i in range(100000):\n    with open(f"f{i}", "wb") as f: f.write(b"x" * 4 * 1024 ** 2)\n',
			),
		});
		expect(outcome.stopped).toEqual(stopped('it filled more than 100 MB of disk'));
	});

	test('hides its memory in files without a name is stopped for it', async () => {
		const outcome = await endure({
			files: python(
				'import os, time\nfor i in range(50):\n    fd = os.memfd_create(f"m{i}")\n    os.write(fd, b"x" * 20 * 1024 ** 2)\ntime.sleep(60)\n',
			),
		});
		expect(outcome.stopped).toEqual(stopped('it used more than 300 MB of memory'));
	});

	test('hides what it fills in files that it deleted is stopped for it', async () => {
		const outcome = await endure({
			files: python(
				'import os, time\nheld = []\nfor i in range(20):\n    f = open(f"f{i}", "wb")\n    os.remove(f"f{i}")\n    f.write(b"x" * 16 * 1024 ** 2)\n    f.flush()\n    held.append(f)\ntime.sleep(60)\n',
			),
		});
		expect(outcome.stopped).toEqual(stopped('it filled more than 100 MB of disk'));
	});

	test('makes a great many small files is stopped', async () => {
		const outcome = await endure({
			files: python('for i in range(10 ** 7): open(f"f{i}", "w").close()\n'),
		});
		expect(outcome.stopped).toEqual(stopped('it made more than 300 files'));
	});

	test('makes folders deeper than any path is cleared away', async () => {
		await endure({
			files: python('import os\nfor _ in range(800):\n    os.mkdir("d" * 50)\n    os.chdir("d" * 50)\n'),
		});
	});

	test('makes a file that is all holes keeps none of it', async () => {
		const outcome = await endure({files: python('open("holes", "wb").truncate(200 * 1024 ** 2)\n')});
		expect(outcome.made_files).toEqual([]);
	});

	test('fills /tmp and /dev/shm fills what is its own', async () => {
		const outcome = await endure({
			files: python(
				'for p in ("/tmp/x", "/dev/shm/x", "/home/user/x"):\n    try:\n        with open(p, "wb") as f:\n            while True: f.write(b"x" * 1024 ** 2)\n    except OSError as e: print(e.strerror)\n',
			),
		});
		expect(outcome.stdout.match(/No space left|File too large/g)?.length ?? 0).toBeGreaterThanOrEqual(
			outcome.stopped ? 0 : 3,
		);
	});

	test.each([
		['a file', 'os.symlink(target, "result.txt")'],
		['a folder', 'os.symlink(os.path.dirname(target), "out")'],
		['the file that was there', 'os.remove("data.txt"); os.symlink(target, "data.txt")'],
		['a hard link', 'os.link(target, "result.txt")'],
	])('plants a link as %s leaves none for what we write next', async (_how, plant) => {
		const attack = python(
			`import os\nfor target in ("/etc/passwd", ${JSON.stringify(outside)}):\n    try: ${plant.replaceAll('; ', '\n    except OSError: pass\n    try: ')}\n    except OSError: pass\n`,
		);
		await endure({files: {...attack, 'data.txt': 'data'}});
		const next = new Map([
			['main.py', 'print(1)\n'],
			['data.txt', 'mine'],
			['result.txt', 'mine'],
			['out/canary.txt', 'mine'],
		]);
		expect(await createWorkspace(workspace).set(next)).toEqual({refused: []});
		expect(readFileSync(join(workspace, 'out/canary.txt'), 'utf8')).toBe('mine');
		expect(readFileSync(outside, 'utf8')).toBe(secret);
		expect(readFileSync('/etc/passwd', 'utf8')).not.toContain('mine');
		await endure({files: {'main.py': 'open("result.txt", "w").write("made")\n'}});
		expect(readFileSync(outside, 'utf8')).toBe(secret);
	});

	test('finds links where we write, planted by whoever, is not followed through them', async () => {
		mkdirSync(made);
		symlinkSync(outside, join(made, 'result.txt'));
		symlinkSync(root, join(made, 'out'));
		const outcome = await endure({
			files: python(
				'import os\nos.mkdir("out")\nfor p in ("result.txt", "out/canary.txt"): open(p, "w").write("made")\n',
			),
		});
		expect(outcome.made_files).toEqual(['out/canary.txt', 'result.txt']);
		expect(readFileSync(join(made, 'result.txt'), 'utf8')).toBe('made');
	});

	test('looks for our key in every environment it can read finds none', async () => {
		const outcome = await endure({
			files: python(
				'import glob, os\nfound = [str(dict(os.environ))]\nfor p in glob.glob("/proc/*/environ") + glob.glob("/proc/*/cmdline") + ["/proc/self/mountinfo", "/proc/1/root", "/proc/self/mounts"]:\n    try: found.append(open(p).read())\n    except OSError: pass\nprint(len(found), "".join(found))\n',
			),
		});
		expect(outcome.stdout).not.toContain('CANARY');
		expect(outcome.stdout).toContain('HOME');
	});

	test('connects to this machine, by every name that it has, reaches nobody', async () => {
		const outcome = await endure({
			files: python(
				`import socket\nfor host in ("127.0.0.1", "localhost", "::1", "0.0.0.0", "::ffff:127.0.0.1", "10.0.2.2", "169.254.169.254"):\n    try: print(socket.create_connection((host, ${port}), 0.2).recv(99))\n    except OSError as e: pass\n`,
			),
		});
		expect(outcome.stdout).toBe('');
	});

	test('looks for sockets of this machine finds none', async () => {
		const outcome = await endure({
			files: python(
				'import os, socket\nprint([l for l in open("/proc/net/unix").read().splitlines()[1:]])\nprint([p for p in ("/run", "/var/run", "/tmp/.X11-unix", "/var/run/docker.sock") if os.path.exists(p) and os.listdir(p)])\n',
			),
		});
		expect(outcome.stdout).toBe('[]\n[]\n');
	});

	test('reads our files and those of the person finds none', async () => {
		writeFileSync(join(root, 'memory_log.json'), secret);
		const outcome = await endure({
			files: python(
				`import os\nfor p in (${JSON.stringify(outside)}, ${JSON.stringify(join(root, 'memory_log.json'))}, ${JSON.stringify(homedir())}, os.path.expanduser("~/.ssh"), "/root", "/home", "/etc/shadow", "/proc/1/root/etc/shadow"):\n    try: print(p, os.listdir(p) if os.path.isdir(p) else open(p).read())\n    except OSError: pass\n`,
			),
		});
		expect(outcome.stdout.replace("/home ['user']\n", '').replace(`${homedir()} []\n`, '')).toBe('');
	});

	test('changes its own sources changes the copy, and it is kept beside', async () => {
		const outcome = await endure({
			files: python(
				'open("main.py", "a").write("# more")\nimport os\nos.makedirs("venv/bin"); open("venv/bin/python", "w").write("x")\n',
			),
		});
		expect(outcome.made_files).toEqual(['main.py', 'venv/bin/python']);
		expect(existsSync(venv)).toBe(false);
	});

	test('writes to what it was given beside its files is refused', async () => {
		const outcome = await endure({
			files: python(
				'import os, sys\nfor p in (sys.executable, "/usr/bin/x", "/etc/passwd", "/venv/x", "/runtime/node", "/proc/sys/kernel/core_pattern", "/sys/x", "/dev/sda"):\n    try:\n        open(p, "a").close(); print("wrote", p)\n    except OSError: pass\n',
			),
		});
		expect(outcome.stdout).toBe('');
	});

	test.each([
		[
			'ignores every signal that can be',
			'import signal, time\nfor s in range(1, 65):\n    try: signal.signal(s, signal.SIG_IGN)\n    except (OSError, ValueError): pass\ntime.sleep(60)\n',
		],
		['stops itself', 'import os, signal\nos.kill(os.getpid(), signal.SIGSTOP)\n'],
		['closes its output and goes on', 'import os, time\nfor fd in range(3): os.close(fd)\ntime.sleep(60)\n'],
		['spins', 'while True: pass\n'],
		[
			'kills all that it can',
			'import os, signal, time\nos.setsid() if os.getpid() != os.getsid(0) else None\ntry: os.kill(-1, signal.SIGKILL)\nexcept OSError: pass\ntime.sleep(60)\n',
		],
	])('%s is ended when its time is over', async (_how, source) => {
		const outcome = await endure({files: python(source), more: {timeout_ms: 600}});
		expect(outcome.timed_out).toBe(true);
	});

	test('pushes input into a terminal finds none to push it into', async () => {
		const outcome = await endure({
			files: python(
				'import fcntl, os, termios\ntry: fds = [os.open("/dev/tty", os.O_RDWR)]\nexcept OSError: fds = []\nfor fd in [0, 1, 2] + fds:\n    try:\n        fcntl.ioctl(fd, termios.TIOCSTI, b"x"); print("pushed", fd)\n    except OSError: pass\n',
			),
		});
		expect(outcome.stdout).toBe('');
	});

	test('asks for more rights gets none', async () => {
		const outcome = await endure({
			files: python(
				'import ctypes, os\nlibc = ctypes.CDLL(None, use_errno=True)\nfor name, args in (("setuid", (0,)), ("mount", (b"none", b"/tmp", b"tmpfs", 0, None)), ("chroot", (b"/",)), ("swapon", (b"/x", 0)), ("init_module", (0, 0, b"")), ("bpf", (0, 0, 0)), ("reboot", (0,))):\n    try:\n        if getattr(libc, name)(*args) == 0: print("did", name)\n    except AttributeError: pass\n',
			),
		});
		expect(outcome.stdout).toBe('');
	});

	test('has a requirements.txt of its own in its copy installs nothing by it', async () => {
		const outcome = await endure({
			files: {
				...python('print("ran")\n'),
				'requirements.txt': '-e .\n',
				'setup.py': `open(${JSON.stringify(outside)}, "w")\n`,
			},
		});
		expect(outcome.stdout).toBe('ran\n');
	});
});

test('what was in the folder before the program began does not count against it', async () => {
	for (let index = 0; index < 400; index++) writeFileSync(join(workspace, `f${index}.txt`), 'there');
	const outcome = await runner.run(
		{
			command: ['python3', '-c', 'import time; time.sleep(0.5)'],
			stdin: '',
			timeout_ms: 20_000,
			caged: lacks === null,
			network: false,
		},
		new AbortController().signal,
	);
	expect(outcome).toMatchObject({exit_code: 0, stopped: null});
});

test('without a cage a daemon that hides from us does not hold the program up', async () => {
	const seconds = `${25 + process.pid / 1e9}`;
	writeFileSync(join(workspace, 'main.sh'), `env -i /usr/bin/setsid /bin/sleep ${seconds} &\necho done\n`);
	const started = performance.now();
	const outcome = await runner.run(
		{command: ['sh', 'main.sh'], stdin: '', timeout_ms: 5000, caged: false, network: false},
		new AbortController().signal,
	);
	expect(outcome.stdout).toBe('done\n');
	expect(performance.now() - started).toBeLessThan(5000 + 2000);
	await promisify(execFile)('pkill', ['-f', `sleep ${seconds}`]).catch(() => undefined);
});

/** A process of its own that runs a program with a daemon, says so, and waits: it is killed then. */
const owner = (caged: boolean) => `
import {createRunner} from ${JSON.stringify(join(import.meta.dirname, '../../../../source/io/workspace/runner.ts'))};
const runner = createRunner({workspace: ${JSON.stringify(workspace)}, made: ${JSON.stringify(made)}, venv: ${JSON.stringify(venv)}});
await runner.run({command: ['sh', 'main.sh', '${mark}'], stdin: '', timeout_ms: 60_000, caged: ${caged}, network: false, onOutput: text => process.stdout.write(text)}, new AbortController().signal);
`;

describe('when we are killed while a program with a daemon runs', () => {
	const start = async (caged: boolean) => {
		writeFileSync(join(root, 'owner.mts'), owner(caged));
		writeFileSync(
			join(workspace, 'main.sh'),
			`setsid sh -c 'while :; do sleep 1; done' ${mark} &\necho running\nwhile :; do sleep 1; done\n`,
		);
		const child = execFile(process.execPath, [join(root, 'owner.mts')]);
		await new Promise<void>((resolve, reject) => {
			child.stdout!.on('data', text => String(text).includes('running') && resolve());
			child.stderr!.on('data', text => reject(new Error(String(text))));
		});
		// A process has no name for a moment when another program takes its place.
		await expect
			.poll(() => survivors().filter(line => /main\.sh|while/.test(line)).length)
			.toBeGreaterThan(1);
		child.kill('SIGKILL');
		await new Promise(resolve => child.once('exit', resolve));
	};
	const settled = async (left: () => string[]) => {
		for (let round = 0; round < 200 && left().length > 0; round++) await promisify(setImmediate)();
		return left();
	};
	const programs = () => survivors().filter(line => !line.includes('owner.mts'));

	test.skipIf(lacks !== null)('in the cage nothing of it is left', async () => {
		await start(true);
		expect(await settled(programs)).toEqual([]);
	});

	test('without a cage the program ends with us, and its daemon when a runner is opened next', async () => {
		await start(false);
		expect(await settled(() => programs().filter(line => line.includes('main.sh')))).toEqual([]);
		await createRunner({workspace, made, venv, cage: false}).cage();
		expect(await settled(programs)).toEqual([]);
	});
});

test('the limits that programs have by default are far above what they need, and far below what a machine has', () => {
	expect(defaultLimits.all.memory).toBeGreaterThan(defaultLimits.memory);
	expect(defaultLimits.all.disk).toBeGreaterThan(defaultLimits.fileSize);
});
