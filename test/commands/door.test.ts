/** What nobody may write anywhere in the source, because it would put text on a terminal as it came. */
import {execFileSync} from 'node:child_process';
import {copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {expect, test} from 'vitest';
import {makeFolder} from '../helpers/temp-folder.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

type Found = {code: string; line: number};

/** The rules that the linter finds broken, by file. */
function lint(files: Record<string, string>): Record<string, string[]> {
	return Object.fromEntries(
		Object.entries(find(files)).map(([path, found]) => [path, found.map(({code}) => code)]),
	);
}

/** The same with the lines, from 1. */
function find(files: Record<string, string>): Record<string, Found[]> {
	const folder = makeFolder();
	copyFileSync(join(root, '.oxlintrc.json'), join(folder, '.oxlintrc.json'));
	for (const [path, text] of Object.entries(files)) {
		mkdirSync(dirname(join(folder, path)), {recursive: true});
		writeFileSync(join(folder, path), text);
	}

	let said: string;
	try {
		said = execFileSync(join(root, 'node_modules/.bin/oxlint'), ['--format', 'json'], {
			cwd: folder,
			encoding: 'utf8',
			stdio: ['ignore', 'pipe', 'ignore'],
		});
	} catch (error) {
		said = (error as {stdout: string}).stdout;
	}

	const {diagnostics} = JSON.parse(said) as {
		diagnostics: {code: string; filename: string; labels: {span: {line: number}}[]}[];
	};
	const found: Record<string, Found[]> = Object.fromEntries(Object.keys(files).map(path => [path, []]));
	for (const {code, filename, labels} of diagnostics)
		found[filename]!.push({code, line: labels[0]!.span.line});
	return found;
}

const properties = 'eslint(no-restricted-properties)';
const imports = 'eslint(no-restricted-imports)';
const elements = 'react(forbid-elements)';
const globals = 'eslint(no-restricted-globals)';

test('The linter refuses each way around the door through which text leaves.', () => {
	const around: [path: string, text: string, rule: string][] = [
		['source/ui/a.tsx', "import {Text} from 'ink'; export default Text;", imports],
		['source/ui/b.tsx', "import {Transform} from 'ink'; export default Transform;", imports],
		['source/ui/c.tsx', "import {Static, Box} from 'ink'; export default [Static, Box];", imports],
		['source/ui/d.tsx', "import * as ink from 'ink'; export default ink.Text;", imports],
		['source/ui/e.tsx', "export {Text} from 'ink';", imports],
		['source/ui/f.tsx', 'export default <ink-text>raw</ink-text>;', elements],
		['source/ui/g.tsx', "import {useStdout} from 'ink'; export default useStdout;", imports],
		['source/ui/h.tsx', "import {render} from 'ink'; export default render;", imports],
		['source/ui/i.ts', "process.stdout.write('raw');", properties],
		['source/ui/text/untrusted.tsx', "import {Text} from 'ink'; export default Text;", imports],
		['source/commands/a.ts', "process.stderr.write('raw');", properties],
		['source/commands/b.ts', "const {stdout} = process; stdout.write('raw');", properties],
		['source/commands/c.ts', "process['stdout'].write('raw');", properties],
		['source/commands/d.ts', "import {stdout} from 'node:process'; stdout.write('raw');", imports],
		['source/commands/e.ts', "console.log('raw');", globals],
		['source/commands/f.ts', "const say = console; say.error('raw');", globals],
		['source/commands/g.ts', "export default around => around.stdout.bare().write('raw');", properties],
		['source/commands/h.ts', 'export default ({stdout: {bare}}) => bare();', properties],
		[
			'source/commands/i.ts',
			"import {ownSequence} from '../core/sequence.ts'; export default ownSequence('raw');",
			imports,
		],
		['source/cli.ts', "console.error(new Error('raw'));", globals],
		['source/core/a.ts', "import {ownSequence} from './sequence.ts'; export default ownSequence;", imports],
		['source/modules/a.ts', "process.stdout.write('raw');", properties],
		['source/io/a.ts', "console.warn('raw');", globals],
		['source/commands/j.ts', "globalThis.process.stdout.write('raw');", globals],
		['source/commands/k.ts', "globalThis.console.log('raw');", globals],
		['source/commands/l.ts', "global['console'].log('raw');", globals],
		['source/commands/m.ts', "process.emitWarning('raw');", properties],
		['source/commands/n.ts', "process.getBuiltinModule('node:console');", properties],
	];
	const broken = lint(Object.fromEntries(around.map(([path, text]) => [path, text])));
	expect(Object.entries(broken).map(([path, rules]) => [path, [...new Set(rules)]])).toEqual(
		around.map(([path, _, rule]) => [path, [rule]]),
	);
});

test('The linter lets through what goes by the door.', () => {
	const files = {
		'source/ui/a.tsx': "import {Box, useWindowSize} from 'ink'; export default [Box, useWindowSize];",
		'source/ui/text/untrusted.tsx': "import {Box, Transform} from 'ink'; export default [Box, Transform];",
		'source/ui/text/paint.ts':
			"import {ownSequence} from '../../core/sequence.ts'; export default ownSequence;",
		'source/commands/a.ts': "export default ({stdout}) => stdout.write('made visible');",
	};
	expect(lint(files)).toEqual(Object.fromEntries(Object.keys(files).map(path => [path, []])));
});

/** A way around the door in each line, by what it goes around with. */
const ways = {
	console: "console.log('raw');",
	globalThis: "globalThis.console.log('raw');",
	stdout: "process.stdout.write('raw');",
	warning: "process.emitWarning('raw');",
	bare: "around.stdout.bare().write('raw');",
	Console: "import {Console} from 'node:console';",
	stdoutOfProcess: "import {stdout} from 'node:process';",
	WriteStream: "import {WriteStream} from 'node:tty';",
	Text: "import {Text} from 'ink';",
	sequence: "import {ownSequence} from '../core/sequence.ts';",
};

type Way = keyof typeof ways;

/** What each of the files that are named in the configuration may do, and nobody else. */
const allowed: Record<string, Way[]> = {
	'source/ui/text/untrusted.tsx': [],
	'source/ui/input/use-terminal.ts': [],
	'source/ui/repainted.tsx': [],
	'source/ui/draw.tsx': ['stdout'],
	'source/ui/text/paint.ts': ['sequence'],
	'source/io/notifier.ts': ['sequence'],
	'source/io/clipboard.ts': ['sequence'],
	'source/io/terminal-modes.ts': ['sequence'],
	'source/cli.ts': ['stdout'],
	'source/main.js': ['stdout', 'warning'],
	'source/commands/run/trust.ts': ['bare'],
	'source/commands/run/playing.ts': ['bare'],
	'source/commands/test/test-modules.ts': ['bare'],
	'source/io/workspace/playing/terminal-host.ts': ['stdout', 'WriteStream'],
	'source/io/library/contained-process.ts': ['globalThis', 'Console'],
	'source/io/terminal-watch.ts': ['WriteStream'],
	'source/io/stuck/watch-for-stuck.ts': ['globalThis'],
};

test('A file that may go around the door in one way may not in any other.', () => {
	const {overrides} = JSON.parse(readFileSync(join(root, '.oxlintrc.json'), 'utf8')) as {
		overrides: {files: string[]}[];
	};
	const ours = overrides.flatMap(({files}) => files).filter(path => path.startsWith('source/'));
	expect(ours.sort()).toEqual(['source/**', ...Object.keys(allowed)].sort());
	const text = Object.values(ways).join('\n');
	const found = find(
		Object.fromEntries(['source/io/any.ts', ...Object.keys(allowed)].map(path => [path, text])),
	);
	for (const [path, broken] of Object.entries(found)) {
		const refused = new Set(broken.map(({line}) => Object.keys(ways)[line - 1]));
		const letThrough = Object.keys(ways).filter(way => !refused.has(way));
		expect({path, letThrough}).toEqual({path, letThrough: allowed[path] ?? []});
	}
});

/** Ways around that the linter has no rule for, and the files that have a reason. */
const unseen: {what: RegExp; example: string; files: string[]}[] = [
	{
		what: /\bas Sequence\b/,
		example: "around.stdout.send('raw' as Sequence);",
		files: ['core/sequence.ts'],
	},
	{
		what: /(?<!typeof )\bimport\(\s*['"`](?:node:)?(?:ink\b|console|tty|process|[^'"`]*\bsequence\.[jt]s)/,
		example: "const {ownSequence} = await import('../core/sequence.ts');",
		files: [],
	},
	{
		what: /(?<!typeof )\bimport\((?!\s*['"])|\bcreateRequire\b|\brequire\(/,
		example: 'const {Text} = await import(`${name}`);',
		files: ['io/library/import-user-module.ts'],
	},
	{
		what: /\bwrite(?:v|File|FileSync)?(?:Sync)?\(\s*[12]\b|\bfd:\s*[12]\b/,
		example: "writeSync(1, 'raw');",
		files: [],
	},
	{
		what: /\/dev\/(?:tty|std|fd)|\/proc\/self\/fd|CONOUT\$/,
		example: "createWriteStream('/dev/tty').write('raw');",
		files: ['io/workspace/playing/terminal-host.ts'],
	},
	{
		// Under another name no rule knows it.
		what: /[=(,:]\s*process\s*(?:[;,)}\]]|$)/m,
		example: "const p = process; p.stdout.write('raw');",
		files: ['cli.ts', 'io/library/contained-process.ts'],
	},
];

test('What the linter has no rule for stands nowhere in the source either.', () => {
	const source = join(root, 'source');
	const names = readdirSync(source, {recursive: true, encoding: 'utf8'}).filter(name =>
		/\.[jt]sx?$/.test(name),
	);
	const texts = names.map(name => [name, readFileSync(join(source, name), 'utf8')] as const);
	for (const {what, example, files} of unseen) {
		expect(example).toMatch(what);
		const having = texts.filter(([, text]) => what.test(text)).map(([name]) => name);
		expect({what, having: having.sort()}).toEqual({what, having: files});
	}
});
