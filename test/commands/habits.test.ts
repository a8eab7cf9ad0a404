import {expect, test} from 'vitest';
import {check} from '../../source/commands/check.ts';
import {diff} from '../../source/commands/diff.ts';
import {hasUnicode, isSpoken} from '../../source/commands/drawing.ts';
import {graph} from '../../source/commands/graph.ts';
import {settleHabits} from '../../source/commands/habits.ts';
import {replay} from '../../source/commands/replay.ts';
import {runs} from '../../source/commands/runs.ts';
import {readSettingsFile} from '../../source/io/library/settings-file.ts';
import {callCommand} from '../helpers/call-command.ts';
import {runHeadless} from '../helpers/orchestrai.ts';
import {makeFolder} from '../helpers/temp-folder.ts';

const ascii = async (
	option: boolean | undefined,
	environment: Record<string, string>,
	settings = '',
): Promise<boolean> => {
	const folder = makeFolder({'orchestrai.yml': settings});
	return !hasUnicode((await settleHabits({ascii: option}, {folder, environment})).environment);
};

test('ASCII is drawn where an option says so, else the environment, else the settings, else the locale', async () => {
	const utf8 = {LANG: 'de_DE.UTF-8'};
	expect(await ascii(undefined, utf8)).toBe(false);
	expect(await ascii(undefined, {LANG: 'C'})).toBe(process.platform !== 'win32');
	expect(await ascii(undefined, {...utf8, LC_ALL: 'POSIX'})).toBe(process.platform !== 'win32');
	expect(await ascii(undefined, utf8, 'ascii: true')).toBe(true);
	expect(await ascii(undefined, {LANG: 'C'}, 'ascii: false')).toBe(false);
	expect(await ascii(undefined, {...utf8, ORCHESTRAI_ASCII: '0'}, 'ascii: true')).toBe(false);
	expect(await ascii(true, {...utf8, ORCHESTRAI_ASCII: '0'}, 'ascii: false')).toBe(true);
	expect(await ascii(false, {LANG: 'C', ORCHESTRAI_ASCII: '1'}, 'ascii: true')).toBe(false);
});

test('The screen is read aloud where an option, Ink’s variable or the settings say so', async () => {
	const spoken = async (option: boolean | undefined, value: string | undefined, settings = '') => {
		const folder = makeFolder({'orchestrai.yml': settings});
		const environment = {INK_SCREEN_READER: value};
		return isSpoken((await settleHabits({screenReader: option}, {folder, environment})).environment);
	};
	expect(await spoken(undefined, undefined)).toBe(false);
	expect(await spoken(undefined, 'true')).toBe(true);
	expect(await spoken(undefined, undefined, 'screen_reader: true')).toBe(true);
	expect(await spoken(undefined, 'false', 'screen_reader: true')).toBe(false);
	expect(await spoken(true, 'false')).toBe(true);
	expect(await spoken(false, 'true', 'screen_reader: true')).toBe(false);
});

test('Runs are kept where the settings say, below the folder, unless an option says otherwise', async () => {
	const cwd = makeFolder({'orchestrai.yml': 'runs_dir: kept/runs\n'});
	const demo = await runHeadless(['demo', '--ascii'], {cwd});
	expect(demo.code).toBe(0);
	expect(demo.stdout + demo.stderr).toMatch(/^[\x20-\x7E\n]+$/);
	const {stdout} = await runHeadless(['runs'], {cwd});
	expect(stdout).toMatch(/_engineering/);
	const [id] = stdout.split(' ');
	const env = {LC_ALL: 'C'};
	const runsDir = 'kept/runs';
	for (const said of await Promise.all([
		callCommand(replay, [id!], {runsDir}, {cwd, env}),
		callCommand(diff, [id!, id!], {runsDir}, {cwd, env}),
		callCommand(runs, [], {runsDir}, {cwd, env}),
		callCommand(runs, [], {runsDir, find: 'Trip'}, {cwd, env}),
		callCommand(graph, ['engineering'], {format: 'text'}, {cwd, env}),
		callCommand(check, ['engineering', 'none.yml'], {}, {cwd, env}),
	])) {
		const all = said.stdout + said.stderr;
		expect(all.length).toBeGreaterThan(20);
		expect(all).toMatch(/^[\x20-\x7E\n]+$/);
	}
	expect((await runHeadless(['runs', '--runs-dir', 'runs'], {cwd})).stdout).toBe('');
});

test('A place for runs that lies elsewhere is refused, at its line', async () => {
	for (const place of ['/tmp/x', '../x', '~/x', 'a/../../x', 'C:\\x', '\\\\server\\x']) {
		const folder = makeFolder({'orchestrai.yml': `theme: dark\nruns_dir: '${place}'\n`});
		const {problems, runs_dir} = await readSettingsFile(folder);
		expect({runs_dir, problems}, place).toMatchObject({
			runs_dir: null,
			problems: [{line: 2, message: '`runs_dir` must be a folder below this one.'}],
		});
	}
});
