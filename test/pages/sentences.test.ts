/** Calls and options that the pages name in a sentence are there. */
import {expect, test} from 'vitest';
import {commands, home} from '../../source/commands/index.ts';
import {checkCommand, dashedOptions} from './check-command.ts';
import {pages, proseOf} from './page.ts';
import {commandsOf} from './shell-words.ts';

const named = pages.flatMap(page =>
	[...proseOf(page).matchAll(/(?<!`)`([^`\n]+)`(?!`)/g)].map(([, code]) => ({page, code: code!})),
);

/** It is refused, and said to be. */
const refused = new Set(['--api-key']);

test('Every call of the app or of a script that a sentence shows is one that can be typed.', () => {
	const wrong: string[] = [];
	let count = 0;
	for (const {page, code} of named) {
		if (!/^(?:orchestrai|npm) [a-z-]/.test(code)) continue;
		count++;
		try {
			for (const words of commandsOf(code)) checkCommand(words.filter(word => word !== '…'));
		} catch (error) {
			wrong.push(`${page}: ${code}: ${(error as Error).message}`);
		}
	}
	expect(wrong).toEqual([]);
	expect(count).toBeGreaterThan(40);
});

test('Every option that a sentence names is an option of some command.', () => {
	const known = new Set(
		[home, ...commands].flatMap(dashedOptions).flatMap(name => [`--${name}`, `--no-${name}`]),
	);
	const wrong = named.flatMap(({page, code}) =>
		(code.startsWith('--') ? code.match(/--[a-z][\w-]*/g)! : [])
			.filter(option => !known.has(option) && !refused.has(option))
			.map(option => `${page}: ${option}`),
	);
	expect(wrong).toEqual([]);
});
