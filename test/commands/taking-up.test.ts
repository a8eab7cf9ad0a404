/** What became of a run's files between two sittings, and what a killed one left half-done. */
import {existsSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {setTimeout as pass} from 'node:timers/promises';
import {expect, onTestFinished, test} from 'vitest';
import {type Script, startModelServer} from '../helpers/model-server.ts';
import {runHeadless, startHeadless} from '../helpers/orchestrai.ts';
import {makeFolder} from '../helpers/temp-folder.ts';
import {ofType, onlyRun, statusOf} from './past-run.ts';

async function serve(script: Script) {
	const server = await startModelServer(script);
	onTestFinished(() => server.close());
	return server;
}

const shout = (how: string) =>
	`export default {name: 'shout', describe: 'Shouts', run: ({inputs}) => inputs[0].text.${how}()};\n`;
const pipeline = `pipeline:
  - {module: start_module, inputs: [], output_name: request}
  - {module: shout, inputs: [request], output_name: loud}
  - {module: enhancer, inputs: [loud], output_name: better, checkpoint: always}
`;

test('What changed on the disk is named; what was recorded holds until --adopt, and then what is stale is made anew.', async () => {
	const server = await serve(({n}) => ({text: `answer ${n}`}));
	const cwd = makeFolder({'p.yml': pipeline, 'modules/shout.mjs': shout('toUpperCase')});
	const resume = (...args: string[]) => runHeadless(['resume', ...args, '--trust'], {cwd});
	const begin = ['run', 'p.yml', '--base-url', server.url, '--model', 'm', '--request', 'Quiet', '--trust'];
	expect((await runHeadless(begin, {cwd})).code).toBe(3);
	expect(ofType(onlyRun(cwd), 'run-started')[0]!.pipeline_file).toBe(join(cwd, 'p.yml'));

	const same = await resume();
	expect([same.code, same.stderr]).toEqual([3, expect.not.stringContaining('--adopt')]);
	writeFileSync(join(cwd, 'modules/shout.mjs'), shout('toLowerCase'));
	writeFileSync(join(cwd, 'p.yml'), pipeline.replace('checkpoint', 'supplement: "In verse.", checkpoint'));
	const kept = await resume();
	expect(kept.code).toBe(3);
	expect(kept.stderr).toContain(
		'Changed since this run recorded it: better: supplement; the code of the module shout. The run goes on with what it recorded. The new code of shout makes what is still to be made: the old is not kept. --adopt uses the files as they are now; loud and better are made anew',
	);
	expect(server.requests).toHaveLength(1);
	const [event] = ofType(onlyRun(cwd), 'pipeline-changed');
	expect(event).toMatchObject({kept: true, pipeline, modules: {shout: {yields: 'text'}}});

	const adopted = await resume('--adopt');
	expect(adopted.code).toBe(3);
	expect(adopted.stderr).toContain('Adopted: better: supplement; loud and better are made anew');
	expect(server.requests).toHaveLength(2);
	expect(server.requests[1]!.body.messages.at(-1)!.content).toMatch(/LOUD:\nquiet[\s\S]*In verse\./);

	writeFileSync(join(cwd, 'p.yml'), 'pipeline: [');
	const broken = await resume('--adopt', '--yes');
	expect([broken.code, broken.stderr]).toEqual([
		2,
		expect.stringMatching(/--adopt: .*p\.yml is broken now, line 1: /),
	]);
	const done = await resume('--yes');
	expect([done.code, done.stderr]).toEqual([
		0,
		expect.stringMatching(/p\.yml is broken now, .* The run goes on with what it recorded\./),
	]);
	writeFileSync(join(cwd, 'p.yml'), pipeline.replace('checkpoint', 'supplement: "In verse.", checkpoint'));
	const {id} = onlyRun(cwd);
	const nothing = await resume(id, '--adopt');
	expect([nothing.code, nothing.stderr]).toEqual([
		0,
		expect.stringContaining('nothing that it was made from changed'),
	]);
	writeFileSync(
		join(cwd, 'p.yml'),
		pipeline.replace(/checkpoint: \w+/, 'supplement: "In verse.", checkpoint: never'),
	);
	const unused = await resume(id, '--adopt');
	expect([unused.code, unused.stderr]).toEqual([
		0,
		expect.stringContaining('Adopted: better: checkpoint; no finished output has to be made again.'),
	]);
	expect(server.requests).toHaveLength(2);
}, 30_000);

test('After kill -9 the partial answer is in the log as one that may be paid, and what was changed by hand is kept.', async () => {
	let held = true;
	const server = await serve(({body}) => ({
		text: body.model === 'code' ? '`main.py`\n```python\nprint(1)\n```\n' : 'All is well.',
		chunks: body.model === 'code' ? undefined : ['All is ', 'well.'],
		gate: i => (i === 1 && held && body.model === 'plan' ? new Promise(() => undefined) : undefined),
	}));
	const cwd = makeFolder({
		'p.yml': `pipeline:
  - {module: start_module, inputs: [], output_name: request}
  - {module: engineer, inputs: [request], output_name: code, model_config: {model: code}}
  - {module: task_planner, inputs: [code], output_name: plan, model_config: {model: plan}}
`,
	});
	const app = startHeadless(['run', 'p.yml', '--base-url', server.url, '--request', 'go'], {cwd});
	await server.request(2);
	const run = join(cwd, 'runs', readdirSync(join(cwd, 'runs')).find(name => !name.startsWith('.'))!);
	const partial = join(run, 'drafts/partial/plan.1.1.txt');
	while (!existsSync(partial)) await pass(50);
	app.kill('SIGKILL');
	await app.ended;
	writeFileSync(join(run, 'workspace/main.py'), 'print("mine")');
	writeFileSync(join(run, 'workspace/notes.txt'), 'remember');

	held = false;
	const resumed = await runHeadless(['resume'], {cwd});
	expect(resumed.code).toBe(0);
	expect(resumed.stderr).toContain(
		'The run broke off in the middle of plan; a call without an answer may have been paid; 2 of 3 outputs are kept; left: plan.',
	);
	expect(resumed.stderr).toMatch(
		/goes on\n {2}! plan: call 1 had no answer when the run broke off\. It may have been paid; asked again\./,
	);
	expect(resumed.stdout).toContain('1 of the calls that failed may have been charged.');
	const aside = readdirSync(run).find(name => name.startsWith('workspace.edited-'))!;
	expect(resumed.stderr).toContain(`now in ${aside} beside it: main.py, notes.txt.`);
	expect(readFileSync(join(run, aside, 'main.py'), 'utf8')).toBe('print("mine")');
	expect(readdirSync(join(run, 'workspace'))).toEqual(['main.py']);
	expect(readFileSync(join(run, 'workspace/main.py'), 'utf8')).toBe('print(1)\n');

	const past = onlyRun(cwd);
	expect(statusOf(past)).toBe('done');
	const at = past.actions.findIndex(({type}) => type === 'run-resumed');
	expect(past.actions[at - 1]).toMatchObject({
		type: 'model-failed',
		output_name: 'plan',
		fault: 'unanswered',
		possibly_paid: true,
		response: 'All is ',
	});
	expect(existsSync(partial)).toBe(false);
	expect(server.requests).toHaveLength(3);
}, 30_000);
