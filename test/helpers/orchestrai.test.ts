import {readFileSync} from 'node:fs';
import {expect, test} from 'vitest';
import {program, runHeadless, startHeadless} from './orchestrai.ts';
import {makeFolder} from './temp-folder.ts';
import {openTerminal} from './terminal.ts';

const {version} = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
	version: string;
};

test('The built app runs without a terminal, its streams apart.', async () => {
	expect(await runHeadless(['--version'])).toEqual({
		code: 0,
		signal: null,
		stdout: `${version}\n`,
		stderr: '',
	});
	const refused = await runHeadless(['no-such-command'], {input: 'never read'});
	expect(refused).toMatchObject({code: 2, stdout: ''});
	expect(refused.stderr).toContain('no-such-command');
});

test('The built app runs in a terminal.', async () => {
	const terminal = await openTerminal(program(['--version']));
	expect(await terminal.exit).toEqual({code: 0, signal: null});
	expect(terminal.screen()).toBe(version);
});

test('What is printed can be awaited, and is not waited for when it cannot come.', async () => {
	const app = startHeadless(['--version']);
	await app.printed(version);
	await app.ended;
	await app.printed(version);
	await expect(app.printed('never')).rejects.toThrow('It ended without printing "never"');
});

test('Programs of one folder share their settings, and those of two do not.', () => {
	const [one, two] = [makeFolder(), makeFolder()];
	const settings = (cwd: string) => program([], {cwd}).env.ORCHESTRAI_CONFIG_DIR;
	expect(settings(one)).toBe(settings(one));
	expect(settings(one)).toContain(one);
	expect(settings(one)).not.toBe(settings(two));
});
