import {expect, onTestFinished, test} from 'vitest';
import {commandsIn} from '../helpers/commands-in.ts';
import {startModelServer} from '../helpers/model-server.ts';
import {runHeadless} from '../helpers/orchestrai.ts';
import {makeFolder} from '../helpers/temp-folder.ts';
import {ofType, onlyRun} from './past-run.ts';

const pipeline = `pipeline:
  - {module: start_module, inputs: [], output_name: request}
  - {module: storyteller, inputs: [request], output_name: tale}
`;
const hostile = 'No.\n::warning::pwn\n  ::error file=a.js::pwn\n##[error]pwn\n  end ##[group]pwn';

test('Of a run in a workflow nothing that an endpoint says is a command to the runner, and JSON has it as it came.', async () => {
	const server = await startModelServer(() => ({status: 400, json: {error: {message: hostile}}}));
	onTestFinished(() => server.close());
	const cwd = makeFolder({'p.yml': pipeline});
	const run = ['run', 'p.yml', '--base-url', server.url, '--model', 'm', '--yes', '--request', 'A fox'];
	const env = {GITHUB_ACTIONS: 'true'};
	const {code, stdout, stderr} = await runHeadless(run, {cwd, env});
	expect(code).toBe(1);
	expect(stdout + stderr).toContain('::warning::pwn');
	expect(commandsIn(stdout)).toEqual([]);
	expect(commandsIn(stderr)).toEqual([]);
	const elsewhere = await runHeadless(run, {cwd: makeFolder({'p.yml': pipeline})});
	expect(commandsIn(elsewhere.stdout + elsewhere.stderr)).not.toEqual([]);
	const [failed] = ofType(onlyRun(cwd), 'model-failed');
	expect(commandsIn(failed!.message)).not.toEqual([]);

	const events = await runHeadless([...run, '--json'], {cwd, env});
	expect(commandsIn(events.stdout)).toEqual([]);
	const told = events.stdout
		.trimEnd()
		.split('\n')
		.map(row => JSON.parse(row) as {type: string; message?: string})
		.find(({type}) => type === 'model-failed');
	expect(told!.message).toBe(failed!.message);
});
