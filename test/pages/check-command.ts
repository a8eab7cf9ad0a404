/** A line of shell in a page, held to the real commands and their options. */
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect} from 'vitest';
import {shared} from '../../source/cli.ts';
import {dashed} from '../../source/commands/arguments.ts';
import type {Command} from '../../source/commands/command.ts';
import {commands, home} from '../../source/commands/index.ts';
import {parseOptions} from '../../source/commands/parse-options.ts';
import {root} from './page.ts';

/** As they are typed, without the dashes before. */
export function dashedOptions(command: Command): string[] {
	return Object.keys({...shared, ...command.flags}).map(dashed);
}

/** What pages may call besides the app. */
const others = new Set([
	...['cat', 'cd', 'curl', 'dot', 'git', 'grep', 'jq', 'less', 'mkdir', 'ollama', 'rm', 'sed', 'set', 'sh'],
]);

/** Throws where a person who types this would be told that it is wrong. */
export function checkCommand(words: readonly string[]): void {
	const [first, ...rest] = words;
	if (first === 'npm') {
		const {scripts} = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {scripts: object};
		const [verb = '', name = ''] = rest;
		const known = ['ci', 'link', 'start', 'test'].includes(verb) || (verb === 'run' && name in scripts);
		expect(known, words.join(' ')).toBe(true);
		return;
	}
	if (first !== 'orchestrai') {
		expect(others, words.join(' ')).toContain(first);
		return;
	}
	const command = commands.find(({name}) => name === rest[0]) ?? home;
	const named = command === home ? rest : rest.slice(1);
	const {unknown, input} = parseOptions(named, {...shared, ...command.flags});
	expect(unknown, words.join(' ')).toEqual([]);
	expect(input.length, words.join(' ')).toBeLessThanOrEqual(command.most);
}
