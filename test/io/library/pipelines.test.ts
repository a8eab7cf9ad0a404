import {execFileSync} from 'node:child_process';
import {mkdirSync, symlinkSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {bundle} from '../../../source/io/library/assets.ts';
import {findPipeline, listPipelines} from '../../../source/io/library/pipelines.ts';
import {makeFolder} from '../../helpers/temp-folder.ts';

const yaml = (name: string) =>
	`description: ${name}\npipeline:\n  - module: start_module\n    inputs: []\n    output_name: request\n`;

describe('findPipeline', () => {
	test('finds a name in the person’s folder first, then in the app', async () => {
		const folder = makeFolder({'pipelines/story.yaml': yaml('mine')});
		expect(await findPipeline('story', folder)).toEqual({
			name: 'story',
			file: join(folder, 'pipelines/story.yaml'),
			source: 'yours',
			text: yaml('mine'),
		});
		expect(await findPipeline('engineering', folder)).toMatchObject({
			name: 'engineering',
			file: join(bundle.pipelines, 'engineering.yml'),
			source: 'bundled',
		});
	});

	test('takes what has a separator or an ending for a path', async () => {
		const folder = makeFolder({'a.yml': yaml('a'), 'deep/b.yml': yaml('b'), 'pipelines/c.yml': yaml('c')});
		expect(await findPipeline('a.yml', folder)).toMatchObject({name: 'a', text: yaml('a')});
		expect(await findPipeline('./deep/b.yml', folder)).toMatchObject({name: 'b', text: yaml('b')});
		expect(await findPipeline(join(folder, 'deep/b.yml'), makeFolder())).toMatchObject({text: yaml('b')});
		expect(await findPipeline('c.yml', folder)).toMatchObject({name: 'c', text: yaml('c')});
	});

	test('takes ./pipeline.yml when nothing is named', async () => {
		const folder = makeFolder({'pipeline.yml': yaml('this')});
		expect(await findPipeline(null, folder)).toMatchObject({name: 'pipeline', text: yaml('this')});
		expect(await findPipeline(null, makeFolder())).toEqual({
			problem: expect.stringMatching(/No pipeline is named, and there is no pipeline\.yml .*engineering/),
		});
	});

	test('says of a name that is not there which one is near, and what there is', async () => {
		const folder = makeFolder({'pipelines/poems.yml': yaml('poems')});
		expect(await findPipeline('enginering', folder)).toEqual({
			problem: expect.stringMatching(/Did you mean engineering\? There are: poems, /),
		});
		expect(await findPipeline('poem.yml', folder)).toEqual({problem: expect.stringContaining('mean poems?')});
		expect(await findPipeline('./x/y', folder)).toEqual({problem: `There is no file ${folder}/x/y.`});
		expect(await findPipeline('nul\0', folder)).toHaveProperty('problem');
	});

	test.each([
		['a folder', (path: string) => mkdirSync(path), 'is a folder'],
		['a pipe', (path: string) => execFileSync('sh', ['-c', 'mkfifo "$0"', path]), 'not a plain file'],
		['a device', (path: string) => symlinkSync('/dev/zero', path), 'not a plain file'],
	])('says that it is %s, and does not take another instead', async (_, make, words) => {
		const folder = makeFolder({'pipelines/story.yaml': yaml('second')});
		make(join(folder, 'pipelines/story.yml'));
		expect(await findPipeline('story', folder)).toEqual({problem: expect.stringContaining(words)});
	});

	test.each([
		['larger than 256 kB', Buffer.alloc(256 * 1024 + 1, 0x20), 'larger than 256 kB'],
		['UTF-16', Buffer.from('\ufeffpipeline: []', 'utf16le'), 'UTF-16'],
		['not UTF-8', Buffer.from([0x61, 0x0a, 0x62, 0xff, 0x0a]), 'not UTF-8 (line 2)'],
	])('says that it is %s', async (_, content, words) => {
		const folder = makeFolder({'p.yml': content});
		expect(await findPipeline('p.yml', folder)).toEqual({problem: expect.stringContaining(words)});
	});

	test('reads past a byte order mark', async () => {
		const folder = makeFolder({'p.yml': `\ufeff${yaml('bom')}`});
		expect(await findPipeline('p.yml', folder)).toMatchObject({text: yaml('bom')});
	});
});

describe('listPipelines', () => {
	test('lists the person’s own first, hides a bundled one of the same name, and says what is wrong', async () => {
		const folder = makeFolder({
			'pipeline.yml': yaml('here'),
			'pipelines/story.yml': yaml('my story'),
			'pipelines/broken.yml': 'pipeline: 3\n',
			'pipelines/notes.md': 'no pipeline',
		});
		const list = await listPipelines(folder, null);
		expect(list.slice(0, 3)).toMatchObject([
			{name: 'pipeline.yml', description: 'here', source: 'yours', problem: null},
			{name: 'broken', pipeline: null, source: 'yours', problem: expect.stringMatching(/^Line 1: /)},
			{name: 'story', description: 'my story', source: 'yours', problem: null},
		]);
		expect(list.slice(3).every(({source}) => source === 'bundled')).toBe(true);
		expect(list.filter(({name}) => name === 'story')).toHaveLength(1);
		expect(list.map(({name}) => name)).toContain('engineering');
	});

	test('names every entry so that it can be found by that name', async () => {
		const folder = makeFolder({'pipeline.yaml': yaml('here'), 'pipelines/a b.yml': yaml('a b')});
		for (const {name, file} of await listPipelines(folder, null)) {
			expect(await findPipeline(name, folder)).toMatchObject({file});
		}
	});
});
