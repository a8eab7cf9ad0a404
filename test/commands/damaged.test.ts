/** What the commands say of runs that cannot be read, or not wholly, and what they leave alone. */
import {execFileSync} from 'node:child_process';
import {
	chmodSync,
	chownSync,
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	truncateSync,
	writeFileSync,
} from 'node:fs';
import {join} from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {diff} from '../../source/commands/diff.ts';
import {exportRun} from '../../source/commands/export.ts';
import {fork} from '../../source/commands/fork.ts';
import {replay} from '../../source/commands/replay.ts';
import {resume} from '../../source/commands/resume.ts';
import {runs} from '../../source/commands/runs.ts';
import {acquireLock, type Lock} from '../../source/io/memory/lock.ts';
import type {RunFolder} from '../../source/io/memory/run-folder.ts';
import {callCommand} from '../helpers/call-command.ts';
import {makeFolder} from '../helpers/temp-folder.ts';
import {recordRun} from './record-run.ts';

const pipeline = `pipeline:
  - {module: task_planner, inputs: [], output_name: plan}
  - {module: scrutinizer, inputs: [plan], output_name: objections}
`;

const edit = ({log}: RunFolder, change: (text: string) => string) =>
	writeFileSync(log, change(readFileSync(log, 'utf8')));

function asRoot(program: string, options: string[]): void {
	execFileSync(program, options, {stdio: 'pipe'});
}

/** Begins a run of its own, from where the other one is whole. */
function forkIt(cwd: string, {id}: RunFolder, sound: RunFolder) {
	return callCommand(fork, [id], {cassette: sound.log, from: ['plan'], yes: true, headless: true}, {cwd});
}

/** To root no file is closed. Returns how to become who one was. */
function asAnybody(owned: readonly string[]): () => void {
	if (process.getuid!() !== 0) return () => {};
	for (const path of owned) chownSync(path, 65_534, 65_534);
	process.seteuid!(65_534);
	return () => process.seteuid!(0);
}

async function callAll(cwd: string, {id}: RunFolder, sound: RunFolder) {
	const at = {cwd, env: {ORCHESTRAI_CONFIG_DIR: join(cwd, 'config')}};
	return {
		runs: await callCommand(runs, [], {}, at),
		found: await callCommand(runs, [], {find: 'answer of plan'}, at),
		diff: await callCommand(diff, [sound.id, id], {}, at),
		exported: await callCommand(exportRun, [id, 'out'], {}, at),
		replay: await callCommand(replay, [id], {headless: true}, at),
		resume: await callCommand(resume, [id], {cassette: sound.log, yes: true}, at),
	};
}

test.for<[string, (run: RunFolder) => void, RegExp]>([
	['that is empty', run => edit(run, () => ''), /is empty: it holds no run/],
	['that another program wrote', run => edit(run, () => '{"name": "x"}'), /is not a memory log/],
	['that is no text', ({log}) => writeFileSync(log, Buffer.from([0xff, 0, 1])), /not text in UTF-8/],
	[
		'of a newer version',
		run => edit(run, text => text.replace('"version":1', '"version":2')),
		/newer OrchestrAI/,
	],
	['that breaks off in its header', ({log}) => truncateSync(log, 60), /breaks off before its first action/],
	[
		'that breaks off in its first action',
		({log}) => truncateSync(log, readFileSync(log).indexOf('"initial_files"')),
		/damaged before its first action/,
	],
])('A log %s is refused with a sentence by every command, and left as it is', async ([, harm, sentence]) => {
	const cwd = makeFolder();
	const [sound, run] = [await recordRun(cwd, pipeline), await recordRun(cwd, pipeline)];
	harm(run);
	const before = readFileSync(run.log);
	const outcomes = await callAll(cwd, run, sound);
	expect(outcomes.runs).toMatchObject({code: 0, stderr: ''});
	expect(outcomes.runs.stdout).toMatch(new RegExp(`^${run.id} .* unreadable .*${sentence.source}`, 'm'));
	expect(outcomes.found.code).toBe(0);
	expect(outcomes.found.stdout).toContain(sound.id);
	const forked = await forkIt(cwd, run, sound);
	for (const {code, stdout, stderr} of [outcomes.diff, outcomes.exported, outcomes.replay, forked]) {
		expect({code, stdout}).toEqual({code: 2, stdout: ''});
		expect(stderr).toMatch(sentence);
	}

	expect(outcomes.resume).toMatchObject({code: 1, stdout: '', stderr: expect.stringMatching(sentence)});
	expect(existsSync(join(cwd, 'out'))).toBe(false);
	expect(readFileSync(run.log)).toEqual(before);
	expect(readdirSync(run.path)).not.toContain('lock');
});

test('A folder in the place of a log is no run', async () => {
	const cwd = makeFolder();
	const [sound, run] = [await recordRun(cwd, pipeline), await recordRun(cwd, pipeline)];
	rmSync(run.log);
	mkdirSync(run.log);
	const {runs: listed, found, ...others} = await callAll(cwd, run, sound);
	for (const {code, stdout} of [listed, found]) {
		expect(code).toBe(0);
		expect(stdout).not.toContain(run.id);
	}

	for (const outcome of Object.values(others)) {
		expect(outcome).toMatchObject({code: 2, stdout: ''});
		expect(outcome.stderr).toContain(`There is no run “${run.id}”`);
	}
});

test('Of a log that is damaged further on what is whole is told, exported and gone on with, and the damaged one kept', async () => {
	for (const harm of [
		({log}: RunFolder) => truncateSync(log, statSync(log).size - 400),
		(run: RunFolder) =>
			edit(run, text =>
				text.replace(
					'"type":"module-started","output_name":"objections"',
					'"type":"module-stbrted","output_name":"objections"',
				),
			),
		(run: RunFolder) =>
			edit(run, text => text.replace('"response":"answer of objections"', '"resp\u0000nse":7')),
	]) {
		const cwd = makeFolder();
		const [sound, run] = [await recordRun(cwd, pipeline), await recordRun(cwd, pipeline)];
		harm(run);
		const damaged = readFileSync(run.log);
		const forked = await forkIt(cwd, run, sound);
		expect(forked).toMatchObject({
			code: 0,
			stderr: expect.stringMatching(/is damaged .*The \d+ actions before it are whole/),
		});
		const {runs: listed, found, resume: resumed, ...reading} = await callAll(cwd, run, sound);
		expect([listed.code, found.code]).toEqual([0, 0]);
		for (const {code, stdout, stderr} of Object.values(reading)) {
			expect(code).toBe(0);
			expect(stdout).not.toBe('');
			expect(stderr).toMatch(
				/is damaged (at its end: action \d+ is cut off|from action \d+ on: it is ).*The \d+ actions before it are whole/,
			);
		}

		expect(readdirSync(join(cwd, 'out/orchestrai-outputs'))).toContain('plan.md');
		expect(resumed.code).toBe(0);
		expect(resumed.stderr).toMatch(
			/was damaged\. It is cut back to its \d+ whole actions; as it was, it is kept in/,
		);
		const copy = readdirSync(run.path).find(name => name.startsWith('memory_log.damaged-'))!;
		expect(readFileSync(join(run.path, copy))).toEqual(damaged);
		const {actions} = JSON.parse(readFileSync(run.log, 'utf8'));
		expect(actions.at(-1)).toMatchObject({type: 'run-finished', status: 'done'});
	}
});

test('A clock that was set back in the middle of a run makes no time negative', async () => {
	const cwd = makeFolder();
	const [sound, run] = [await recordRun(cwd, pipeline), await recordRun(cwd, pipeline)];
	let number = 0;
	edit(run, text =>
		text.replace(
			/"timestamp":"[^"]*"/g,
			() => `"timestamp":"${new Date(Date.UTC(2030, 1, 1) - number++ * 3_600_000).toISOString()}"`,
		),
	);
	const outcomes = await callAll(cwd, run, sound);
	for (const {code, stdout} of Object.values(outcomes)) {
		expect(code).toBe(0);
		expect(stdout).not.toMatch(/-\d+(\.\d)?(s|m|h|ms)\b/);
	}

	expect(outcomes.diff.stdout).toContain('Nothing differs in any of 2 operations.');
});

test.skipIf(process.platform === 'win32')(
	'Runs that the person may not read are listed as such, refused with a sentence by every other command, and hide no other',
	async () => {
		const cwd = makeFolder();
		const runs = [
			await recordRun(cwd, pipeline),
			await recordRun(cwd, pipeline),
			await recordRun(cwd, pipeline),
		];
		const [closed, locked, sound] = runs as [RunFolder, RunFolder, RunFolder];
		chmodSync(closed.path, 0);
		chmodSync(locked.log, 0);
		const others = asAnybody([
			cwd,
			join(cwd, 'runs'),
			...runs.map(({path}) => path),
			sound.log,
			sound.outputs,
		]);
		try {
			for (const run of [closed, locked]) {
				const {runs: listed, found, ...rest} = await callAll(cwd, run, sound);
				for (const {code, stdout} of [listed, found]) {
					expect(code).toBe(0);
					expect(stdout).toContain(sound.id);
				}

				expect(listed.stdout).toMatch(new RegExp(`^${run.id} .* unreadable .*permission denied`, 'm'));
				for (const {code, stdout, stderr} of [...Object.values(rest), await forkIt(cwd, run, sound)]) {
					expect(code).toBeGreaterThan(0);
					expect(stdout).toBe('');
					expect(stderr).toMatch(/Could not (read|lock) .*permission denied \(EACCES\)\./);
				}
			}
		} finally {
			others();
			chmodSync(closed.path, 0o700);
		}
	},
);

test('A run that another process writes is only read', async () => {
	const cwd = makeFolder();
	const [sound, run] = [await recordRun(cwd, pipeline), await recordRun(cwd, pipeline)];
	edit(run, text => `${text.slice(0, text.lastIndexOf(',\n{"type":"run-finished"'))}\n]}\n`);
	const before = readFileSync(run.log);
	const lock = (await acquireLock(join(run.path, 'lock'))) as Lock;
	const {resume: resumed, ...reading} = await callAll(cwd, run, sound);
	await lock.release();
	expect(resumed).toMatchObject({code: 1, stdout: ''});
	expect(resumed.stderr).toContain(`Another process writes the run in ${run.path}: process ${process.pid}`);
	expect(resumed.stderr).toContain(`\`orchestrai replay --follow ${run.id}\``);
	for (const {code} of Object.values(reading)) expect(code).toBe(0);
	expect(readFileSync(run.log)).toEqual(before);
});

test('Of a run that is done and still open elsewhere, resume, replay and export say so: there is nothing to wait for.', async () => {
	const cwd = makeFolder();
	const run = await recordRun(cwd, pipeline);
	const lock = (await acquireLock(join(run.path, 'lock'))) as Lock;
	const adopting = await callCommand(resume, [run.id], {adopt: true, yes: true}, {cwd});
	const played = await callCommand(replay, [run.id], {headless: true}, {cwd});
	const exported = await callCommand(exportRun, [run.id, 'out'], {}, {cwd});
	await lock.release();
	expect(adopting).toMatchObject({
		code: 1,
		stderr: expect.stringContaining(
			`is done, and open in another terminal (process ${process.pid}). Close it there, then try again; \`orchestrai replay ${run.id}\` shows it.`,
		),
	});
	expect(adopting.stderr).not.toContain('Another process');
	expect(played.stderr).toBe('It came to its end, and is still open in another terminal.\n');
	expect(exported.stderr).toContain('is done, and still open elsewhere');
});

test('A folder that cannot be written is read all the same; a run in it is not gone on with, and nothing is changed', async context => {
	const cwd = makeFolder();
	const [sound, run] = [await recordRun(cwd, pipeline), await recordRun(cwd, pipeline)];
	truncateSync(run.log, statSync(run.log).size - 400);
	const folder = join(cwd, 'runs');
	try {
		asRoot('mount', ['--bind', folder, folder]);
	} catch (error) {
		console.warn(`SKIPPED: a folder that is read-only needs the right to mount: ${String(error)}`);
		return context.skip();
	}

	onTestFinished(() => asRoot('umount', ['--lazy', folder]));
	asRoot('mount', ['-o', 'remount,ro,bind', folder]);
	const {resume: resumed, ...reading} = await callAll(cwd, run, sound);
	for (const {code} of Object.values(reading)) expect(code).toBe(0);
	expect(resumed).toMatchObject({code: 1, stdout: ''});
	expect(resumed.stderr).toMatch(
		/Could not lock the run in .*: the file system is read-only \(EROFS\)\. Nothing was changed\./,
	);
	const at = {cwd};
	const pruned = await callCommand(runs, [], {prune: true, keep: '0', yes: true}, at);
	expect(pruned.code).toBe(1);
	expect(pruned.stderr).toMatch(
		new RegExp(`${sound.id} could not be removed whole: the file system is read-only`),
	);
	const exported = await callCommand(exportRun, [run.id, 'runs/there'], {}, at);
	expect(exported).toMatchObject({
		code: 1,
		stderr: expect.stringMatching(/cannot be used: .*Nothing was written/),
	});
});
