/** `check --watch`, as the built program. */
import {mkdirSync, renameSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {program, startHeadless} from '../../helpers/orchestrai.ts';
import {makeFolder} from '../../helpers/temp-folder.ts';
import {openTerminal} from '../../helpers/terminal.ts';

const sound = 'pipeline:\n  - {module: haiku, inputs: [], output_name: poem}\n';

test('It checks again when a pipeline, a prompt or the settings are saved, in whatever way, and ends at Ctrl-C with 130.', async () => {
	const cwd = makeFolder({'pipelines/tale.yml': sound, 'system_prompts/haiku.md': 'You write haiku.'});
	const file = join(cwd, 'pipelines/tale.yml');
	const watched = startHeadless(['check', '--watch'], {cwd});
	await watched.said('✓ nothing wrong in 1 file. Watching; Ctrl-C ends.');

	writeFileSync(`${file}~`, sound.replace('haiku', 'haikoo'));
	renameSync(`${file}~`, file);
	await watched.printed('pipelines/tale.yml:2:14: error: There is no module `haikoo`.');
	await watched.said('✗ 1 error in 1 file.');
	rmSync(join(cwd, 'pipelines'), {recursive: true});
	await watched.said('There is no pipeline in');
	mkdirSync(join(cwd, 'pipelines'));
	writeFileSync(file, sound);
	writeFileSync(join(cwd, 'system_prompts/haiku.md'), '');
	await watched.printed('system_prompts/haiku.md:1:1: error: The prompt is empty.');
	writeFileSync(join(cwd, 'system_prompts/haiku.md'), 'You write haiku.');
	writeFileSync(join(cwd, 'orchestrai.yml'), 'them: dark\n');
	await watched.printed('orchestrai.yml:1:1: error: `them` is not a key of orchestrai.yml.');
	watched.kill('SIGINT');
	const {code, stderr} = await watched.ended;
	expect(code).toBe(130);
	// With the time, so that it is seen that it is new.
	expect(stderr).toMatch(
		/^\d\d:\d\d:\d\d {2}checking\n(?:.*\n)*?\d\d:\d\d:\d\d {2}✓ nothing wrong in 1 file/m,
	);
});

test('The pipeline that the settings name is watched as well, wherever it lies, also once they name another.', async () => {
	const cwd = makeFolder({
		'config.yml': 'pipeline: elsewhere/one.yml\n',
		'system_prompts/haiku.md': 'You write haiku.',
		'elsewhere/one.yml': sound,
		'further/two.yml': sound,
	});
	const watched = startHeadless(['check', '--watch'], {cwd});
	await watched.said('✓ nothing wrong in 1 file. Watching; Ctrl-C ends.');
	writeFileSync(join(cwd, 'elsewhere/one.yml'), sound.replace('haiku', 'haikoo'));
	await watched.said('✗ 1 error in 1 file.');
	writeFileSync(join(cwd, 'config.yml'), 'pipeline: further/two.yml\n');
	await watched.said('✓ further/two.yml: 1 operation');
	writeFileSync(join(cwd, 'further/two.yml'), sound.replace('haiku', 'haikooo'));
	await watched.printed('further/two.yml:2:14: error: There is no module `haikooo`.');
	watched.kill('SIGINT');
	expect((await watched.ended).code).toBe(130);
});

test('On a terminal only the newest result is in view, and Ctrl-C leaves at once.', async () => {
	const cwd = makeFolder({'pipelines/tale.yml': sound, 'system_prompts/haiku.md': 'You write haiku.'});
	const terminal = await openTerminal(program(['check', 'tale', '--watch'], {cwd}));
	await terminal.until('nothing wrong in 1 file. Watching');
	writeFileSync(join(cwd, 'pipelines/tale.yml'), sound.replace('output_name', 'outputname'));
	const screen = await terminal.until('1 error in 1 file. Watching');
	expect(screen).toMatch(
		/^\d\d:\d\d:\d\d {2}checking\npipelines\/tale\.yml:2:\d+: error: `outputname` is not a key of an operation\./,
	);
	expect(screen).not.toContain('nothing wrong');
	terminal.press('CtrlC');
	expect(await terminal.exit).toEqual({code: 130, signal: null});
});
