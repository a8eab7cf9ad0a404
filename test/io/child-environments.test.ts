/** No program is started with the environment that the app itself has: there are keys in it. */
import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {expect, test} from 'vitest';

const source = fileURLToPath(new URL('../../source', import.meta.url));

/** Where the source starts a program: the file, and the whole call. */
function starts(): [file: string, call: string][] {
	const files = readdirSync(source, {recursive: true, encoding: 'utf8'}).filter(name => /\.tsx?$/.test(name));
	return files.flatMap(name => {
		const text = readFileSync(join(source, name), 'utf8');
		if (!/(?:from |import\()'(?:execa|node:child_process)'|node-pty/.test(text)) return [];
		return [...text.matchAll(/\b(?:execa|spawn|execFile|fork)(?:Sync)?\(/g)].flatMap(({index}) => {
			const call = text.slice(index, endOfCall(text, index));
			// What is declared under such a name is not called there.
			return /function $/.test(text.slice(0, index)) ? [] : [[name, call] as [string, string]];
		});
	});
}

function endOfCall(text: string, from: number): number {
	let depth = 0;
	for (let at = from; at < text.length; at++) {
		if (text[at] === '(') depth++;
		if (text[at] === ')' && --depth === 0) return at + 1;
	}
	return text.length;
}

test('Every program is started with an environment of its own, and nothing is added to it.', () => {
	const all = starts();
	expect(all.map(([file]) => file)).toContain('io/workspace/programs/supervise.ts');
	for (const [file, call] of all) {
		expect(call, file).toMatch(/\benv\b/);
		if (call.startsWith('execa')) expect(call, file).toContain('extendEnv: false');
	}
});
