import {execFileSync} from 'node:child_process';
import {readdirSync, symlinkSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {describe, expect, test} from 'vitest';
import {findUserModules} from '../../../source/io/library/user-modules.ts';
import {makeFolder} from '../../helpers/temp-folder.ts';

const importer = fileURLToPath(new URL('../../helpers/import-module.ts', import.meta.url));

/** What `importUserModule` gives for each of the files, in one process. */
function importAll(paths: string[], mode: 'import' | 'run' = 'import') {
	const out = execFileSync(process.execPath, [importer, mode, ...paths], {encoding: 'utf8', stdio: 'pipe'});
	return out
		.trimEnd()
		.split('\n')
		.map(line => JSON.parse(line));
}

const modules = (files: Record<string, string>) =>
	makeFolder(Object.fromEntries(Object.entries(files).map(([name, text]) => [`modules/${name}`, text])));

const shout = `import {defineModule, type ModuleContext} from 'orchestrai-tui';

export default defineModule({
	name: 'shout',
	describe: 'Says it louder.',
	run: ({inputs}: ModuleContext) => inputs.map(({text}) => text + '!').join(),
});
`;

const plain = (name: string, run = "() => 'done'") =>
	`import {defineModule} from 'orchestrai-tui';\nexport default defineModule({name: '${name}', describe: 'x', run: ${run}});\n`;

describe('findUserModules', () => {
	test('finds modules by their files’ names, without importing any', async () => {
		const folder = modules({
			'b.js': 'throw new Error("imported")',
			'a.mts': 'no code at all',
			'a.js': '',
			'c.test.ts': '',
			'd.d.ts': '',
			'e.json': '',
			'f=g.ts': '',
		});
		expect(await findUserModules(folder)).toEqual({
			modules: [
				{name: 'a', file: join(folder, 'modules/a.mts')},
				{name: 'b', file: join(folder, 'modules/b.js')},
			],
			problems: [
				expect.stringContaining('f=g.ts is no module'),
				expect.stringMatching(/a\.js is passed over: a\.mts has the same name/),
			],
		});
	});

	test('finds none where there is no such folder', async () => {
		expect(await findUserModules(makeFolder())).toEqual({modules: [], problems: []});
	});
});

describe('importUserModule', () => {
	test('imports every kind of file, also under a package.json of type commonjs, and lends it our name', () => {
		const folder = makeFolder({
			'package.json': '{"type": "commonjs"}',
			'modules/shout.mts': shout,
			'modules/shout.ts': shout,
			'modules/m.mjs': plain('m'),
			'modules/j.js': plain('j'),
		});
		const paths = ['shout.mts', 'shout.ts', 'm.mjs', 'j.js'].map(name => join(folder, 'modules', name));
		expect(importAll(paths, 'run')).toEqual([
			{output: 'A!'},
			{output: 'A!'},
			{output: 'done'},
			{output: 'done'},
		]);
	});

	test('gives a version that changes with the file, and with what it imports', () => {
		const folder = modules({
			'm.mts': `import {word} from './helper/word.ts';\n${plain('m', '() => word')}`,
			'helper/word.ts': "import {inner} from './inner.ts';\nexport const word: string = inner;",
			'helper/inner.ts': "export const inner = 'one';",
		});
		const versions = [
			() => {},
			() => {},
			() => writeFileSync(join(folder, 'modules/helper/inner.ts'), "export const inner = 'two';"),
			() => writeFileSync(join(folder, 'modules/m.mts'), plain('m')),
		].map(change => {
			change();
			return importAll([join(folder, 'modules/m.mts')])[0].version;
		});
		expect(versions[0]).toMatch(/^[0-9a-f]{64}$/);
		expect(versions[1]).toBe(versions[0]);
		expect(new Set(versions).size).toBe(3);
	});

	test('finds its place through a link to the folder', () => {
		const folder = modules({'m.mts': "\nthrow new Error('at once');\n"});
		const link = join(makeFolder(), 'link');
		symlinkSync(folder, link);
		expect(importAll([join(link, 'modules/m.mts')])[0].problems).toMatchObject([{line: 2, column: 7}]);
	});

	test.each([
		['a throw', 'm.mts', "const a: number = 1;\n\n  throw new Error('boom ' + a);\n", 3, 9, 'boom 1'],
		['a throw of what is no error', 'm.mts', "throw {odd: 'thing'};\n", 1, 1, 'It threw {"odd":"thing"}'],
		['wrong TypeScript', 'm.mts', 'export default {\n  a: 1\n  b: 2\n}\n', 3, 3, 'Expected'],
		['wrong JavaScript', 'm.mjs', 'const a = 1;\n  const b = ;\n', 2, 13, 'Unexpected token'],
		['an enum', 'm.ts', '\nenum A {x}\n', 2, 1, 'enum is not supported'],
		['a package that is not there', 'm.mts', "\nimport x from 'not-there';\nx();", 2, 15, 'not-there'],
		['a file that is not there', 'm.mts', "import x from './nope.mts';\nx();", 1, 15, 'nope.mts'],
		['a name that we do not export', 'm.mts', "import {nope} from 'orchestrai-tui';\nnope();", 1, 9, 'nope'],
		['a rejection', 'm.mts', "await null;\nawait Promise.reject(new Error('no'));\n", 2, 22, 'no.'],
		['a throw of null', 'm.mjs', 'throw null;\n', 1, 1, 'It threw null.'],
		['a wait without end', 'm.mjs', 'await new Promise(() => {});\n', 1, 1, 'still not done after 2 s'],
		['process.exit', 'm.mjs', '\nprocess.exit(0);\n', 2, 9, 'It called process.exit(0)'],
		['no default export', 'm.mts', 'export const x = 1;\n', 1, 1, 'no default export'],
		['a default export of another kind', 'm.mts', '\nexport default () => 1;\n', 2, 1, 'is a function'],
	])('says of %s what is wrong, with file, line and column', (_, name, text, line, column, words) => {
		const folder = modules({[name]: text});
		const file = join(folder, 'modules', name);
		expect(importAll([file])).toEqual([
			{
				problems: [
					{
						severity: 'error',
						file,
						line,
						column,
						length: 1,
						message: expect.stringContaining(words),
						remedy: expect.stringMatching(/\S/),
						text: text.split('\n')[line - 1],
					},
				],
			},
		]);
	});

	test('says what to do next about each mistake', () => {
		const folder = modules({
			'nothing.mts': 'export const x = 1;\n',
			'unnamed.mts': "export default {describe: 'x', run: () => ''};\n",
			'other.mts': plain('another'),
			'idle.mts': "export default {name: 'idle', describe: 'x'};\n",
			'word.ts': 'export const word = 1;\n',
			'short.mts': `import {word} from './word';\n${plain('short', '() => String(word)')}`,
			'lost.mts': `import {word} from './words.ts';\n${plain('lost', '() => word')}`,
			'package.mts': `import x from 'not-there';\n${plain('package', '() => x')}`,
			'nearly.mts': "import {defineModule} from 'orchestrai';\nexport default defineModule({});\n",
			'misspelt.mts': "import {defineModul} from 'orchestrai-tui';\nexport default defineModul({});\n",
			'typed.mts':
				"import {defineModule, ModuleContext} from 'orchestrai-tui';\nexport default defineModule({run: (c: ModuleContext) => ''});\n",
			'old.js': "module.exports = require('orchestrai-tui').defineModule({});\n",
		});
		const names = readdirSync(join(folder, 'modules')).filter(name => name !== 'word.ts');
		const imported = importAll(names.map(name => join(folder, 'modules', name)));
		const advice = (name: string) =>
			imported[names.indexOf(name)].problems.map((problem: {remedy: string}) => problem.remedy);
		expect(advice('nothing.mts')).toEqual(['Write `export default defineModule({name, describe, run})`.']);
		expect(advice('unnamed.mts')).toEqual([
			"Add `name: 'unnamed'`: the name of its file, without the ending.",
		]);
		expect(advice('other.mts')).toEqual([
			"Write `name: 'other'`, or rename the file: pipelines use it by the one name.",
		]);
		expect(advice('idle.mts')).toEqual([
			'Add `run(context) { … }`, which does the work and returns the output.',
		]);
		expect(advice('short.mts')).toEqual(['Write the path with its ending, `.ts`.']);
		expect(advice('lost.mts')).toEqual(['Check the path, with its ending (`./other.mts`).']);
		expect(advice('package.mts')).toEqual([
			'Install it in this folder (`npm install not-there`), or check its name.',
		]);
		expect(advice('nearly.mts')[0]).toContain("Write 'orchestrai-tui'");
		expect(advice('misspelt.mts')).toEqual(['Did you mean `defineModule`?']);
		expect(advice('typed.mts')[0]).toContain('`import {type ModuleContext}`');
		expect(advice('old.js')[0]).toContain('Modules are ES modules');
	});

	test('hands over what a module prints meanwhile, and prints nothing of it', () => {
		const folder = modules({
			'm.mjs': `console.log('one %d', 1);\nprocess.stderr.write('two');\n${plain('m')}`,
		});
		expect(importAll([join(folder, 'modules/m.mjs')])[0]).toMatchObject({
			name: 'm',
			printed: ['one 1\n', 'two'],
		});
	});

	test('finds wrong JavaScript in a file that the module imports', () => {
		const folder = modules({'m.mjs': `import './part.js';\n${plain('m')}`, 'part.js': '\nlet let = ;\n'});
		expect(importAll([join(folder, 'modules/m.mjs')])[0].problems).toMatchObject([
			{file: join(folder, 'modules/part.js'), line: 2},
		]);
	});

	test('says everything that is wrong with a definition at once', () => {
		const folder = modules({
			'm.mts': "export default {name: 'other', describe: 3, run: 'x', yeilds: 'text', writes: 1};\n",
		});
		const messages = importAll([join(folder, 'modules/m.mts')])[0].problems.map(
			(problem: {message: string}) => problem.message,
		);
		expect(messages).toEqual([
			'`describe` must be a text, one sentence, not 3.',
			"`run` must be a function, not the text 'x'.",
			'`writes` must be true or false, not 1.',
			'`yeilds` means nothing in a module. Did you mean `yields`?',
			'It calls itself `other`, and its file `m`.',
		]);
	});

	test('says where a module failed when it ran, and passes its own failures on as they are', () => {
		const folder = modules({
			'broken.mts': plain('broken', '() => {\n\tconst nothing: any = null;\n\treturn nothing.text;\n}'),
			'later.mts': plain('later', "async () => {\n\tawait null;\n\tJSON.parse('{');\n\treturn '';\n}"),
			'meant.mts': `import {OperationFailure} from 'orchestrai-tui';\n${plain('meant', "() => { throw new OperationFailure({kind: 'odd', message: 'As meant.'}) }")}`,
		});
		const files = ['broken', 'later', 'meant'].map(name => join(folder, 'modules', `${name}.mts`));
		expect(importAll(files, 'run')).toEqual([
			{
				failure: expect.stringMatching(/reading 'text'\)\. \(.*broken\.mts:4:17\)$/),
				kind: 'module',
				ours: true,
			},
			{failure: expect.stringMatching(/later\.mts:4:7\)$/), kind: 'module', ours: true},
			{failure: 'As meant.', kind: 'odd', ours: true},
		]);
	});
});
