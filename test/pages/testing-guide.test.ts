/** The guide docs/testing-pipelines.md, followed word by word: every command and every file in it is taken from there. */
import {execFile} from 'node:child_process';
import {chmodSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {delimiter, dirname, join} from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {parse} from 'yaml';
import {canaryKey} from '../helpers/canary.ts';
import {startModelServer} from '../helpers/model-server.ts';
import {program} from '../helpers/orchestrai.ts';
import {plainEnvironment} from '../helpers/plain-environment.ts';
import {makeFolder} from '../helpers/temp-folder.ts';
import {fencesOf} from './fences.ts';

const guide = fencesOf('docs/testing-pipelines.md').map(fence => ({...fence, file: fence.option('file')}));
const key = canaryKey('own');

/** What each command of the guide is to come to, in its order. */
const expected: {begins: string; code: number; calls: number; says?: string}[] = [
	{begins: 'orchestrai run talk.yml --cassette', code: 0, calls: 3, says: '(3 answers added)'},
	{begins: 'git add', code: 0, calls: 3},
	{begins: 'orchestrai run talk.yml --cassette', code: 0, calls: 3, says: '(the answers were recorded)'},
	{begins: 'sed -i.before', code: 0, calls: 3},
	{begins: 'orchestrai run talk.yml --cassette', code: 1, calls: 3, says: 'differs at line'},
	{begins: 'orchestrai run talk.yml --cassette', code: 0, calls: 4, says: '(2 of 3 answers were recorded)'},
	{begins: 'sh tests/rehearse.sh', code: 0, calls: 4},
];

test('Who follows the guide to testing pipelines gets what it says: three calls, then one for the changed prompt.', async () => {
	const server = await startModelServer(({n}) => ({text: `Answer ${n}, on bread.`}));
	onTestFinished(() => server.close());
	// What the person has set up for any run.
	const cwd = makeFolder({'orchestrai.yml': 'roles: {small: m, medium: m, large: m}\n'});
	const {command, args, env} = program([], {cwd});
	const bin = join(cwd, '.bin');
	put(
		join(bin, 'orchestrai'),
		`#!/bin/sh\nexec "${command}" ${args.map(arg => `"${arg}"`).join(' ')} "$@"\n`,
	);
	chmodSync(join(bin, 'orchestrai'), 0o755);
	const recording = {OPENAI_BASE_URL: server.url, OPENAI_API_KEY: key};
	const sh = async (line: string) => {
		const path = `${bin}${delimiter}${process.env.PATH}`;
		const more = line.includes('--record') ? recording : {};
		return run(line, cwd, plainEnvironment({...env, ...more, PATH: path}));
	};
	await sh('git init --quiet');

	const commands = guide.filter(({language, file}) => language === 'sh' && file === null);
	expect(commands.map(({text}) => text.trim().split('\n').length)).toEqual(expected.map(() => 1));
	// The app needs no jq, and a machine without one can tell the rest.
	const hasJq = (await sh('command -v jq')).code === 0;
	for (const {file, text} of guide)
		if (file !== null) put(join(cwd, file), hasJq ? text : text.replaceAll(/^jq .*$/gm, ''));
	let last = '';
	for (const [index, {begins, code, calls, says}] of expected.entries()) {
		const line = commands[index]!.text.trim();
		const outcome = await sh(line);
		expect(line.startsWith(begins), line).toBe(true);
		expect(outcome.code, `${line}\n${outcome.stderr}`).toBe(code);
		if (says) expect(outcome.stdout).toContain(says);
		expect(server.requests).toHaveLength(calls);
		if (code === 1) last = outcome.stdout;
	}
	const [sentences] = guide.filter(({language}) => language === 'text');
	expect(last).toContain(sentences!.text);
	expect(server.requests[3]!.body.messages.at(-1)!.content).toContain('At most five minutes.');

	const cassette = readFileSync(join(cwd, 'tests/talk.cassette.json'), 'utf8');
	for (const secret of [key, server.url, cwd]) expect(cassette).not.toContain(secret);
	expect((await sh('orchestrai replay tests/talk.cassette.json')).stdout).toContain('Answer 4, on bread.');
});

test('What the guide has CI do is the script that it gives, after the app and the cage are there.', () => {
	const workflow = guide.find(({file}) => file?.startsWith('.github/'));
	const {jobs} = parse(workflow!.text) as {jobs: {rehearse: {steps: {run?: string}[]}}};
	const runs = jobs.rehearse.steps.flatMap(({run}) => run ?? []);
	expect(runs.at(0)).toBe('npm ci && npm link');
	expect(runs.at(-1)).toBe('sh tests/rehearse.sh');
	expect(runs.at(-2)).toBe('orchestrai check talk.yml --format github');
	expect(runs).toHaveLength(4);
});

function put(path: string, text: string): void {
	mkdirSync(dirname(path), {recursive: true});
	writeFileSync(path, text);
}

function run(line: string, cwd: string, env: NodeJS.ProcessEnv) {
	return new Promise<{code: number; stdout: string; stderr: string}>(resolve => {
		const child = execFile('sh', ['-c', line], {cwd, env}, (error, stdout, stderr) => {
			resolve({code: error === null ? 0 : Number(error.code), stdout, stderr});
		});
		child.stdin?.end();
	});
}
