/** The workflow that docs/testing-pipelines.md gives to users: its steps are run here, one after the other, as GitHub would. */
import {spawnSync} from 'node:child_process';
import {chmodSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {delimiter, dirname, join} from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {parse} from 'yaml';
import {startModelServer} from './helpers/model-server.ts';
import {program, runHeadless} from './helpers/orchestrai.ts';
import {plainEnvironment} from './helpers/plain-environment.ts';
import {makeFolder} from './helpers/temp-folder.ts';

type Step = {
	uses?: string;
	run?: string;
	'working-directory'?: string;
	if?: string;
	with?: Record<string, unknown>;
};
type Workflow = {
	on: string[];
	jobs: {rehearse: {'runs-on': string; steps: Step[]}};
};

const guide = readFileSync(join(import.meta.dirname, '../docs/testing-pipelines.md'), 'utf8');
/** File → contents, as the guide gives them. */
const given = Object.fromEntries(
	[...guide.matchAll(/^```\w+ file=(\S+)\n([\s\S]*?)^```$/gm)].map(([, file, text]) => [file!, text!]),
);
const workflow = parse(given['.github/workflows/pipelines.yml']!) as Workflow;
const {steps} = workflow.jobs.rehearse;

/** The repository of a user, with its cassette. */
async function aRepository(): Promise<string> {
	const server = await startModelServer(({n}) => ({text: `Answer ${n}, on bread.`}));
	onTestFinished(() => server.close());
	const hasJq = spawnSync('jq', ['--version']).status === 0;
	const files = Object.entries(given).map(([file, text]) => [
		file,
		// The app needs no jq, and a machine without one can tell the rest.
		hasJq ? text : text.replaceAll(/^jq .*$/gm, ''),
	]);
	const cwd = makeFolder(Object.fromEntries(files));
	const asked = ['--base-url', server.url, '--model', 'm', '--request', 'A talk on bread', '--yes'];
	const cassette = ['--cassette', 'tests/talk.cassette.json', '--record'];
	expect(await runHeadless(['run', 'talk.yml', ...asked, ...cassette], {cwd})).toMatchObject({code: 0});
	return cwd;
}

/** Runs the steps until one fails; the built program stands for what installs it. */
function runSteps(cwd: string): {ran: string[]; code: number; said: string} {
	const bin = join(makeFolder(), 'orchestrai');
	const {command, args, env} = program([], {cwd});
	writeFileSync(bin, `#!/bin/sh\nexec "${command}" "${args[0]}" "$@"\n`);
	chmodSync(bin, 0o755);
	// As there: no key is in the environment.
	const environment = plainEnvironment({
		...env,
		CI: 'true',
		OPENAI_API_KEY: undefined,
		PATH: [dirname(bin), process.env.PATH].join(delimiter),
	});
	const ran: string[] = [];
	for (const {run, 'working-directory': folder = '.'} of steps) {
		if (run === undefined || isInstall(run)) continue;
		ran.push(run);
		mkdirSync(join(cwd, folder), {recursive: true});
		const {status, stdout, stderr} = spawnSync(
			'bash',
			['--noprofile', '--norc', '-eo', 'pipefail', '-c', run],
			{
				cwd: join(cwd, folder),
				env: environment,
				encoding: 'utf8',
				input: '',
			},
		);
		if (status !== 0) return {ran, code: status ?? -1, said: stdout + stderr};
	}
	return {ran, code: 0, said: ''};
}

function isInstall(run: string): boolean {
	return /^(npm (ci|install)|sudo )/.test(run);
}

test('The workflow is one that GitHub takes: it begins by itself, and each step does one thing.', () => {
	expect(workflow.on).toEqual(['push', 'pull_request']);
	expect(workflow.jobs.rehearse['runs-on']).toMatch(/^ubuntu-/);
	for (const step of steps) expect([step.uses, step.run].filter(Boolean)).toHaveLength(1);
	for (const {uses} of steps) if (uses) expect(uses).toMatch(/^actions\/[\w-]+@v\d+$/);
	expect(steps.filter(({run}) => run && isInstall(run))).toHaveLength(2);
});

test('Its steps check the pipelines and rehearse them, without a key; a mistake is annotated where it stands and ends it.', async () => {
	const cwd = await aRepository();
	expect(runSteps(cwd)).toEqual({
		ran: ['orchestrai check talk.yml --format github', 'sh tests/rehearse.sh'],
		code: 0,
		said: '',
	});

	const pipeline = readFileSync(join(cwd, 'talk.yml'), 'utf8');
	writeFileSync(join(cwd, 'talk.yml'), pipeline.replace('At most ten minutes', 'At most five minutes'));
	expect(runSteps(cwd)).toMatchObject({
		ran: ['orchestrai check talk.yml --format github', 'sh tests/rehearse.sh'],
		code: 1,
	});

	writeFileSync(join(cwd, 'talk.yml'), pipeline.replace('module: scrutinizer', 'module: scrutiniser'));
	const {ran, code, said} = runSteps(cwd);
	expect(ran).toHaveLength(1);
	expect(code).toBe(2);
	expect(said).toMatch(/^::error .*file=talk\.yml,line=11,.*::.*scrutiniser.*scrutinizer/m);
});
