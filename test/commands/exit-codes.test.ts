import {readFileSync} from 'node:fs';
import {expect, test} from 'vitest';
import {brokenPipe, exitCodeOf} from '../../source/commands/exit-code.ts';
import {generalHelp} from '../../source/commands/index.ts';
import {codes} from '../../source/commands/run/signals.ts';

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');

/** What is said of them, from `Exit codes` to the end of the sentence. */
function codesIn(text: string): number[] {
	const [said = ''] = /Exit codes:[^.]*\./.exec(text) ?? [];
	return (said.match(/\b\d+\b/g) ?? []).map(Number).sort((a, b) => a - b);
}

test('The help and the README name every code that the app exits with, and no other.', () => {
	const runs = (['done', 'failed', 'waiting', 'budget', 'stopped'] as const).map(exitCodeOf);
	const usage = 2;
	const all = [...new Set([...runs, usage, ...Object.values(codes), brokenPipe])].sort((a, b) => a - b);
	expect(codesIn(generalHelp)).toEqual(all);
	expect(codesIn(readme)).toEqual(all);
});
