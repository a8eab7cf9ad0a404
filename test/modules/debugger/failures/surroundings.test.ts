import {describe, expect, it} from 'vitest';
import type {ProgramOutcome} from '../../../../source/core/ports.ts';
import {readFailure} from '../../../../source/modules/debugger/failures/read-failure.ts';
import {isLack} from '../../../../source/modules/debugger/failures/surroundings.ts';
import {outcomeOf} from '../../../helpers/module-context.ts';

/** A Python program whose `line` raised `error`. */
const raised = (line: string, error: string): [Record<string, string>, Partial<ProgramOutcome>] => [
	{'main.py': `${line}\n`},
	{
		exit_code: 1,
		stderr: `Traceback (most recent call last):\n  File "/workspace/main.py", line 1, in <module>\n    ${line}\n${error}\n`,
	},
];
const exited = (
	exit_code: number,
	stderr: string,
	stdout = '',
): [Record<string, string>, Partial<ProgramOutcome>] => [{'main.py': ''}, {exit_code, stderr, stdout}];
const thrown = (line: string, error: string): [Record<string, string>, Partial<ProgramOutcome>] => [
	{'main.js': `${line}\n`},
	{
		exit_code: 1,
		stderr: `/workspace/main.js:1\n${line}\n^\n\n${error}\n    at Object.<anonymous> (/workspace/main.js:1:1)\n    at Module._compile (node:internal/modules/cjs/loader:1929:14)\n\nNode.js v24.21.0\n`,
	},
];
const script = (text: string): [Record<string, string>, Partial<ProgramOutcome>] => [
	{'main.sh': text},
	{exit_code: 1, stdout: 'Name?\n'},
];

type Case = [what: string, [files: Record<string, string>, ended: Partial<ProgramOutcome>], kind: string];

const usage = 'usage: main.py [-h] file\nmain.py: error: ';
const lacks: Case[] = [
	['input()', raised('name = input()', 'EOFError: EOF when reading a line'), 'no-input'],
	[
		'a line of stdin split in two',
		raised(
			'a, b = sys.stdin.readline().split()',
			'ValueError: not enough values to unpack (expected 2, got 0)',
		),
		'no-input',
	],
	[
		'JSON on stdin',
		raised(
			'data = json.load(sys.stdin)',
			'json.decoder.JSONDecodeError: Expecting value: line 1 column 1 (char 0)',
		),
		'no-input',
	],
	['an error that is caught and told', exited(1, 'Fatal: EOF when reading a line\n'), 'no-input'],
	['read under set -e', script('set -eu\necho "Name?"\nread -r name\necho "$name"\n'), 'no-input'],
	['read || exit', script('echo "Name?"\nread name || exit 1\n'), 'no-input'],
	[
		'a readline that the end of input closed',
		thrown('ask();', 'Error [ERR_USE_AFTER_CLOSE]: readline was closed'),
		'no-input',
	],
	['argparse', exited(2, `${usage}the following arguments are required: file\n`), 'no-arguments'],
	['argparse with words of its own', exited(2, `${usage}give a file or a folder\n`), 'no-arguments'],
	[
		'click',
		exited(
			2,
			"Usage: main.py [OPTIONS] FILE\nTry 'main.py --help' for help.\n\nError: Missing argument 'FILE'.\n",
		),
		'no-arguments',
	],
	['docopt', exited(1, 'Usage:\n  main.py <source> <target>\n  main.py --help\n'), 'no-arguments'],
	['commander', exited(1, "error: missing required argument 'file'\n"), 'no-arguments'],
	[
		'yargs',
		exited(
			1,
			'main.js <file>\n\nOptions:\n  --help  Show help\n\nNot enough non-option arguments: got 0, need at least 1\n',
		),
		'no-arguments',
	],
	[
		'sys.argv unpacked',
		raised('_, file = sys.argv', 'ValueError: not enough values to unpack (expected 2, got 1)'),
		'no-arguments',
	],
	[
		'process.argv',
		thrown(
			'fs.readFileSync(process.argv[2]);',
			'TypeError [ERR_INVALID_ARG_TYPE]: The "path" argument must be of type string or an instance of Buffer or URL. Received undefined',
		),
		'no-arguments',
	],
	['$1 under set -u', exited(1, 'main.sh: line 2: $1: unbound variable\n'), 'no-arguments'],
	['${1:?…}', exited(1, 'main.sh: line 1: 1: Usage: main.sh FILE\n'), 'no-arguments'],
	[
		'a network error of requests',
		raised(
			'requests.get(url)',
			"requests.exceptions.ConnectionError: HTTPSConnectionPool(host='example.org', port=443): Max retries exceeded with url: / (Caused by NameResolutionError(\"Failed to resolve 'example.org' ([Errno -3] Temporary failure in name resolution)\"))",
		),
		'no-network',
	],
	['a socket', raised('sock.connect(address)', 'OSError: [Errno 101] Network is unreachable'), 'no-network'],
	['curl', exited(6, 'curl: (6) Could not resolve host: example.org\n'), 'no-network'],
	[
		'Node',
		thrown("https.get('https://example.org')", 'Error: getaddrinfo EAI_AGAIN example.org'),
		'no-network',
	],
	[
		'a folder of the system',
		raised("os.makedirs('/var/log/app')", "OSError: [Errno 30] Read-only file system: '/var'"),
		'no-rights',
	],
	[
		'a port of the system',
		raised("server.bind(('', 80))", 'PermissionError: [Errno 13] Permission denied'),
		'no-rights',
	],
	[
		'a raw socket',
		raised(
			's = socket.socket(socket.AF_INET, socket.SOCK_RAW)',
			'PermissionError: [Errno 1] Operation not permitted',
		),
		'no-rights',
	],
	[
		'a port of the system in Node',
		thrown('server.listen(80)', 'Error: listen EACCES: permission denied 0.0.0.0:80'),
		'no-rights',
	],
	[
		'tkinter',
		raised('root = tkinter.Tk()', '_tkinter.TclError: no display name and no $DISPLAY environment variable'),
		'no-terminal',
	],
	[
		'pygame',
		raised('pygame.display.set_mode((9, 9))', 'pygame.error: No available video device'),
		'no-terminal',
	],
	[
		'raw mode in Node',
		thrown('process.stdin.setRawMode(true)', 'TypeError: process.stdin.setRawMode is not a function'),
		'no-terminal',
	],
	[
		'the size of the terminal',
		raised('os.get_terminal_size()', 'OSError: [Errno 25] Inappropriate ioctl for device'),
		'no-terminal',
	],
	['a window of Qt', exited(134, 'qt.qpa.xcb: could not connect to display \n'), 'no-terminal'],
];

const faults: Case[] = [
	[
		'its own EOFError',
		raised('raise EOFError("EOF when reading a line")', 'EOFError: EOF when reading a line'),
		'error',
	],
	['the end of a pickle', raised('pickle.load(file)', 'EOFError: Ran out of input'), 'error'],
	[
		'a number that is none',
		raised('count = int(text)', "ValueError: invalid literal for int() with base 10: ''"),
		'error',
	],
	['a silent end before the read', script('set -e\ngrep -q x main.txt\nread name\n'), 'exit'],
	['a read without set -e', script('read name\nexit 1\n'), 'exit'],
	[
		'a readline that it closes itself',
		thrown('rl.close(); rl.question("")', 'Error [ERR_USE_AFTER_CLOSE]: readline was closed'),
		'error',
	],
	['the usage of memory', exited(1, '', 'Usage: 83 % of memory\n'), 'exit'],
	['a usage among the words of an exception', raised('main()', 'RuntimeError: usage: main.py FILE'), 'error'],
	['arguments that it gives wrong', exited(2, `${usage}argument --size: invalid int value: 'big'\n`), 'exit'],
	['an index that is no argument', raised('print(rows[1])', 'IndexError: list index out of range'), 'error'],
	[
		'the program’s own name',
		raised('print(sys.argv[0][99])', 'IndexError: string index out of range'),
		'error',
	],
	[
		'a constant that is misspelt',
		raised('if code == ENOTFOUND:', "NameError: name 'ENOTFOUND' is not defined"),
		'error',
	],
	[
		'a method that is misspelt',
		thrown('process.stdin.setRawmode(true)', 'TypeError: process.stdin.setRawmode is not a function'),
		'error',
	],
	['a host made of nothing', thrown('fetch(url)', 'Error: getaddrinfo EAI_AGAIN undefined'), 'error'],
	[
		'a server of its own that does not run',
		raised('sock.connect(address)', 'ConnectionRefusedError: [Errno 111] Connection refused'),
		'error',
	],
	[
		'a file of its own without rights',
		raised('open("data.txt")', "PermissionError: [Errno 13] Permission denied: 'data.txt'"),
		'error',
	],
	[
		'its own PermissionError',
		raised('raise PermissionError("[Errno 13] socket")', 'PermissionError: [Errno 13] socket'),
		'error',
	],
	[
		'text outside the screen',
		raised('screen.addstr(99, 0, "x")', '_curses.error: addwstr() returned ERR'),
		'error',
	],
];

function kindOf([files, ended]: Case[1], args = false): string | undefined {
	return readFailure(outcomeOf(ended), {
		files: new Map(Object.entries(files)),
		command: 'main.sh' in files ? 'bash main.sh' : 'python3 main.py',
		purpose: 'run',
		given: {stdin: false, args},
	})?.kind;
}

describe('what a run lacks', () => {
	it.each(lacks)('is told from a fault of the code: %s', (_what, ended, kind) => {
		expect(kindOf(ended)).toBe(kind);
		expect(isLack(kind)).toBe(true);
	});

	it.each(faults)('is not what a fault only looks like: %s', (_what, ended, kind) => {
		expect(kindOf(ended)).toBe(kind);
	});

	it.each(lacks.filter(([, , kind]) => kind === 'no-arguments'))(
		'is never arguments once some were given: %s',
		(_what, ended) => {
			expect(kindOf(ended, true)).toMatch(/^(?:exit|error)$/);
		},
	);

	it('is not input that a script did not come to read', () => {
		expect(kindOf([{'main.sh': 'set -e\nread name\n'}, {exit_code: 3}])).toBe('exit');
	});
});
