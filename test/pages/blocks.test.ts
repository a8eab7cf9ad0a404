/** Every block of code in the pages is what it says it is. A block that no rule knows is a failure. */
import {execFile} from 'node:child_process';
import {globSync, mkdirSync, readFileSync, symlinkSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {promisify} from 'node:util';
import {expect, test} from 'vitest';
import {parse} from 'yaml';
import {commandsPage, helpMarks, helpSection} from '../../scripts/pages/help.ts';
import {graph} from '../../source/commands/graph.ts';
import {parsePipeline} from '../../source/core/pipeline/parse.ts';
import {pipelineSchema} from '../../source/core/pipeline/schema.ts';
import {listPrompts} from '../../source/io/library/prompts.ts';
import {readSettingsFile, settingsFileName} from '../../source/io/library/settings-file.ts';
import {settingsSchema} from '../../source/io/library/settings-schema.ts';
import {logSchema} from '../../source/io/memory/log-schema.ts';
import {builtinModules} from '../../source/modules/registry.ts';
import {callCommand} from '../helpers/call-command.ts';
import {schemaJudge, yamlJudge} from '../helpers/schema-judge.ts';
import {makeFolder} from '../helpers/temp-folder.ts';
import {checkCommand} from './check-command.ts';
import {type Fence, fencesOf} from './fences.ts';
import {followed} from './followed.ts';
import {pages, readPage, root} from './page.ts';
import {commandsOf} from './shell-words.ts';

const blocks = pages.flatMap(fencesOf);

/** By its language and what else is said of it; `holds` throws or expects. */
type Rule = {knows(block: Fence): boolean; holds(block: Fence): unknown};

/** As editors read them. */
const judges = {
	pipeline: yamlJudge(pipelineSchema([])),
	settings: yamlJudge(settingsSchema()),
	action: schemaJudge(logSchema()),
};

const isFile = (block: Fence, pattern: RegExp) => pattern.test(block.option('file') ?? '');

const rules: Rule[] = [
	{
		knows: block => block.language === 'yaml' && isFile(block, /^\.github\/workflows\//),
		holds: ({text}) => expect(parse(text)).toMatchObject({on: expect.anything(), jobs: expect.anything()}),
	},
	{
		knows: block =>
			block.language === 'yaml' && (block.words.has('settings') || isFile(block, /^orchestrai\.yml$/)),
		async holds({text}) {
			const {problems} = await readSettingsFile(makeFolder({[settingsFileName]: text}));
			expect(problems).toEqual([]);
			expect(judges.settings(text)).toBe(null);
		},
	},
	{
		knows: block => block.language === 'yaml' && block.words.has('operation'),
		holds: ({page, text}) => checkPipeline(page, aroundOperations(text)),
	},
	{
		knows: block => block.language === 'yaml' && block.words.has('wrong'),
		async holds({page, text}) {
			await expect(checkPipeline(page, text)).rejects.toThrow();
		},
	},
	{
		knows: block => block.language === 'yaml' && (block.words.has('pipeline') || isFile(block, /\.yml$/)),
		holds: ({page, text}) => checkPipeline(page, text),
	},
	{
		knows: block => block.language === 'markdown' && isFile(block, /^system_prompts\/[\w-]+\.md$/),
		holds: ({text}) => expect(text.trim()).not.toBe(''),
	},
	{
		knows: block => block.language === 'json' && block.words.has('action'),
		holds: ({text}) => expect(judges.action(JSON.parse(text))).toBe(null),
	},
	{knows: ({language}) => language === 'json', holds: ({text}) => JSON.parse(text)},
	{
		knows: ({language}) => language === 'sh',
		holds({text}) {
			for (const words of commandsOf(text)) checkCommand(words);
		},
	},
	{
		knows: block => block.option('graph') !== null && ['text', 'mermaid'].includes(block.language),
		async holds(block) {
			const named = block.option('graph')!;
			const cwd = makeFolder(
				Object.fromEntries(
					blocks.flatMap(each => (each.option('file') === named ? [[named, each.text]] : [])).slice(0, 1),
				),
			);
			const {stdout} = await callCommand(graph, [named], {format: block.language}, {cwd});
			expect(block.text).toBe(stdout);
		},
	},
	{
		knows: ({text}) => text.startsWith('source/\n'),
		holds({text}) {
			for (const path of pathsOf(text)) expect(globSync(path, {cwd: root}), path).toHaveLength(1);
		},
	},
	{
		knows: block => block.option('layout') === 'run',
		holds({text}) {
			const [, ...entries] = text.trimEnd().split('\n');
			const names = entries.flatMap(entry => entry.match(/^\s+(\S+\/ \S+\/|\S+)/)![1]!.split(' '));
			expect(names.length).toBeGreaterThan(5);
			const known = sourceText();
			for (const name of names) expect(known, name).toMatch(new RegExp(`'${name.replace('/', '')}'`));
		},
	},
	// Held to the real help by a test of their own, below.
	{knows: block => block.language === 'text' && block.words.has('help'), holds: () => {}},
	// What a program says where it was called: whoever follows the page compares it.
	{
		knows: ({page, language, words}) => language === 'text' && words.has('says') && followed.has(page),
		holds: () => {},
	},
	// Held to the compiler all together, below.
	{knows: ({language, option}) => language === 'ts' && option('file') !== null, holds: () => {}},
];

test('Every block of code in the pages is checked by a rule, and holds.', async () => {
	expect(blocks.length).toBeGreaterThan(50);
	const wrong: string[] = [];
	for (const block of blocks) {
		const place = `${block.page}:${block.line}`;
		const rule = rules.find(({knows}) => knows(block));
		if (!rule) {
			wrong.push(`${place}: no rule knows a block of ${block.language} ${[...block.words].join(' ')}`);
			continue;
		}
		try {
			await rule.holds(block);
		} catch (error) {
			wrong.push(`${place}: ${(error as Error).message}`);
		}
	}
	expect(wrong.join('\n\n')).toBe('');
});

/** Those of a page in a folder of its own. */
function writeOut(files: readonly Fence[]): {folder: string; paths: string[]} {
	const folder = makeFolder();
	const paths = files.map(({page, text, option}) => {
		const path = join(folder, page.replaceAll(/\W/g, '-'), option('file')!);
		mkdirSync(dirname(path), {recursive: true});
		writeFileSync(path, text);
		return path;
	});
	return {folder, paths};
}

const node = join(root, 'node_modules/.bin/node');

test('Every module in the pages is loaded by the app.', async () => {
	const {paths} = writeOut(blocks.filter(block => isFile(block, /modules\/[\w-]+\.mts$/)));
	expect(paths.length).toBeGreaterThan(1);
	const {stdout} = await promisify(execFile)(node, [
		join(root, 'test/helpers/import-module.ts'),
		'import',
		...paths,
	]);
	const loaded = stdout.trim().split('\n');
	expect(loaded.map(line => (JSON.parse(line) as {problems?: unknown}).problems)).toEqual(
		paths.map(() => undefined),
	);
});

test('The types of all modules and tests of modules in the pages are right.', async () => {
	const {folder} = writeOut(blocks.filter(({language}) => language === 'ts'));
	symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
	writeFileSync(
		join(folder, 'tsconfig.json'),
		JSON.stringify({
			extends: join(root, 'tsconfig.json'),
			compilerOptions: {
				paths: {
					'orchestrai-tui': [join(root, 'source/index.ts')],
					'orchestrai-tui/testing': [join(root, 'source/testing.ts')],
				},
			},
			include: ['**/*.ts', '**/*.mts'],
			exclude: ['node_modules'],
		}),
	);
	const said = await promisify(execFile)(join(root, 'node_modules/.bin/tsc'), ['-p', folder]).then(
		() => '',
		({stdout}: {stdout: string}) => stdout,
	);
	expect(said).toBe('');
});

/** Of a tree of folders: one or more names in a row, and after some blanks what is in them. */
function pathsOf(tree: string): string[] {
	const above: string[] = [];
	return tree
		.trimEnd()
		.split('\n')
		.flatMap(row => {
			const depth = /^ */.exec(row)![0].length / 2;
			const [names = ''] = row.trim().split(/ {2,}/);
			above[depth] = names;
			return names.split(' ').map(name => join(...above.slice(0, depth), name));
		});
}

function sourceText(): string {
	return globSync('source/{io,core,commands}/**/*.ts', {cwd: root})
		.map(path => readFileSync(join(root, path), 'utf8'))
		.join('\n');
}

async function checkPipeline(page: string, text: string): Promise<void> {
	const own = fencesOf(page).flatMap(each => {
		const [, name] = /(?:modules|system_prompts)\/([\w-]+)\.\w+$/.exec(each.option('file') ?? '') ?? [];
		return name ? [name] : [];
	});
	const prompts = (await listPrompts(null)).map(({name}) => name);
	const modules = new Set([...builtinModules.keys(), ...prompts, ...own]);
	expect(parsePipeline(text, {file: page, modules}).problems).toEqual([]);
	expect(judges.pipeline(text)).toBe(null);
}

/** A pipeline in which what the operations read is made by others. */
function aroundOperations(text: string): string {
	const operations = parse(text) as {inputs: string[]; output_name: string}[];
	const made = new Set(operations.map(({output_name}) => output_name));
	const missing = new Set(operations.flatMap(({inputs}) => inputs.filter(name => !made.has(name))));
	const before = [...missing].map(name => `- {module: start_module, inputs: [], output_name: ${name}}\n`);
	return `pipeline:\n${[...before, text].join('').replaceAll(/^(?=.)/gm, '  ')}`;
}

test('The help in the README and the page of all commands are what the app says.', async () => {
	const between = readPage('README.md').split(helpMarks[0])[1]!.split(helpMarks[1])[0]!;
	expect(between, '`npm run pages` writes it anew').toBe(await helpSection());
	expect(readPage('docs/commands.md'), '`npm run pages` writes it anew').toBe(await commandsPage());
});

test('Every bundled pipeline has its drawing.', () => {
	const drawn = fencesOf('pipelines/README.md').map(block => block.option('graph'));
	const bundled = globSync('pipelines/*.yml', {cwd: root}).map(path => path.replace(/^.*\/|\.yml$/g, ''));
	expect(drawn.toSorted()).toEqual(bundled.toSorted());
});
