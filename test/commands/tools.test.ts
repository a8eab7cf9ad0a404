/** The commands that run no pipeline. */
import {readdirSync, readFileSync, statSync} from 'node:fs';
import {join} from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {canaryKey} from '../helpers/canary.ts';
import {startModelServer} from '../helpers/model-server.ts';
import {program, runHeadless} from '../helpers/orchestrai.ts';
import {makeFolder} from '../helpers/temp-folder.ts';
import {openTerminal, type Terminal} from '../helpers/terminal.ts';

const key = canaryKey('typed');

test('check finds every bundled pipeline sound, and every problem of a bad one.', async () => {
	const pipelines = join(import.meta.dirname, '../../pipelines');
	const bundled = readdirSync(pipelines).filter(name => name.endsWith('.yml'));
	expect(bundled).toContain('full_engineering.yml');
	for (const name of bundled)
		expect(readFileSync(join(pipelines, name), 'utf8'), name).toMatch(/^description: [A-Z]/);
	const sound = await runHeadless(['check', ...bundled.map(name => name.replace('.yml', ''))]);
	expect(sound).toMatchObject({code: 0, stdout: ''});
	expect(sound.stderr.match(/^✓/gm)).toHaveLength(bundled.length);

	const cwd = makeFolder({
		'good.yml': 'pipeline:\n  - {module: start_module, inputs: [], output_name: request}\n',
		'bad.yml':
			'pipelin:\n  - {module: start_module}\npipeline:\n  - {module: start_modul, inputs: [x], output_name: a/b}\n',
	});
	const mixed = await runHeadless(['check', 'good.yml', 'bad.yml', 'none.yml'], {cwd});
	expect(mixed.code).toBe(2);
	expect(mixed.stdout).toMatch(/^bad\.yml:1:1/m);
	expect(mixed.stdout).toMatch(/^bad\.yml:4:\d+.*start_modul/m);
	expect(mixed.stdout).toContain('^');
	expect(mixed.stderr).toMatch(/✓ good\.yml/);
	expect(mixed.stderr).toMatch(/✗ bad\.yml: [2-9] errors/);
	expect(mixed.stderr).toContain('none.yml');
});

test('check finds what is wrong with the settings too, and does not vouch for modules that it does not load; doctor has all the rest of its table.', async () => {
	const cwd = makeFolder({
		'good.yml': 'pipeline:\n  - {module: start_module, inputs: [], output_name: request}\n',
		'own.yml': 'pipeline:\n  - {module: mine, inputs: [], output_name: request}\n',
		'modules/mine.mjs': 'not a module at all',
		'orchestrai.yml': 'modles: {small: x}\nroles: 3\n',
	});
	const checked = await runHeadless(['check', 'good.yml', 'own.yml'], {cwd});
	expect(checked.code).toBe(2);
	expect(checked.stdout).toMatch(/orchestrai\.yml:1:1.*modles/);
	expect(checked.stderr).toMatch(/✗ orchestrai\.yml: \d error/);
	expect(checked.stderr).toContain('✓ good.yml: 1 operation, nothing wrong with the file\n');
	expect(checked.stderr).toContain('check does not load the modules of this folder');
	expect(checked.stderr).not.toContain('nothing that would stop it');

	const {code, stdout} = await runHeadless(['doctor'], {cwd});
	expect(code).toBe(1);
	expect(stdout).toMatch(/^✗ {2}settings .*orchestrai\.yml:1:1/m);
	for (const row of ['Node', 'cage', 'model', 'runs', 'trust'])
		expect(stdout).toMatch(new RegExp(`  ${row} `));
});

test('graph prints mermaid, dot and json of the same edges, and knows no other format.', async () => {
	const [mermaid, dot, json, ...others] = await Promise.all(
		['mermaid', 'dot', 'json', 'png', 'toString', '__proto__'].map(format =>
			runHeadless(['graph', 'story', '--format', format]),
		),
	);
	const graph = JSON.parse(json!.stdout) as {nodes: unknown[]; edges: unknown[]};
	expect(graph.edges.length).toBeGreaterThan(2);
	expect(mermaid!.stdout).toMatch(/^flowchart/);
	expect(mermaid!.stdout.match(/-->/g)).toHaveLength(graph.edges.length);
	expect(dot!.stdout).toMatch(/^digraph/);
	expect(dot!.stdout.match(/->/g)).toHaveLength(graph.edges.length);
	for (const other of others) expect(other).toMatchObject({code: 2, stdout: ''});
});

test('graph draws a pipeline, as wide as it needs or as it may, in the direction asked for.', async () => {
	const env = {LC_ALL: 'C.UTF-8'};
	const at = (...args: string[]) => runHeadless(['graph', 'engineering', ...args], {env});
	const [free, down, narrow, ascii, ...wrong] = await Promise.all([
		at(),
		at('--direction', 'tb'),
		at('--width', '60'),
		runHeadless(['graph', 'engineering', '--width', '40'], {env: {LC_ALL: 'C'}}),
		at('--direction', 'up'),
		at('--width', '0'),
		at('--width', 'wide'),
	]);
	expect(free.stdout).toMatch(/│ request +├─.*▶│/);
	expect(down.stdout).toContain('▼');
	const widest = Math.max(...narrow.stdout.split('\n').map(line => line.length));
	expect(widest).toBeLessThanOrEqual(60);
	expect(ascii.stdout).toMatch(/^[\x20-\x7E\n]+$/);
	for (const {stdout} of [free, down, narrow, ascii]) expect(stdout).toContain('modified_codebase');
	for (const refused of wrong) expect(refused).toMatchObject({code: 2, stdout: ''});
});

test('runs lists what was run, as columns and as JSON.', async () => {
	const cwd = makeFolder();
	const none = await runHeadless(['runs'], {cwd});
	expect(none).toMatchObject({code: 0, stdout: ''});
	await runHeadless(['demo'], {cwd});
	const {stdout} = await runHeadless(['runs'], {cwd});
	expect(stdout).toMatch(/^\S+_engineering +engineering +done .* tok +\$0\.00\n$/);
	const listed = JSON.parse((await runHeadless(['runs', '--json'], {cwd})).stdout) as object;
	expect(listed).toMatchObject({pipeline_name: 'engineering', status: 'done', totals: {usd: 0}});
});

test('A key that is being typed is never on the screen, and Ctrl-C or a signal leaves without storing it.', async () => {
	for (const [leave, code] of [
		[({press}: Terminal) => press('CtrlC'), 130],
		[({kill}: Terminal) => kill('SIGHUP'), 129],
	] as const) {
		const cwd = makeFolder();
		const terminal = await openTerminal(program(['login'], {cwd}));
		await terminal.until('Key (it is not shown)');
		terminal.type(key);
		leave(terminal);
		expect(await terminal.exit).toEqual({code, signal: null});
		expect(terminal.written()).not.toContain(key);
		expect(readdirSync(cwd)).toEqual([]);
	}
});

test('login stores a key that works, for its owner only, and never shows it; models and doctor use it.', async () => {
	const server = await startModelServer(() => ({text: 'never asked'}), {
		models: [{id: 'model-one'}, {id: 'model-two', shutdown_date: '2027-01-14'}],
	});
	const refusing = await startModelServer(() => ({text: 'never asked'}), {
		models: {status: 401, json: {error: {message: `Incorrect API key: ${key}`, code: 'invalid_api_key'}}},
	});
	onTestFinished(() => server.close());
	onTestFinished(() => refusing.close());
	const cwd = makeFolder();
	const env = {ORCHESTRAI_CONFIG_DIR: join(cwd, 'settings')};
	const at = (...args: string[]) => runHeadless(args, {cwd, env, input: `${key}\n`});

	const wrong = await at('login', '--base-url', refusing.url);
	expect(wrong).toMatchObject({code: 1, stdout: ''});
	expect(wrong.stderr).toContain('not stored');
	expect(() => readdirSync(env.ORCHESTRAI_CONFIG_DIR)).toThrow('ENOENT');
	const argument = await at('login', key);
	expect(argument.code).toBe(2);

	const right = await at('login', '--base-url', server.url);
	expect(right).toMatchObject({code: 0, stdout: ''});
	const [file] = readdirSync(env.ORCHESTRAI_CONFIG_DIR);
	const path = join(env.ORCHESTRAI_CONFIG_DIR, file!);
	expect(statSync(path).mode & 0o777).toBe(0o600);
	expect(readFileSync(path, 'utf8')).toContain(key);

	const models = await at('models', '--base-url', server.url);
	expect(models.code).toBe(0);
	expect(models.stdout).toMatch(/^model-two +\? +\? +until 2027-01-14$/m);
	const unheard = await at('models', '--base-url', refusing.url);
	expect(unheard.code).toBe(1);

	const doctor = await at('doctor', '--json', '--base-url', server.url);
	expect(doctor.code).toBe(0);
	const findings = JSON.parse(doctor.stdout) as {name: string; state: string; says: string}[];
	const stateOf = (name: string) => findings.find(finding => finding.name === name)?.state;
	expect(['Node', 'Python', 'cage', 'runs', 'trust', 'model'].map(stateOf)).toEqual(
		Array.from({length: 6}, () => 'good'),
	);
	const sick = await at('doctor', '--base-url', refusing.url);
	expect(sick.code).toBe(1);
	expect(sick.stdout).toContain('→');

	expect(right.stderr).toContain(`--base-url ${server.url}`);
	expect(models.stdout).toMatch(/^small +not mapped$/m);
	expect(unheard.stderr).not.toContain('resume');

	const none = await at('login', '--forget');
	expect(none.stderr).toBe('No key was stored for OpenAI.\n');
	const forgotten = await at('login', '--forget', '--base-url', server.url);
	expect(forgotten.code).toBe(0);
	expect(readFileSync(path, 'utf8')).not.toContain(key);
	for (const {stdout, stderr} of [wrong, argument, right, models, unheard, doctor, sick, forgotten]) {
		expect(stdout + stderr).not.toContain(key);
	}
});

test('Help and the version answer to what people type.', async () => {
	const [long, short, word, version] = await Promise.all(
		[['run', '--help'], ['run', '-h'], ['help', 'run'], ['-v']].map(args => runHeadless(args)),
	);
	expect(long!.stdout).toContain('--cassette');
	expect([short, word]).toEqual([long, long]);
	expect(version).toMatchObject({code: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/)});
	const lost = await runHeadless(['help', 'nothing']);
	expect(lost).toMatchObject({code: 2, stdout: ''});
	const unknown = await runHeadless(['--nope']);
	expect(unknown.stderr).toContain('`orchestrai --help` lists');
});
