import {chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {replay} from '../../source/commands/replay.ts';
import type {RunEvent} from '../../source/core/events.ts';
import type {ModelRequest} from '../../source/core/ports.ts';
import {openLog} from '../../source/io/memory/log.ts';
import {isLogProblem} from '../../source/io/memory/log-problem.ts';
import {createRunFolder, type RunFolder} from '../../source/io/memory/run-folder.ts';
import {callCommand} from '../helpers/call-command.ts';
import {bench} from '../helpers/crew.ts';
import {makeFolder} from '../helpers/temp-folder.ts';
import {recordRun} from './record-run.ts';

const pipeline = `pipeline:
  - {module: planner, inputs: [], output_name: plan, checkpoint: always}
  - {module: writer, inputs: [plan], output_name: story}
`;

/** The person edits the plan; the writer's first try breaks off. */
function options() {
	let tries = 0;
	return {
		interactive: true,
		settings: {review: 'declared' as const},
		human: {review: async () => ({kind: 'edit' as const, output: 'my \u001b[31mplan'})},
		answer: ({output_name}: ModelRequest) => {
			if (output_name === 'plan') return `the plan ${'and so on '.repeat(40)}`;
			return ++tries > 1
				? 'a story'
				: {fault: {kind: 'cut' as const, message: 'It was cut.', retryable: true, partial: 'a st'}};
		},
	};
}

/** Every file below with its bytes and times. */
function stillOf(folder: string) {
	return (readdirSync(folder, {recursive: true}) as string[]).sort().map(name => {
		const path = join(folder, name);
		const {mtimeMs, ctimeMs, mode} = statSync(path);
		return [name, mtimeMs, ctimeMs, mode, statSync(path).isFile() ? readFileSync(path, 'latin1') : null];
	});
}

test('Without a terminal a replay tells the story, or prints the actions, and leaves the run as it was', async () => {
	const cwd = makeFolder();
	const {id, path, log} = await recordRun(cwd, pipeline, options());
	chmodSync(path, 0o500);
	const before = stillOf(cwd);
	const told = await callCommand(replay, [], {}, {cwd});
	expect(told).toMatchObject({code: 0, stderr: ''});
	for (const line of [
		/^test {2}test {2}2026-11-22 00:00:00 UTC$/m,
		/● plan {2}planner$/m,
		/asked {4}default-model$/m,
		/answered the plan and so on .*… {2}\(409 characters, default-model, 15 tok, \$0\.010, 0\.0s\)$/m,
		/◆ plan {2}a person decides on the output$/m,
		/◆ plan {2}edit\n {9}text {5}my ␛\[31mplan$/m,
		/! It was cut\. Tried again in .*\n {9}had come a st$/m,
		/asked {4}call 1, try 2: default-model$/m,
		/answered a story {2}\(default-model.*\)\n .* ✓ story {2}v1 by model, .*\n .* the run is done$/m,
		/^✓ done {2}test {2}2\/2 done, .* tokens, \$0\.0/m,
	])
		expect(told.stdout).toMatch(line);
	const {stdout: whole} = await callCommand(replay, [id], {whole: true}, {cwd});
	expect(whole).toMatch(/ {9}answered .*\n {11}│ the plan/);
	expect(whole).toContain(`│ the plan ${'and so on '.repeat(40)}\n`);

	const {stdout: json} = await callCommand(replay, [path], {json: true}, {cwd});
	const {actions} = JSON.parse(readFileSync(log, 'utf8')) as {actions: RunEvent[]};
	expect(
		json
			.trim()
			.split('\n')
			.map(line => JSON.parse(line)),
	).toEqual(actions);
	expect(json).not.toContain('\u001b');
	expect(stillOf(cwd)).toEqual(before);
});

test('What cannot be replayed is refused with a sentence, and of what is damaged the intact beginning is told', async () => {
	const cwd = makeFolder({'other.json': '{"name": "x"}', 'empty.json': ''});
	const {log, path} = await recordRun(cwd, pipeline, options());
	const text = readFileSync(log, 'utf8');
	mkdirSync(join(cwd, 'folder'));
	writeFileSync(join(cwd, 'newer.json'), text.replace('"version":1', '"version":2'));
	for (const [named, sentence] of [
		['./empty.json', /is empty: it holds no run/],
		['./other.json', /is not a memory log/],
		['./newer.json', /written by a newer OrchestrAI/],
		['./folder', /folder is a folder without a memory_log\.json/],
		['nothing', /There is no run “nothing”/],
	] as const) {
		const refused = await callCommand(replay, [named], {}, {cwd});
		expect(refused).toMatchObject({code: 2, stdout: '', stderr: expect.stringMatching(sentence)});
		expect(refused.stderr.trim().split('\n')).toHaveLength(1);
	}

	const cut = text.indexOf('"type":"review-decided"');
	writeFileSync(join(cwd, 'cut.json'), text.slice(0, cut));
	const told = await callCommand(replay, ['./cut.json'], {}, {cwd});
	expect(told).toMatchObject({code: 0, stderr: expect.stringMatching(/cut\.json is damaged at its end/)});
	expect(told.stdout).toMatch(/a person decides on the output\n\n● interrupted/);
	const elsewhere = await callCommand(replay, [], {runsDir: 'nowhere'}, {cwd});
	expect(elsewhere).toMatchObject({
		code: 2,
		stderr: expect.stringMatching(/there are no runs in .*nowhere yet/),
	});
	expect(readdirSync(path).sort()).toEqual(['drafts', 'made', 'memory_log.json', 'outputs', 'workspace']);
});

async function makeRun(cwd: string): Promise<RunFolder> {
	const folder = await createRunFolder(join(cwd, 'runs'), 'test', Date.now());
	if (isLogProblem(folder)) throw new Error(folder.problem);
	return folder;
}

test('A run that is about to begin is waited for, and told as it goes until its process lets it go', async () => {
	const {engine, events} = bench(pipeline, options());
	await engine.run();
	const cwd = makeFolder();
	const folder = await makeRun(cwd);
	// Made and locked; its log begins with the first action.
	const log = await openLog(folder.path);
	if (isLogProblem(log)) throw new Error(log.problem);
	const waits = Promise.withResolvers<void>();
	const printed = Promise.withResolvers<void>();
	const followed = callCommand(
		replay,
		[],
		{follow: true, json: true},
		{
			cwd,
			onPrinted({stdout, stderr}) {
				if (stderr.includes('is about to begin')) waits.resolve();
				if (stdout.split('\n').length > 5) printed.resolve();
			},
		},
	);
	await waits.promise;
	for (const event of events.slice(0, 5)) log.append(event);
	await printed.promise;
	for (const event of events.slice(5)) log.append(event);
	await log.close();
	const {code, stdout} = await followed;
	expect(code).toBe(0);
	expect(
		stdout
			.trim()
			.split('\n')
			.map(line => JSON.parse(line)),
	).toEqual(events);
	const after = await callCommand(replay, [], {follow: true}, {cwd});
	expect(after.stderr).toBe(`${folder.id} is not running: it is shown as it was.\n`);
});
