/** Words that other tools have for what a command does here. */
import {expect, test} from 'vitest';
import {commands, home} from '../../source/commands/index.ts';
import {otherWords} from '../../source/commands/other-words.ts';
import {parseOptions} from '../../source/commands/parse-options.ts';
import {splitCommand} from '../../source/core/command-line.ts';
import {runHeadless} from '../helpers/orchestrai.ts';
import {makeFolder} from '../helpers/temp-folder.ts';

test.for([
	['init', 'new pipeline NAME'],
	['Create talk', 'new pipeline NAME'],
	['list', 'runs'],
	['ls', 'runs'],
	['start story', 'run'],
	['version', '--version'],
	['config', 'doctor'],
	['runs rm 2026-11-22_14-03-11_talk', 'runs --prune'],
])('`orchestrai %s` is answered with the command that does it.', async ([typed, meant]) => {
	const {code, stdout, stderr} = await runHeadless(typed!.split(' '));
	expect({code, stdout}).toEqual({code: 2, stdout: ''});
	expect(stderr).toContain(`Did you mean \`orchestrai ${meant}\`?`);
});

test('A pipeline of that name is meant before the word of another tool.', async () => {
	const cwd = makeFolder({'pipelines/list.yml': 'pipeline: []\n'});
	const {stderr} = await runHeadless(['list'], {cwd});
	expect(stderr).toContain('Did you mean `orchestrai run list`?');
});

test('No word is a command’s own, and what is meant by each can be typed.', () => {
	expect(otherWords.size).toBeGreaterThan(40);
	for (const [word, typed] of otherWords) {
		expect(
			commands.map(({name}) => name),
			word,
		).not.toContain(word);
		const split = splitCommand(typed);
		if ('problem' in split) throw new Error(split.problem);
		const [name = '', ...rest] = split.words;
		const command = name.startsWith('-') ? home : commands.find(each => each.name === name);
		if (command === undefined) throw new Error(`There is no command ${name}.`);
		const options = {...command.flags, help: {type: 'boolean'}, version: {type: 'boolean'}} as const;
		const {unknown, input} = parseOptions(command === home ? split.words : rest, options);
		expect(unknown, typed).toEqual([]);
		expect(input.length, typed).toBeLessThanOrEqual(command.most);
	}
});
