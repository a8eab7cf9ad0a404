/** Follows a page from top to bottom in a folder of its own: its files are written where they stand, its lines are run. */
import {execFile} from 'node:child_process';
import {chmodSync, mkdirSync, writeFileSync} from 'node:fs';
import {delimiter, dirname, join} from 'node:path';
import {expect} from 'vitest';
import {program} from '../helpers/orchestrai.ts';
import {plainEnvironment} from '../helpers/plain-environment.ts';
import {fencesOf} from './fences.ts';

export type Outcome = {code: number; stdout: string; stderr: string};

export type Shell = (line: string) => Promise<Outcome>;

/** A shell in that folder, in which `orchestrai` is the built app. */
export function openShell(folder: string, more: Record<string, string> = {}): Shell {
	const {command, args, env} = program([], {cwd: folder});
	const bin = join(folder, '.config', 'bin');
	const app = join(bin, 'orchestrai');
	put(app, `#!/bin/sh\nexec "${command}" ${args.map(arg => `"${arg}"`).join(' ')} "$@"\n`);
	chmodSync(app, 0o755);
	const path = `${bin}${delimiter}${process.env.PATH}`;
	const environment = plainEnvironment({...env, PATH: path, ...more});
	return line =>
		new Promise(resolve => {
			const child = execFile(
				'sh',
				['-e', '-c', line],
				{cwd: folder, env: environment},
				(error, stdout, stderr) => {
					resolve({code: error === null ? 0 : Number(error.code), stdout, stderr});
				},
			);
			child.stdin?.end();
		});
}

/** What each `sh run` block came to. It ends as the block says (`exit=2`), and a `text says` block after it holds. */
export async function follow(page: string, folder: string, shell: Shell): Promise<Outcome[]> {
	const outcomes: Outcome[] = [];
	// The app needs no jq, and a machine without one can tell the rest.
	const lacksJq = (await shell('command -v jq')).code !== 0;
	let skipped = false;
	for (const {language, words, option, text, line} of fencesOf(page)) {
		const file = option('file');
		if (file !== null) put(join(folder, file), text);
		if (language === 'sh' && words.has('run')) {
			skipped = lacksJq && /\bjq\b/.test(text);
			if (skipped) continue;
			const outcome = await shell(text);
			const {code, stdout, stderr} = outcome;
			expect(code, `${page}:${line}\n${stdout}\n${stderr}`).toBe(Number(option('exit') ?? 0));
			outcomes.push(outcome);
		}
		if (words.has('says') && !skipped) expect(outcomes.at(-1)!.stdout, `${page}:${line}`).toContain(text);
	}
	return outcomes;
}

function put(path: string, text: string): void {
	mkdirSync(dirname(path), {recursive: true});
	writeFileSync(path, text);
}
