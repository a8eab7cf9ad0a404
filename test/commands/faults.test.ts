/** What nobody caught, and what is left behind: the app ends in order, and at once. */
import {realpathSync} from 'node:fs';
import {join} from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {startModelServer} from '../helpers/model-server.ts';
import {program, runHeadless, startHeadless} from '../helpers/orchestrai.ts';
import {makeFolder} from '../helpers/temp-folder.ts';
import {openTerminal} from '../helpers/terminal.ts';
import {ofType, onlyRun, statusOf} from './past-run.ts';

const pipeline = `pipeline:
  - {module: start_module, inputs: [], output_name: request}
  - {module: careless, inputs: [request], output_name: result}
`;
const run = ['run', 'p.yml', '--request', 'go', '--trust', '--base-url', 'http://127.0.0.1:9/v1'];

/** A folder with a module that does this, and then waits for its end. */
function folderWith(statements: string): string {
	return makeFolder({
		'p.yml': pipeline,
		'modules/careless.mjs': `export default {
	name: 'careless',
	describe: 'Leaves things behind',
	by: 'module',
	async run({signal}) {
		${statements}
		return new Promise(resolve => signal.addEventListener('abort', () => resolve('late')));
	},
};
`,
	});
}

const faults = [
	['A rejection that nobody awaits', "void Promise.reject(new Error('left behind'));"],
	['A late throw', "setTimeout(() => { throw new Error('left behind'); });"],
	['A rejection with no error', "void Promise.reject('left behind');"],
	['A late throw of a text', "setTimeout(() => { throw 'left behind'; });"],
	['A late call of process.exit', "setTimeout(process.exit, 0, 'left behind');"],
] as const;

test.for(faults)('%s stops the run, which is kept, and is told in a sentence.', async ([, statements]) => {
	const cwd = folderWith(statements);
	const {code, stdout, stderr} = await runHeadless(run, {cwd});
	expect(code).toBe(1);
	expect(stderr).toMatch(/^orchestrai: the run was stopped, and is kept\. .*left behind/m);
	expect(stderr).not.toMatch(/^\s+at /m);
	expect(stdout).not.toContain('left behind');
	expect(stdout).toContain(`orchestrai resume ${onlyRun(cwd).id}`);
	expect(statusOf(onlyRun(cwd))).toBe('stopped');
	expect(ofType(onlyRun(cwd), 'run-finished').at(-1)!.message).toContain('left behind');
});

test('The place in the module is told, where the stack tells it.', async () => {
	const cwd = folderWith("setTimeout(() => { throw new Error('left behind'); });");
	const {stderr} = await runHeadless(run, {cwd});
	expect(stderr).toContain(
		`in code of a module: left behind (${join(realpathSync(cwd), 'modules/careless.mjs')}:6:28)`,
	);
});

test('With --debug the place where it was thrown is shown as well.', async () => {
	const {code, stderr} = await runHeadless([...run, '--debug'], {cwd: folderWith(faults[0][1])});
	expect(code).toBe(1);
	expect(stderr).toMatch(/at .*careless\.mjs/);
});

test('On the screen such a fault gives the terminal back before it is told.', async () => {
	const cwd = folderWith("process.once('SIGUSR2', () => { throw new Error('left behind'); });");
	const terminal = await openTerminal(program(run, {cwd}));
	await terminal.until('It runs.');
	terminal.kill('SIGUSR2');
	expect(await terminal.exit).toEqual({code: 1, signal: null});
	expect(terminal.screen()).toContain('left behind');
	expect(terminal.modes().bracketedPaste).toBe(false);
	expect(statusOf(onlyRun(cwd))).toBe('stopped');
});

test('A timer that a module left behind does not keep the app alive, neither after its end nor after a signal.', async () => {
	const hour = 'setTimeout(() => {}, 3_600_000);';
	expect(await runHeadless(run, {cwd: folderWith(`${hour} return 'done';`)})).toMatchObject({code: 0});

	const cwd = folderWith(`${hour} console.log('waiting');`);
	const app = startHeadless(run, {cwd});
	await app.said('waiting');
	app.kill('SIGINT');
	expect(await app.ended).toMatchObject({code: 130, signal: null});
	expect(statusOf(onlyRun(cwd))).toBe('stopped');
});

test('What waits for nothing that can come has not gone well.', async () => {
	const cwd = folderWith('return new Promise(() => {});');
	const {code, stdout, stderr} = await runHeadless(run, {cwd});
	expect(code).toBe(1);
	expect(stderr).toContain('A module waits for something that cannot come');
	expect(stderr).toContain('What ran: result (careless).');
	expect(stdout).toContain(`orchestrai resume ${onlyRun(cwd).id}`);
	expect(statusOf(onlyRun(cwd))).toBe('stopped');
});

test('All of a long output arrives, though the app ends at once after it.', async () => {
	const server = await startModelServer(() => ({text: 'x'.repeat(300_000)}));
	onTestFinished(() => server.close());
	const cwd = makeFolder({'p.yml': pipeline.replace('careless', 'enhancer')});
	const args = ['run', 'p.yml', '--request', 'go', '--base-url', server.url, '--model', 'm', '--json'];
	const {code, stdout} = await runHeadless(args, {cwd});
	expect(code).toBe(0);
	expect(stdout.trimEnd().split('\n')).toHaveLength(onlyRun(cwd).actions.length);
});
