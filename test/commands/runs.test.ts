import {
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	symlinkSync,
	truncateSync,
	utimesSync,
	writeFileSync,
} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {runs} from '../../source/commands/runs.ts';
import {acquireLock, type Lock} from '../../source/io/memory/lock.ts';
import {engineer} from '../../source/modules/engineer.ts';
import {callCommand} from '../helpers/call-command.ts';
import {makeFolder} from '../helpers/temp-folder.ts';
import {recordRun} from './record-run.ts';

const pipeline = `pipeline:
  - {module: planner, inputs: [], output_name: plan}
  - {module: engineer, inputs: [plan], output_name: code}
`;

const record = (cwd: string, word: string, fails = false) =>
	recordRun(cwd, pipeline, {
		modules: [engineer],
		answer: ({output_name}) => {
			if (output_name === 'plan') return `First the ${word},\nthen "the rest"`;
			return fails
				? {fault: {kind: 'bad-key', retryable: false}}
				: `## main.py\n\n\`\`\`python\n# the ${word}\n\`\`\`\n`;
		},
	});

test('--find tells run, operation, version and date of each text with a hit, newest run first, once where it goes on into others', async () => {
	const cwd = makeFolder();
	const [first, , last] = [
		await record(cwd, 'Snake'),
		await record(cwd, 'fish'),
		await record(cwd, 'snake\u001b[2J'),
	];
	const {code, stdout, stderr} = await callCommand(runs, [], {find: 'sNAKE'}, {cwd});
	expect({code, stderr}).toEqual({code: 0, stderr: ''});
	expect(stdout.split('\n')).toEqual([
		last.id,
		'  plan, output v1  2026-11-22 00:00  First the [snake]␛[2J, then "the rest"',
		'  code, main.py    2026-11-22 00:00  # the [snake]␛[2J',
		first.id,
		'  plan, output v1  2026-11-22 00:00  First the [Snake], then "the rest"',
		'  code, main.py    2026-11-22 00:00  # the [Snake]',
		'',
	]);
	const json = await callCommand(runs, [], {find: ',\nthen "the', json: true}, {cwd});
	const hits = json.stdout
		.trim()
		.split('\n')
		.map(line => JSON.parse(line));
	expect(hits).toHaveLength(3);
	expect(hits[2]).toMatchObject({
		run_id: first.id,
		output_name: 'plan',
		kind: 'output',
		version: 1,
		hits: 1,
		before: 'First the Snake',
		found: ',\nthen "the',
		after: ' rest"',
		timestamp: '2026-11-22T00:00:00.000Z',
	});
});

test('--find begins what stands before a hit with a whole word, and says that more does', async () => {
	const cwd = makeFolder();
	await record(cwd, `COMMAND: python3 main.py --all of ${'x'.repeat(3)} needle`);
	const {stdout} = await callCommand(runs, [], {find: 'needle'}, {cwd});
	expect(stdout).toContain('  …python3 main.py --all of xxx [needle], then');
});

test('--json has keys as the log has them, and times as it writes them', async () => {
	const cwd = makeFolder();
	await record(cwd, 'one');
	const [listed, found] = await Promise.all(
		[{}, {find: 'one'}].map(flags => callCommand(runs, [], {...flags, json: true}, {cwd})),
	);
	const keys = new Set<string>();
	for (const line of [...listed!.stdout.trim().split('\n'), ...found!.stdout.trim().split('\n')])
		JSON.parse(line, (key, value) => {
			keys.add(key);
			return value;
		});
	expect([...keys].filter(key => /[A-Z]/.test(key))).toEqual([]);
	const {started_at, last_at, totals} = JSON.parse(listed!.stdout);
	for (const time of [started_at, last_at]) expect(new Date(time).toISOString()).toBe(time);
	expect(totals).toMatchObject({possibly_paid: 0});
});

test('--find looks into damaged logs and those of other programs’ layout, and says what it could not read', async () => {
	const cwd = makeFolder();
	const [torn, laidOut, broken] = [
		await record(cwd, 'one'),
		await record(cwd, 'one'),
		await record(cwd, 'one'),
	];
	truncateSync(torn.log, readFileSync(torn.log).indexOf('"code"', 2000));
	writeFileSync(laidOut.log, JSON.stringify(JSON.parse(readFileSync(laidOut.log, 'utf8')), null, 2));
	writeFileSync(broken.log, 'first the one');
	const {code, stdout, stderr} = await callCommand(runs, [], {find: 'first the one'}, {cwd});
	expect(code).toBe(0);
	expect(stdout.match(/^\d.*/gm)).toEqual([laidOut.id, torn.id]);
	expect(stderr).toContain(`${broken.log} is not a memory log`);
	expect(stderr).not.toContain('Name a run');
	const none = await callCommand(runs, [], {find: 'nowhere'}, {cwd});
	expect(none).toMatchObject({
		code: 0,
		stdout: '',
		stderr: expect.stringContaining('Nothing found in 3 runs.'),
	});
});

test('--prune lists what is done and old, and removes it only with --yes: nothing that is open, unfinished, unreadable or not a run', async () => {
	const cwd = makeFolder();
	const [old, edited, linked, broken, failed, open, kept] = [
		await record(cwd, 'old'),
		await record(cwd, 'edited'),
		await record(cwd, 'linked'),
		await record(cwd, 'broken'),
		await record(cwd, 'failed', true),
		await record(cwd, 'open'),
		await record(cwd, 'kept'),
	];
	const outside = makeFolder({'mine.txt': 'mine', 'memory_log.json': readFileSync(old.log)});
	writeFileSync(join(old.made, 'large'), Buffer.alloc(2_000_000));
	symlinkSync(outside, join(old.made, 'link'));
	// A log, and a copy of it, that were being written when their writer was killed.
	writeFileSync(`${old.log}.tmp`, '');
	for (const what of ['damaged', 'rescued'])
		writeFileSync(join(old.path, `memory_log.${what}-2026-01-01_00-00-00.json.tmp`), '');
	mkdirSync(join(edited.path, 'workspace.edited-1'));
	symlinkSync(outside, join(cwd, 'runs/2026-01-01_00-00-00_link'));
	mkdirSync(join(cwd, 'runs/2026-01-01_00-00-00_other'));
	writeFileSync(join(cwd, 'runs/notes.txt'), '');
	writeFileSync(join(linked.path, 'kept.json'), readFileSync(linked.log));
	writeFileSync(broken.log, 'nonsense');
	const lock = (await acquireLock(join(open.path, 'lock'))) as Lock;
	const all = readdirSync(join(cwd, 'runs'));
	const prune = (flags: object) => callCommand(runs, [], {prune: true, keep: '1', ...flags}, {cwd});

	const dry = await prune({});
	expect(dry.code).toBe(0);
	expect(dry.stdout).toMatch(new RegExp(`^${old.id} +done .* 2\\.0 MB\n$`));
	expect(dry.stderr).toContain(
		`${edited.id} is kept: its folder holds workspace.edited-1, which is not the run’s.`,
	);
	expect(dry.stderr).toContain(`${linked.id} is kept: its folder holds kept.json`);
	expect(dry.stderr).toContain(
		'1 run, 2.0 MB. Nothing was removed; this does it: orchestrai runs --prune --keep 1 --yes\n',
	);
	expect(dry.stderr).toContain('1 unfinished run as old can be resumed, and stay without --unfinished.');
	expect(readdirSync(join(cwd, 'runs'))).toEqual(all);

	const done = await prune({yes: true, unfinished: true});
	await lock.release();
	expect(done).toMatchObject({code: 0, stderr: expect.stringContaining('Removed 2 runs, ')});
	const left = readdirSync(join(cwd, 'runs'));
	expect(all.filter(name => !left.includes(name))).toEqual([old.id, failed.id].sort());
	for (const {log} of [edited, linked, broken, open, kept]) expect(existsSync(log)).toBe(true);
	expect(readdirSync(outside).sort()).toEqual(['memory_log.json', 'mine.txt']);
});

test('--prune goes by the last event, 30 days unless told otherwise', async () => {
	const cwd = makeFolder();
	const {id, log} = await record(cwd, 'x');
	const days = (Date.now() - Date.UTC(2026, 10, 22)) / (24 * 60 * 60 * 1000);
	const is = async (olderThan: string | undefined) =>
		(await callCommand(runs, [], {prune: true, olderThan}, {cwd})).stdout.includes(id);
	expect(await is(`${Math.max(0, Math.floor(days))}d`)).toBe(true);
	expect(await is(`${Math.ceil(days) + 1}d`)).toBe(false);
	expect(await is(undefined)).toBe(days >= 30);
	utimesSync(log, 0, 0);
	expect(await is(`${Math.ceil(days) + 1}d`)).toBe(false);
});

test('Options that would mean nothing, or something else, are wrong usage', async () => {
	for (const [flags, sentence] of [
		[{yes: true}, /--yes goes with --prune/],
		[{olderThan: '3d'}, /--older-than goes with --prune/],
		[{prune: true, find: 'x'}, /two things/],
		[{prune: true, olderThan: 'soon'}, /--older-than is a time such as/],
		[{prune: true, keep: '-1'}, /--keep is a number/],
		[{find: ' '}, /needs a text/],
	] as const) {
		const outcome = await callCommand(runs, [], flags);
		expect(outcome).toMatchObject({code: 2, stdout: ''});
		expect(outcome.stderr).toMatch(sentence);
	}
});
