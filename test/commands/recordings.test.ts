/** Runs that a recording answers, and options that name what is not there. */
import {expect, onTestFinished, test} from 'vitest';
import {canaryKey} from '../helpers/canary.ts';
import {startModelServer} from '../helpers/model-server.ts';
import {runHeadless} from '../helpers/orchestrai.ts';
import {makeFolder} from '../helpers/temp-folder.ts';
import {ofType, onlyRun, runsIn} from './past-run.ts';

const pipeline = `pipeline:
  - {module: start_module, inputs: [], output_name: request}
  - {module: enhancer, inputs: [request], output_name: better}
  - {module: human_intervention, inputs: [better], output_name: guidance}
`;

test('A recording is named by its run, and answers for its person too, unless flags do.', async () => {
	const server = await startModelServer(() => ({text: 'fine'}));
	onTestFinished(() => server.close());
	const cwd = makeFolder({'p.yml': pipeline});
	const told = ['--request', 'recorded task', '--answer', 'guidance=shorter'];
	const live = ['run', 'p.yml', '--base-url', server.url, '--model', 'm', ...told];
	expect(await runHeadless(live, {cwd})).toMatchObject({code: 0});
	const {id, folder} = onlyRun(cwd);

	const rehearse = async (cassette: string, ...more: string[]) => {
		const before = runsIn(cwd);
		const outcome = await runHeadless(['run', 'p.yml', '--cassette', cassette, '--json', ...more], {cwd});
		expect(runsIn(cwd)).toHaveLength(before.length + 1);
		const actions = outcome.stdout.trim().split('\n');
		return {...outcome, run: {actions: actions.map(line => JSON.parse(line))}};
	};
	const whole = await rehearse(id, '--cassette-match', 'strict');
	expect(whole.code).toBe(0);
	expect(whole.stderr).toContain(
		'Answered from the recording: request, guidance. To answer otherwise, give --request TEXT',
	);
	expect(ofType(whole.run, 'question-answered').map(({response}) => response)).toEqual([
		'recorded task',
		'shorter',
	]);
	const flagged = await rehearse(folder, '--request', 'mine', '--answer', 'guidance=longer');
	expect(flagged.code).toBe(0);
	expect(flagged.stderr).not.toContain('Answered from');
	expect(ofType(flagged.run, 'question-answered').map(({response}) => response)).toEqual(['longer']);
	expect(server.requests).toHaveLength(1);
});

test.for<[string, string[], string]>([
	['an answer to no operation', ['--answer', 'guidence=x'], 'Did you mean `guidance`?'],
	['a model for no operation', ['--model', 'nosuch=tiny'], '--model names `nosuch`'],
	['how to match no recording', ['--cassette-match', 'strict'], 'needs --cassette'],
	[
		'a base URL without a scheme',
		['--base-url', 'localhost:11434/v1'],
		'Did you mean http://localhost:11434/v1?',
	],
	['a base URL that is none', ['--base-url', 'foo'], '--base-url takes a URL'],
	['a recording that is not there', ['--cassette', 'nosuch'], '--cassette: There is no run “nosuch”'],
])('Of %s it is said before anything is made.', async ([, options, sentence]) => {
	const cwd = makeFolder({'p.yml': pipeline});
	const outcome = await runHeadless(['run', 'p.yml', '--request', 'go', ...options], {
		cwd,
		env: {OPENAI_API_KEY: canaryKey('own')},
	});
	expect(outcome).toMatchObject({code: 2, stdout: ''});
	expect(outcome.stderr).toContain(sentence);
	expect(runsIn(cwd)).toEqual([]);
});
