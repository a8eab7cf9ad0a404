/** CONTRIBUTING.md and the workflows name what is there: files, scripts, versions. */
import {execFileSync} from 'node:child_process';
import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {parse} from 'yaml';
import {plainEnvironment} from './helpers/plain-environment.ts';

const root = join(import.meta.dirname, '..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const {scripts, engines, version, devDependencies} = JSON.parse(read('package.json')) as {
	scripts: Record<string, string>;
	engines: {node: string};
	version: string;
	devDependencies: Record<string, string>;
};
const contributing = read('CONTRIBUTING.md');

type Workflow = {
	jobs: Record<
		string,
		{strategy?: {matrix: {node: string[]}}; steps: {name?: string; run?: string; uses?: string}[]}
	>;
};
const workflow = (name: string) => parse(read(`.github/workflows/${name}.yml`)) as Workflow;
const runsOf = ({jobs}: Workflow) =>
	Object.values(jobs).flatMap(({steps}) => steps.flatMap(({run}) => run ?? []));

/** The scripts that a text has run. */
function scriptsIn(text: string): string[] {
	const named = [...text.matchAll(/\bnpm (?:run (?:--silent )?([a-z][\w:-]*)|(start|test)\b)/g)];
	return [...new Set(named.map(([, run, short]) => (run ?? short)!))];
}

test('CONTRIBUTING.md tells of every npm script, and of none that there is not.', () => {
	expect(scriptsIn(contributing).filter(name => !(name in scripts))).toEqual([]);
	const told = [...scriptsIn(contributing), 'prepare'];
	expect(Object.keys(scripts).filter(name => !told.includes(name))).toEqual([]);
});

test('Every file and folder that CONTRIBUTING.md names is there.', () => {
	const named = [
		...contributing.matchAll(
			/`((?:source|test|scripts|system_prompts|pipelines|templates|examples|bench|\.github)\/[^`\s]*)`/g,
		),
	]
		.map(([, path]) => path!)
		.filter(path => !/NAME|…/.test(path));
	expect(named.length).toBeGreaterThan(30);
	expect(named.filter(path => !existsSync(join(root, path)))).toEqual([]);
	const [, map = ''] = /```\n(source\/[\s\S]*?)```/.exec(contributing)!;
	const folders: string[] = [];
	for (const line of map.trimEnd().split('\n')) {
		const [, indent, names] = /^( *)((?:[\w.-]+\/? )+)/.exec(line.padEnd(line.length + 1))!;
		const depth = indent!.length / 2;
		for (const name of names!.trim().split(' ')) {
			folders.length = depth;
			const path = join(...folders, name);
			expect(existsSync(join(root, path)), path).toBe(true);
			if (name.endsWith('/')) folders[depth] = name;
		}
	}
});

test('The workflows run scripts that there are, on the oldest Node that the package allows and on the current one.', () => {
	const check = workflow('check');
	for (const each of [check, workflow('release')]) {
		const used = runsOf(each).flatMap(scriptsIn);
		expect(used).toEqual(expect.arrayContaining(['check', 'test']));
		expect(used.filter(name => !(name in scripts))).toEqual([]);
	}
	const [oldest, current] = check.jobs.check!.strategy!.matrix.node;
	expect(engines.node).toBe(`>=${oldest!.split('.').slice(0, 2).join('.')}`);
	expect(read('docs/getting-started.md')).toContain(`Node ${engines.node.slice(2)} or newer`);
	expect(devDependencies.node).toMatch(new RegExp(`^\\^${current}\\.`));
});

test('The release workflow goes on with the tag of the version, and with no other.', () => {
	const step = workflow('release').jobs.publish!.steps.find(({name}) => name === 'The tag is the version')!;
	const run = (TAG: string) => () =>
		execFileSync('bash', ['-e', '-c', step.run!], {cwd: root, env: plainEnvironment({TAG}), stdio: 'pipe'});
	expect(run(`v${version}`)).not.toThrow();
	expect(run('v99.0.0')).toThrow();
});
