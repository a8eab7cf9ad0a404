/** The line that goes on with a run, typed as it stands. */
import {expect, onTestFinished, test} from 'vitest';
import {resumeCommandOf} from '../../../source/commands/run/resume-command.ts';
import {splitCommand} from '../../../source/core/command-line.ts';
import {startModelServer} from '../../helpers/model-server.ts';
import {runHeadless} from '../../helpers/orchestrai.ts';
import {makeFolder} from '../../helpers/temp-folder.ts';

const talk =
	'pipeline:\n  - {module: start_module, inputs: [], output_name: request}\n  - {module: script_writer, inputs: [request], output_name: talk}\n';

/** What is typed after `orchestrai` to go on, as it is said in the end. */
function goOnIn(said: string): string[] {
	const [, line = ''] = /^ {2}go on {5}orchestrai (.*)$/m.exec(said) ?? [];
	const split = splitCommand(line);
	if ('problem' in split) throw new Error(`${said}: ${split.problem}`);
	return split.words;
}

test.for([
	['that lacks /v1', (url: string) => new URL(url).origin, {}],
	[
		'that is not the one of the environment',
		(url: string) => url,
		{OPENAI_BASE_URL: 'http://127.0.0.1:9/v1'},
	],
] as const)('After an endpoint %s, the line that goes on is enough as it stands.', async ([, named, env]) => {
	let down = true;
	const server = await startModelServer(() => (down ? {status: 401, json: {}} : {text: 'An answer.'}));
	onTestFinished(() => server.close());
	const cwd = makeFolder({'talk.yml': talk});
	const args = [
		'run',
		'talk.yml',
		'--request',
		'Bread',
		'--model',
		'test-model',
		'--base-url',
		named(server.url),
	];
	const failed = await runHeadless(args, {cwd, env});
	expect(failed.code).toBe(1);
	expect(goOnIn(failed.stdout + failed.stderr)).toContain(server.url);
	down = false;
	const {code, stdout, stderr} = await runHeadless(goOnIn(failed.stdout + failed.stderr), {cwd, env});
	expect(code, stdout + stderr).toBe(0);
});

test('An endpoint is named again as it was, but not to a server that is told no key.', () => {
	const flags = {
		runsDir: 'runs',
		trust: false,
		yes: false,
		baseUrl: 'http://127.0.0.1:1/v1?a=1&b=2',
		keyless: false,
	};
	const around = {environment: {}};
	expect(resumeCommandOf('id', flags, around)).toBe(
		"orchestrai resume id --base-url 'http://127.0.0.1:1/v1?a=1&b=2'",
	);
	expect(resumeCommandOf('id', {...flags, keyless: true}, around)).toBe('orchestrai resume id');
	expect(resumeCommandOf('id', {...flags, baseUrl: null}, around)).toBe('orchestrai resume id');
});

test('After a strict rehearsal that failed, the line that goes on is as strict, and approves what was approved.', async () => {
	const actions = [{module: 'script_writer', input: 'REQUEST:\nCake', output: 'On cake.'}];
	const cwd = makeFolder({
		'talk.yml': talk.replace('talk}', 'talk, checkpoint: always}'),
		'c.json': JSON.stringify({agent_start_time: 1, pipeline_name: 'x', actions}),
	});
	const rehearsal = ['run', 'talk.yml', '--request', 'Bread', '--cassette', 'c.json', '--yes'];
	const failed = await runHeadless([...rehearsal, '--cassette-match', 'strict'], {cwd});
	expect(failed.code).toBe(1);
	const goOn = goOnIn(failed.stdout + failed.stderr);
	const again = await runHeadless(goOn, {cwd});
	expect(again).toMatchObject({code: 1, stdout: expect.stringContaining('The prompt differs at')});
	expect(await runHeadless([...goOn, '--cassette-match', 'loose'], {cwd})).toMatchObject({code: 0});
});
