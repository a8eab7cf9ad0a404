import {join} from 'node:path';
import {expect, test} from 'vitest';
import {run} from '../../source/commands/run.ts';
import {callCommand} from '../helpers/call-command.ts';
import {makeFolder} from '../helpers/temp-folder.ts';
import {ofType, onlyRun} from './past-run.ts';

test('A log of the Python OrchestrAI answers as a cassette, the request that was typed there included.', async () => {
	const recorded = {
		agent_start_time: 1_700_000_000,
		pipeline_name: 'tale',
		actions: [
			{module: 'start_module', input: '', output: 'A tale of a mill', action_timestamp: 1_700_000_001_000},
			{
				module: 'storyteller',
				input: 'REQUEST:\nA tale of a mill',
				output: {response_text: 'Once there was a mill.', token_count: 6},
				action_timestamp: 1_700_000_004_000,
			},
		],
	};
	const cwd = makeFolder({
		'tale.yml': `pipeline:
  - {module: start_module, inputs: [], output_name: request}
  - {module: storyteller, inputs: [request], output_name: tale}
`,
		'old.json': JSON.stringify(recorded),
	});
	const env = {ORCHESTRAI_CONFIG_DIR: join(cwd, '.config')};
	const called = await callCommand(
		run,
		['tale.yml'],
		{cassette: join(cwd, 'old.json'), yes: true},
		{cwd, env},
	);
	expect(called).toMatchObject({code: 0});
	expect(called.stderr).toContain('Answered from the recording: request.');
	expect(ofType(onlyRun(cwd), 'module-finished').map(({response}) => response)).toEqual([
		'A tale of a mill',
		'Once there was a mill.',
	]);
});
