import {
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	statSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {exportRun} from '../../source/commands/export.ts';
import {acquireLock, type Lock} from '../../source/io/memory/lock.ts';
import {readFolder} from '../../source/io/workspace/files/read-folder.ts';
import {engineer} from '../../source/modules/engineer.ts';
import {callCommand} from '../helpers/call-command.ts';
import {makeFolder} from '../helpers/temp-folder.ts';
import {recordRun} from './record-run.ts';

const pipeline = `pipeline:
  - {module: planner, inputs: [], output_name: the plan}
  - {module: engineer, inputs: [the plan], output_name: code}
`;

const program = '## main.py\n\n```python\nprint(1)\n```\n\n## lib/run.sh\n\n```sh\n#!/bin/sh\n```\n';

/** A run that made a program, of which nothing is left but its log. */
function record(cwd: string, text = program) {
	return recordRun(cwd, pipeline, {
		modules: [engineer],
		answer: ({output_name}) => (output_name === 'code' ? text : 'the plan\r\n'),
	});
}

const filesIn = (folder: string) => (readdirSync(folder, {recursive: true}) as string[]).sort();

test('export writes the program as the log has it to the top, the outputs beside it, and a new run begins with the program alone', async () => {
	const cwd = makeFolder();
	const {id, workspace} = await record(cwd);
	writeFileSync(join(workspace, 'main.py'), 'changed by hand');
	const {code, stdout, stderr} = await callCommand(exportRun, [id, 'a/tracker'], {}, {cwd});
	expect({code, stderr}).toEqual({code: 0, stderr: ''});
	expect(stdout).toBe('a/tracker: 2 files of the program and 2 outputs in orchestrai-outputs\n');
	const folder = join(cwd, 'a/tracker');
	expect(filesIn(folder)).toEqual([
		'lib',
		'lib/run.sh',
		'main.py',
		'orchestrai-outputs',
		'orchestrai-outputs/code.md',
		'orchestrai-outputs/the%20plan.md',
	]);
	expect(readFileSync(join(folder, 'orchestrai-outputs/the%20plan.md'), 'utf8')).toBe('the plan\r\n');
	expect(statSync(join(folder, 'lib/run.sh')).mode & 0o777).toBe(0o755);
	expect(await readFolder(folder)).toEqual({
		files: new Map([
			['lib/run.sh', '#!/bin/sh\n'],
			['main.py', 'print(1)\n'],
		]),
		skipped: [{path: 'orchestrai-outputs/', reason: expect.any(String)}],
	});
});

test('export touches no folder that holds something, unless it is forced to; then it says what it replaces', async () => {
	const cwd = makeFolder({'there/main.py': 'mine', 'there/notes.txt': 'mine too'});
	const {id} = await record(cwd);
	const refused = await callCommand(exportRun, [id, 'there'], {}, {cwd});
	expect(refused).toMatchObject({code: 1, stdout: ''});
	expect(refused.stderr).toMatch(/there is not empty\..* --force.* Nothing was written\.$/m);
	expect(filesIn(join(cwd, 'there'))).toEqual(['main.py', 'notes.txt']);

	const forced = await callCommand(exportRun, [id, 'there'], {force: true, programOnly: true}, {cwd});
	expect(forced).toMatchObject({code: 0, stderr: 'main.py was there with other content, and is replaced.\n'});
	expect(readFileSync(join(cwd, 'there/main.py'), 'utf8')).toBe('print(1)\n');
	expect(filesIn(join(cwd, 'there'))).toEqual(['lib', 'lib/run.sh', 'main.py', 'notes.txt']);
});

test('export follows no link, and gives way to what is no file', async () => {
	const cwd = makeFolder({'elsewhere/kept.txt': 'kept'});
	const {id, path} = await record(cwd);
	const into = (folder: string) => callCommand(exportRun, [id, folder], {force: true}, {cwd});
	symlinkSync('elsewhere', join(cwd, 'link'));
	mkdirSync(join(cwd, 'inner'));
	symlinkSync('../elsewhere', join(cwd, 'inner/lib'));
	mkdirSync(join(cwd, 'taken/main.py'), {recursive: true});
	writeFileSync(join(cwd, 'file'), '');
	const outcomes = await Promise.all(['link', 'inner', 'taken', 'file', join(path, 'x')].map(into));
	const sentences = [
		/is a link/,
		/lib is in the way: it is a link/,
		/main\.py is in the way/,
		/no folder/,
		/own/,
	];
	for (const [index, {code, stdout, stderr}] of outcomes.entries()) {
		expect({code, stdout}).toEqual({code: index === 4 ? 2 : 1, stdout: ''});
		expect(stderr).toMatch(sentences[index]!);
	}
	expect(filesIn(join(cwd, 'elsewhere'))).toEqual(['kept.txt']);
	expect(filesIn(join(cwd, 'taken'))).toEqual(['main.py']);
});

test('What the program made comes along where it is asked for, without links', async () => {
	const cwd = makeFolder();
	const {id, made} = await record(cwd);
	writeFileSync(join(made, 'plot.bin'), Buffer.from([0, 255]));
	writeFileSync(join(made, 'a\u0007bell'), '');
	symlinkSync('/etc/passwd', join(made, 'secrets'));
	const {stdout, stderr} = await callCommand(exportRun, [id, 'out'], {made: true}, {cwd});
	expect(stderr).toMatch(/^orchestrai-outputs\/made\/a␇bell is left out, because /);
	expect(stdout).toContain(' and 1 file that it made in orchestrai-outputs/made\n');
	const folder = join(cwd, 'out/orchestrai-outputs/made');
	expect(filesIn(folder)).toEqual(['plot.bin']);
	expect([...readFileSync(join(folder, 'plot.bin'))]).toEqual([0, 255]);
	const both = await callCommand(exportRun, [id, 'two'], {made: true, programOnly: true}, {cwd});
	expect(both).toMatchObject({code: 2, stderr: expect.stringContaining('choose one of them')});
});

test('Of a run that is not done, or still open, what there is is exported, and that is said', async () => {
	const cwd = makeFolder();
	const {id, path} = await record(cwd, 'no file at all');
	const failed = await callCommand(exportRun, [id, 'one'], {}, {cwd});
	expect(failed).toMatchObject({
		code: 0,
		stdout: 'one: 0 files of the program and 1 output in orchestrai-outputs\n',
	});
	expect(failed.stderr).toContain('is not done: this is how far it had come.');
	const lock = (await acquireLock(join(path, 'lock'))) as Lock;
	const open = await callCommand(exportRun, [id, 'two'], {}, {cwd});
	await lock.release();
	expect(open.stderr).toContain('is still open elsewhere');

	const nothing = await recordRun(cwd, pipeline, {
		answer: () => ({fault: {kind: 'bad-key', retryable: false}}),
	});
	const empty = await callCommand(exportRun, [nothing.id, 'three'], {}, {cwd});
	expect(empty).toMatchObject({code: 0, stderr: expect.stringContaining('there is nothing to export')});
	expect(existsSync(join(cwd, 'three'))).toBe(false);
});
