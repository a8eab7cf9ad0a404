import {join} from 'node:path';
import {expect, test} from 'vitest';
import {check} from '../../../source/commands/check.ts';
import {callCommand} from '../../helpers/call-command.ts';
import {commandsIn} from '../../helpers/commands-in.ts';
import {runHeadless} from '../../helpers/orchestrai.ts';
import {makeFolder} from '../../helpers/temp-folder.ts';

const sound = 'pipeline:\n  - {module: start_module, inputs: [], output_name: request}\n';
const wrong = sound.replace('start_module', 'start_modul');
const twice = `${sound}  - {module: start_module, inputs: [request, request], output_name: more}\n`;

const checked = (
	files: Record<string, string>,
	format: string,
	{input = [], env = {}}: {input?: string[]; env?: Record<string, string>} = {},
) => callCommand(check, input, {format}, {cwd: makeFolder(files), env});

test('Text begins each problem with a line that editors and compilers agree on.', async () => {
	const {code, stdout} = await checked({'pipelines/a.yml': wrong}, 'text');
	expect(code).toBe(2);
	// As VS Code’s $gcc and others match it.
	const [, file, line, column, severity, message] =
		/^(.*?):(\d+):(\d*):?\s+(warning|error):\s+(.*)$/m.exec(stdout) ?? [];
	expect({file, line, column, severity}).toEqual({
		file: join('pipelines', 'a.yml'),
		line: '2',
		column: '14',
		severity: 'error',
	});
	expect(message).toBe('There is no module `start_modul`.');
});

test('github prints an error and a warning as workflow commands and nothing else on stdout.', async () => {
	const {code, stdout, stderr} = await checked(
		{'pipelines/a.yml': wrong, 'pipelines/b.yml': twice},
		'github',
	);
	expect(code).toBe(2);
	expect(stdout).toBe(
		[
			'::error file=pipelines/a.yml,line=2,col=14,title=orchestrai check::There is no module `start_modul`.%0ADid you mean `start_module`?',
			'::warning file=pipelines/b.yml,line=3,col=46,title=orchestrai check::`request` is listed twice; the module is told it once.%0ARemove one of the two.',
			'',
		].join('\n'),
	);
	expect(stderr).toContain('✗ pipelines/a.yml: 1 error');
});

test('github names files from the root of the repository, and what a file holds cannot end its line or its field.', async () => {
	const cwd = makeFolder({
		'app/pipelines/odd,name:1%.yml': `${sound}"a\\r\\n::set-output name=x::y": 1\n`,
	});
	const {stdout} = await callCommand(
		check,
		[],
		{format: 'github'},
		{cwd: join(cwd, 'app'), env: {GITHUB_WORKSPACE: cwd}},
	);
	expect(stdout).toMatch(/^::error file=app\/pipelines\/odd%2Cname%3A1%25\.yml,line=3,col=1,/);
	expect(stdout.match(/^::/gm)).toHaveLength(1);
	expect(stdout).not.toContain('\r');
	expect(stdout.trimEnd().split('\n')).toHaveLength(1);
	const outside = await callCommand(
		check,
		[],
		{format: 'github'},
		{cwd: join(cwd, 'app'), env: {GITHUB_WORKSPACE: makeFolder()}},
	);
	expect(outside.stdout).toMatch(/^::error file=pipelines\/odd/);
});

test('What is said beside cannot begin a line of its own either, whatever a file is called.', async () => {
	const {stderr} = await checked(
		{'pipelines/x\n::warning::one.yml': wrong, 'modules/a\n::stop-commands::two.mts': ''},
		'github',
	);
	expect(stderr).toContain('one.yml');
	expect(stderr).toContain('two.mts');
	expect(stderr).not.toMatch(/^\s*::/m);
});

test('No name of a file makes a command on the stream that stands beside, nor a line of its own.', async () => {
	const files = {
		'pipelines/a\n::warning::pwn.yml': wrong,
		'pipelines/##[warning]b.yml': sound,
		'modules/c\n::stop-commands::pwn.mts': 'export default 1;\n',
	};
	for (const locale of ['C.UTF-8', 'C']) {
		const {stdout, stderr} = await checked(files, 'github', {env: {LC_ALL: locale}});
		expect(stderr).toContain('stop-commands');
		expect(stderr).toMatch(/^(?:✗|x) pipelines.*::warning::pwn\.yml: 1 error$/m);
		expect(commandsIn(stderr)).toEqual([]);
		expect(commandsIn(stdout)).toHaveLength(1);
	}
	const {stderr} = await checked({}, 'text', {input: ['pipelines/no\n::warning::pwn.yml']});
	expect(stderr.trimEnd().split('\n')).toHaveLength(1);
});

test('As text in a workflow, no line of a file is a command; the mark stays under its place.', async () => {
	const files = {
		'config.yml': "pipeline: '::warning::d.yml'\n",
		'::warning::d.yml': `${sound}::error::pwn: 1\n┆┆error┆┆pwn: 1\n■■[error]pwn: 1\n"##[error]pwn": 1\n`,
	};
	const plain = await checked(files, 'text');
	expect(commandsIn(plain.stdout)).not.toEqual([]);
	for (const locale of ['C.UTF-8', 'C']) {
		const env = {GITHUB_ACTIONS: 'true', LC_ALL: locale};
		const {stdout, stderr} = await checked(files, 'text', {env});
		expect(commandsIn(`${stdout}\n${stderr}`)).toEqual([]);
		expect(stdout).toMatch(/^ {2}\| ::error::pwn: 1\n {4}\^/m);
		const json = await checked(files, 'json', {env});
		expect(commandsIn(json.stdout)).toEqual([]);
		expect(json.stdout.match(/^\{/gm)).toHaveLength(4);
		const messages = json.stdout
			.trimEnd()
			.split('\n')
			.map(each => JSON.parse(each).message);
		expect(messages.join('\n')).toContain('##[error]pwn');
	}
});

test('In a workflow no word that is refused begins a command, and JSON says the same as elsewhere.', async () => {
	const args = ['check', '--pwn\n::warning::pwn', '##[warning]pwn'];
	const plain = await runHeadless(args);
	expect(commandsIn(plain.stderr)).not.toEqual([]);
	const {code, stderr} = await runHeadless(args, {env: {GITHUB_ACTIONS: 'true'}});
	expect(code).toBe(2);
	expect(stderr).toContain('::warning::pwn');
	expect(commandsIn(stderr)).toEqual([]);
	const files = {'pipelines/a.yml': `${sound}"##[error]pwn": 1\n`};
	const [here, there] = await Promise.all([
		checked(files, 'json'),
		checked(files, 'json', {env: {GITHUB_ACTIONS: 'true'}}),
	]);
	expect(here).toEqual({...there, stderr: here.stderr});
	expect(JSON.parse(here.stdout).message).toContain('##[error]pwn');
});

test('json prints one problem a line, with its place, what it is and how to mend it.', async () => {
	const {code, stdout} = await checked({'pipelines/a.yml': wrong, 'pipelines/b.yml': twice}, 'json');
	expect(code).toBe(2);
	const problems = stdout
		.trimEnd()
		.split('\n')
		.map(line => JSON.parse(line));
	expect(problems).toEqual([
		{
			file: 'pipelines/a.yml',
			line: 2,
			column: 14,
			length: 11,
			severity: 'error',
			message: 'There is no module `start_modul`.',
			remedy: 'Did you mean `start_module`?',
		},
		expect.objectContaining({file: 'pipelines/b.yml', severity: 'warning'}),
	]);
	const fine = await checked({'pipelines/a.yml': sound}, 'json');
	expect(fine).toMatchObject({code: 0, stdout: ''});
});

test('A pipeline that is not there is a problem in the formats for programs too.', async () => {
	const [github, json, text] = await Promise.all(
		['github', 'json', 'text'].map(format =>
			checked({'pipelines/tale.yml': sound}, format, {input: ['tales']}),
		),
	);
	expect(github!.stdout).toMatch(/^::error file=tales,.*Did you mean tale\?/);
	expect(JSON.parse(json!.stdout)).toMatchObject({file: 'tales', severity: 'error'});
	expect(text).toMatchObject({code: 2, stdout: '', stderr: expect.stringContaining('Did you mean tale?')});
});

test('Without a name all of the folder is checked; where nothing is there, the next step is said.', async () => {
	const {code, stderr} = await checked({'pipeline.yml': sound, 'pipelines/a.yaml': sound}, 'text');
	expect(code).toBe(0);
	expect(stderr.match(/^✓.*$/gm)).toEqual([
		'✓ pipeline.yml: 1 operation, nothing that would stop it',
		'✓ pipelines/a.yaml: 1 operation, nothing that would stop it',
	]);
	const configured = await checked(
		{'config.yml': 'pipeline: flows/b.yml\n', 'flows/b.yml': wrong, 'pipelines/a.yml': sound},
		'text',
	);
	expect(configured.stderr).toMatch(/^✓ pipelines\/a\.yml.*\n✗ flows\/b\.yml: 1 error$/m);
	const same = await checked({'config.yml': 'pipeline: a\n', 'pipelines/a.yml': sound}, 'text');
	expect(same.stderr.match(/^✓/gm)).toHaveLength(1);
	const none = await checked({}, 'text');
	expect(none.code).toBe(2);
	expect(none.stderr).toContain('`orchestrai new pipeline NAME`');
	const odd = await checked({}, 'githb');
	expect(odd.stderr).toContain('Did you mean `github`?');
});

test('What is wrong with a prompt that a pipeline uses is a problem of its file, told once, whatever else is wrong.', async () => {
	const haiku = sound.replace('start_module', 'haiku');
	const {code, stdout, stderr} = await checked(
		{
			'pipelines/a.yml': haiku,
			'pipelines/b.yml': `${haiku}  - {module: nobody, inputs: [request], output_name: more}\n`,
			'pipelines/c.yml': sound,
			'system_prompts/haiku.md': '\ufeff \r\n\r\n',
			'system_prompts/unused.md': '',
		},
		'json',
	);
	expect(code).toBe(2);
	const prompts = stdout.split('\n').filter(line => line.includes('"file":"system_prompts/'));
	expect(prompts.map(line => JSON.parse(line))).toEqual([
		expect.objectContaining({
			file: 'system_prompts/haiku.md',
			line: 1,
			message: 'The prompt is empty.',
			remedy: 'Write what the module is to do, or delete the file.',
		}),
	]);
	expect(stderr).toContain('✗ pipelines/a.yml: 1 error\n');
	expect(stderr).toContain('✗ pipelines/b.yml: 2 errors\n');
	expect(stderr).toContain('✓ pipelines/c.yml');

	const general = await checked({'pipelines/c.yml': sound, 'system_prompts/general_system.md': ' '}, 'text');
	expect(general.stdout).toContain('system_prompts/general_system.md:1:1: error: The prompt is empty.');
});

test('Line ends of Windows and byte order marks make no difference, in pipelines, prompts and settings.', async () => {
	const files = {
		'pipelines/a.yml': wrong
			.replace('start_modul', 'haiku')
			.replace('output_name', 'suplement: x, output_name'),
		'system_prompts/haiku.md': 'You write haiku.\n',
		'orchestrai.yml': 'theme: dark\nrols: {small: a}\n',
	};
	const windows = Object.fromEntries(
		Object.entries(files).map(([name, text]) => [name, `\ufeff${text.replaceAll('\n', '\r\n')}`]),
	);
	const [unix, same] = await Promise.all([checked(files, 'json'), checked(windows, 'json')]);
	expect(unix.stdout).toContain('"line":2');
	expect(same).toEqual(unix);
});
