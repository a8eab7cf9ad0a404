/** What the built app says of itself: `--help`, and that of each command. */
import {execFile} from 'node:child_process';
import {join} from 'node:path';
import {promisify} from 'node:util';
import {commands} from '../../source/commands/index.ts';

const root = join(import.meta.dirname, '../..');

async function help(...words: string[]): Promise<string> {
	const {stdout} = await promisify(execFile)(
		join(root, 'node_modules/.bin/node'),
		[join(root, 'dist/main.js'), ...words, '--help'],
		{env: {PATH: process.env.PATH, LANG: 'C.UTF-8'}},
	);
	return stdout.replace(/^\n+|\s+$/g, '').replaceAll(/^ {2}/gm, '');
}

/** Between its two marks in the README. */
export const helpMarks = ['<!-- what `orchestrai --help` says -->', '<!-- the end of that -->'] as const;

export async function helpSection(): Promise<string> {
	return `\n\n\`\`\`text help\n${await help()}\n\`\`\`\n\n`;
}

/** All of docs/commands.md. */
export async function commandsPage(): Promise<string> {
	const parts = await Promise.all(
		commands.map(async ({name}) => `## ${name}\n\n\`\`\`text help\n${await help(name)}\n\`\`\`\n`),
	);
	const list = commands.map(({name, summary}) => `- [\`orchestrai ${name}\`](#${name}): ${summary}`);
	return [
		'# Every command\n',
		'What `orchestrai COMMAND --help` says. `npm run pages` writes this page.\n',
		`${list.join('\n')}\n`,
		...parts,
	].join('\n');
}
