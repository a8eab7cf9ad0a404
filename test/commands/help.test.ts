/** What `--help` says of each command: its options as they are, and examples that can be typed. */
import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {dashed} from '../../source/commands/arguments.ts';
import type {Command} from '../../source/commands/command.ts';
import {commands, generalHelp} from '../../source/commands/index.ts';
import {parseOptions} from '../../source/commands/parse-options.ts';
import {readRunFlags} from '../../source/commands/run/flags.ts';
import {runFlags} from '../../source/commands/run/options.ts';
import {splitCommand} from '../../source/core/command-line.ts';

const everywhere = ['debug', 'help', 'version'];

/** Taken only to be refused with a sentence that says what to do instead. */
const refused: Record<string, string[]> = {fork: ['workspace-from'], resume: ['workspace-from']};

/** The lines of the examples, as they are typed. */
function examplesIn(help: string): string[] {
	const [, examples = ''] = help.split(/^ *Examples$/m);
	return [...examples.matchAll(/^ +\$ (.+)$/gm)].map(([, line]) => line!);
}

/** What the app is given of a line of the shell, whatever stands before and after it in the pipe. */
function wordsOf(line: string): string[] {
	const part = line.split(/ [|>] /).find(each => each.startsWith('orchestrai'));
	// The shell puts names there.
	const split = splitCommand((part ?? '').replaceAll('*', 'each'));
	if ('problem' in split) throw new Error(`${line}: ${split.problem}`);
	return split.words.slice(1);
}

function typeInto(command: Command, words: string[], line: string): void {
	const {flags, unknown, input} = parseOptions(words, command.flags);
	expect(unknown, line).toEqual([]);
	expect(input.length, line).toBeLessThanOrEqual(command.most);
	if (command.flags.request === runFlags.request) expect(() => readRunFlags(flags), line).not.toThrow();
	if (!/\[pipeline\]/.test(command.usage)) return;
	for (const word of input.filter(each => !each.includes('/')))
		expect(existsSync(join(import.meta.dirname, `../../pipelines/${word}.yml`)), line).toBe(true);
}

test.for(commands.map(command => [command.name, command] as const))(
	'The help of %s has two examples at least, and each of them can be typed.',
	([, command]) => {
		const lines = examplesIn(command.help);
		expect(lines.length).toBeGreaterThanOrEqual(2);
		for (const line of lines) {
			const [name, ...words] = wordsOf(line);
			expect(name, line).toBe(command.name);
			typeInto(command, words, line);
		}
	},
);

test.for(commands.map(command => [command.name, command] as const))(
	'The help of %s names every option that it takes, and no other.',
	([, command]) => {
		const named = [...command.help.matchAll(/(?<![\w-])--([a-z][a-z-]*)/g)].map(([, name]) =>
			name!.replace(/^no-(?=preflight$)/, ''),
		);
		const taken = Object.keys(command.flags).map(dashed);
		expect(
			[...new Set(named)].filter(name => ![...taken, ...everywhere, ...ofOthers(command)].includes(name)),
		).toEqual([]);
		const untold = taken.filter(name => !named.includes(name));
		expect(untold).toEqual(refused[command.name] ?? []);
	},
);

/** Options of other commands that a help speaks of, each in a sentence that names the command. */
function ofOthers({help}: Command): string[] {
	return [...help.matchAll(/`(?:orchestrai )?\w+ --([a-z-]+)/g)].map(([, name]) => name!);
}

test('The general help lists every command with its summary, and its examples can be typed.', () => {
	for (const {usage, summary} of commands) {
		expect(generalHelp).toContain(`$ orchestrai ${usage}`);
		expect(generalHelp).toContain(summary);
	}
	const lines = examplesIn(generalHelp);
	expect(lines.length).toBeGreaterThanOrEqual(2);
	for (const line of lines) {
		const [name, ...words] = wordsOf(line);
		typeInto(commands.find(command => command.name === name)!, words, line);
	}
});
