/** What nobody may write anywhere in the source, because it would put text on a terminal as it came. */
import {execFileSync} from 'node:child_process';
import {copyFileSync, mkdirSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {expect, test} from 'vitest';
import {makeFolder} from '../helpers/temp-folder.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The rules that the linter finds broken, by file. */
function lint(files: Record<string, string>): Record<string, string[]> {
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

	const {diagnostics} = JSON.parse(said) as {diagnostics: {code: string; filename: string}[]};
	const broken: Record<string, string[]> = Object.fromEntries(Object.keys(files).map(path => [path, []]));
	for (const {code, filename} of diagnostics) broken[filename]!.push(code);
	return broken;
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
