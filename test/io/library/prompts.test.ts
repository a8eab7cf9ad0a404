import {symlinkSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {bundle} from '../../../source/io/library/assets.ts';
import {
	composeSystem,
	findGeneralPrompt,
	findPrompt,
	listPrompts,
} from '../../../source/io/library/prompts.ts';
import {makeFolder} from '../../helpers/temp-folder.ts';

describe('findPrompt', () => {
	test('finds the person’s own before the bundled one, .md before .txt', async () => {
		const folder = makeFolder({
			'system_prompts/realist.txt': 'second',
			'system_prompts/realist.md': 'Be real.\n',
			'system_prompts/poet.txt': 'Rhyme.',
		});
		expect(await findPrompt('realist', folder)).toEqual({
			name: 'realist',
			text: 'Be real.\n',
			file: join(folder, 'system_prompts/realist.md'),
			source: 'yours',
		});
		expect(await findPrompt('poet', folder)).toMatchObject({text: 'Rhyme.', source: 'yours'});
		expect(await findPrompt('task_planner', folder)).toMatchObject({
			file: join(bundle.prompts, 'task_planner.md'),
			source: 'bundled',
		});
		expect(await findPrompt('nobody_wrote_this', folder)).toBeNull();
	});

	test('takes line ends of Windows and a byte order mark for what they are, so that a module is told the same', async () => {
		const folder = makeFolder({'system_prompts/poet.md': '\ufeffYou rhyme.\r\n\r\nIn pairs.\r\n'});
		expect(await findPrompt('poet', folder)).toMatchObject({text: 'You rhyme.\n\nIn pairs.\n'});
	});

	test('says that an empty prompt is empty instead of taking the bundled one', async () => {
		const folder = makeFolder({'system_prompts/realist.md': ' \n'});
		expect(await findPrompt('realist', folder)).toMatchObject({problem: expect.stringContaining('is empty')});
	});

	test.each(['../secret', '/etc/passwd', '..\\secret', 'a\0b', ''])('refuses the name %j', async name => {
		const folder = makeFolder({'secret.md': 'outside of system_prompts'});
		expect(await findPrompt(name, folder)).toHaveProperty('problem');
	});

	test('refuses a link that leads out of the folder, and follows one within it', async () => {
		const outside = makeFolder({'key.md': 'a secret'});
		const folder = makeFolder({'system_prompts/x.md': 'x', 'shared/y.md': 'shared'});
		symlinkSync(join(outside, 'key.md'), join(folder, 'system_prompts/leak.md'));
		symlinkSync(join(folder, 'shared/y.md'), join(folder, 'system_prompts/y.md'));
		expect(await findPrompt('leak', folder)).toMatchObject({
			problem: expect.stringContaining('leads out of'),
		});
		expect(await findPrompt('y', folder)).toMatchObject({text: 'shared'});
	});
});

describe('findGeneralPrompt', () => {
	test('takes system_prompts/general_system, then ./general_system.txt, then the app’s', async () => {
		const both = makeFolder({'system_prompts/general_system.txt': 'first', 'general_system.txt': 'second'});
		expect(await findGeneralPrompt(both)).toMatchObject({text: 'first'});
		const old = makeFolder({'general_system.txt': 'from the Python version'});
		expect(await findGeneralPrompt(old)).toMatchObject({text: 'from the Python version', source: 'yours'});
		expect(await findGeneralPrompt(makeFolder())).toMatchObject({source: 'bundled'});
	});
});

test('a system message is the general prompt and the module’s own, with an empty line between', () => {
	expect(composeSystem('General.\n', '\nOwn.\n\n  indented\n')).toBe('General.\n\nOwn.\n\n  indented');
	expect(composeSystem('General.\n', null)).toBe('General.');
});

test('lists the names of all prompts but the general one, each once', async () => {
	const folder = makeFolder({
		'system_prompts/realist.md': 'mine',
		'system_prompts/a_poet.txt': 'mine too',
		'system_prompts/picture.png': 'no prompt',
		'system_prompts/general_system.md': 'general',
	});
	const list = await listPrompts(folder);
	expect(list[1]).toEqual({name: 'advertising_planner', source: 'bundled'});
	expect(list[0]).toEqual({name: 'a_poet', source: 'yours'});
	expect(list.filter(({name}) => name === 'realist')).toEqual([{name: 'realist', source: 'yours'}]);
	expect(list.map(({name}) => name)).not.toContain('general_system');
	expect(list.map(({name}) => name)).not.toContain('picture');
});
