import {describe, expect, it} from 'vitest';
import type {ModuleContext} from '../../../source/core/module.ts';
import {debuggerModule} from '../../../source/modules/debugger/debugger.ts';
import {answerWith, createModuleContext} from '../../helpers/module-context.ts';

const run = (context: ModuleContext) => debuggerModule.run(context) as Promise<{messages: string[]}>;
const crash = {
	exit_code: 1,
	stderr: 'Traceback (most recent call last):\n  File "/workspace/main.py", line 1, in work\nKeyError: 1\n',
};
const needy = {'main.py': '0\n', 'requirements.txt': 'rich==14.0\n'};

describe('what a program needs', () => {
	it('and no index can be asked for is no fault of the code: the program is tried without', async () => {
		const {context, seen} = createModuleContext({
			files: needy,
			runs: [{}],
			installs: [{ok: false, problem: 'unreachable', stderr: 'NewConnectionError'}],
		});
		expect((await run(context)).messages).toEqual([
			'The packages in requirements.txt were not installed: no index was reached. The program runs without.',
		]);
		expect(seen.calls).toEqual([]);
	});

	it('and was refused is told to the model with the lines', async () => {
		const {context, seen} = createModuleContext({
			files: {...needy, 'requirements.txt': '-e .\n'},
			runs: [{}],
			installs: [
				{
					ok: false,
					problem: 'refused',
					stderr: 'Nothing was installed: these lines are no plain names:\n  -e .\n',
				},
			],
			answers: [answerWith({'main.py': '1\n'}, 'DELETE: requirements.txt')],
		});
		await run(context);
		expect(seen.calls[0]!.prompt).toContain('  -e .');
	});

	it('and could not be had is not tried again as it stands, and stays the failure', async () => {
		const failed = {
			ok: false,
			problem: 'failed' as const,
			stderr: 'ERROR: No matching distribution found for rich==14.0',
		};
		const {context, seen} = createModuleContext({
			files: needy,
			operation: {debug: {same_error_limit: 5}},
			runs: [{}],
			installs: [failed, {}],
			answers: [answerWith({'main.py': '1\n'}), answerWith({'requirements.txt': 'rich==13.9\n'})],
		});
		await run(context);
		expect(seen.installs.map(({iteration}) => iteration)).toEqual([1, 3]);
		expect(seen.calls[1]!.prompt).toContain('Result: the same failure again');
		expect(seen.runs).toHaveLength(1);
	});

	it('is installed by the pipeline’s command too, at each look, and that is not asked for again once it was denied', async () => {
		const command = {files: {'main.py': '0\n'}, operation: {debug: {install: 'npm ci'}}};
		const allowed = createModuleContext({
			...command,
			runs: [crash, {}],
			installs: [{}, {}],
			answers: [answerWith({'main.py': '1\n'})],
		});
		await run(allowed.context);
		expect(allowed.seen.installs).toEqual([
			{command: 'npm ci', iteration: 1},
			{command: 'npm ci', iteration: 2},
		]);

		const denied = createModuleContext({
			...command,
			runs: [crash, {}],
			installs: [{denied: 'not today'}],
			answers: [answerWith({'main.py': '1\n'})],
		});
		expect((await run(denied.context)).messages.join()).toContain(
			'What `npm ci` installs was not installed: not today.',
		);
		expect(denied.seen.calls[0]!.prompt).toContain('What `npm ci` installs was not installed: not today.');
	});
});
