import {join} from 'node:path';
import {expect, test} from 'vitest';
import {checkPrompted, lackingPrompt} from '../../../source/io/library/prompted.ts';
import {makeFolder} from '../../helpers/temp-folder.ts';

const check = (text: string, prompts: string[] = []) => {
	const file = join(makeFolder({'modules/m.mts': text}), 'modules/m.mts');
	return checkPrompted([{name: 'm', file}], new Set(prompts));
};

const definition = (more: string) =>
	`import {defineModule} from 'orchestrai-tui';\nexport default defineModule({\n\tname: 'm',\n${more}});\n`;

test('A module that says so and has no prompt is told at the place where it says so.', async () => {
	expect(await check(definition('\tprompted: true,\n'))).toMatchObject([
		{
			severity: 'error',
			file: expect.stringMatching(/modules.m\.mts$/),
			line: 4,
			column: 2,
			length: 14,
			text: '\tprompted: true,',
			message: 'The module `m` says `prompted: true`, and there is no system_prompts/m.md.',
			remedy: expect.stringContaining('system_prompts/m.md'),
		},
	]);
	expect(await check('export default {\r\n  /**\r\n   * a\r\n   */\r\n  prompted : true\r\n}')).toMatchObject(
		[{line: 5, column: 3}],
	);
	expect(await check(definition('\tprompted: true,\n'), ['m'])).toEqual([]);
});

test.each([
	['in a comment', definition('\t// prompted: true,\n\t/* prompted: true,\n prompted: true */\n')],
	['in a text', definition("\tdescribe: 'x, prompted: true, \\' prompted: true',\n")],
	['in a template', definition('\trun: () => `{\n\tprompted: true,\n\\`prompted: true}`,\n')],
	[
		'in another object',
		`const state = {prompted: true};\n${definition('\trun: () => f({prompted: true}),\n')}`,
	],
	['behind it', `${definition('')}export const other = {\n\tprompted: true,\n};\n`],
	['in a call', definition('\trun() {\n\t\treturn f({\n\t\t\tprompted: true,\n\t\t});\n\t},\n')],
	['behind a quote in a pattern', definition('\trun: () => /[`]/g,\n\tprompted: true,\n')],
	['where it is laid out otherwise', 'export default {prompted: true};\n'],
	['in texts that never end', `export default {\n${"'\\".repeat(200_000)}`],
	['as something else', definition('\tprompted: false,\n\tprompted: trueish,\n')],
	['in what never ends', '/* prompted: true\n'.repeat(50_000)],
])('What only looks so, %s, is no fault.', async (_, text) => {
	expect(await check(text)).toEqual([]);
});

test('One that was found to be so when it was loaded is told at its file, where its code does not write it out.', async () => {
	const file = join(
		makeFolder({'m.mts': "import whole from './whole.mts';\nexport default whole;\n"}),
		'm.mts',
	);
	expect(await lackingPrompt({name: 'm', file})).toMatchObject({file, line: 1, column: 1});
});
