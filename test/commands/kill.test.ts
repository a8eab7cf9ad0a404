import {readdirSync, readFileSync} from 'node:fs';
import {setTimeout as sleep} from 'node:timers/promises';
import {expect, onTestFinished, test} from 'vitest';
import {startModelServer} from '../helpers/model-server.ts';
import {runHeadless, startHeadless} from '../helpers/orchestrai.ts';
import {makeFolder} from '../helpers/temp-folder.ts';
import {ofType, onlyRun, statusOf} from './past-run.ts';

const file = `main_${process.pid}.py`;
const pipeline = `
defaults: {model_config: {retries: 0}}
pipeline:
  - {module: start_module, inputs: [], output_name: request}
  - {module: code_planner, inputs: [request], output_name: plan, model_config: {model: plan}}
  - {module: engineer, inputs: [plan], output_name: code, model_config: {model: code}}
  - module: debugger
    inputs: [code]
    output_name: working
    model_config: {model: working}
    debug: {run: python3 ${file}}
  - {module: create_readme, inputs: [working], output_name: readme, model_config: {model: readme}}
`;

const program = (body: string) => `Here it is.\n\n\`${file}\`\n\`\`\`python\n${body}\n\`\`\`\n`;
const answers: Record<string, string> = {
	plan: '# A plan\n\n\tas it is',
	code: program('import time\n\ntime.sleep(0.7)\nraise ValueError("not yet")'),
	working: program('print("works")'),
	readme: '# Read me\n\nIt prints a word.',
};

test.skipIf(process.platform !== 'linux')(
	'After kill -9 at any moment the run is taken up again, and no answered call is made twice.',
	async () => {
		/** Whose stream does not go beyond its first piece. */
		let held: string | null = 'plan';
		const answered: string[] = [];
		const server = await startModelServer(({body: {model}}) => ({
			text: answers[model]!,
			chunks: [answers[model]!.slice(0, 5), answers[model]!.slice(5)],
			gate(i) {
				if (i === 1 && held === model) return new Promise(() => undefined);
				if (i === 2) answered.push(model);
				return undefined;
			},
		}));
		onTestFinished(() => server.close());
		const cwd = makeFolder({'pipeline.yml': pipeline});

		async function killAt(
			args: string[],
			moment: (app: ReturnType<typeof startHeadless>) => Promise<unknown>,
		) {
			const app = startHeadless([...args, '--json'], {cwd});
			await moment(app);
			app.kill('SIGKILL');
			expect(await app.ended).toMatchObject({code: null, signal: 'SIGKILL', stderr: ''});
			expect((await runHeadless(['runs'], {cwd})).stdout).toContain('interrupted');
		}

		const first = ['run', '--base-url', server.url, '--request', 'a program'];
		await killAt(first, () => server.request(1));
		held = 'code';
		await killAt(['resume'], app => app.printed('{"type":"module-started","output_name":"code"'));
		held = null;
		await killAt(['resume'], untilItRuns);
		await untilNothingRuns();
		held = 'readme';
		await killAt(['resume'], app => app.printed('{"type":"files-written","output_name":"working"'));
		const soFar = server.requests.length;
		await killAt(['resume'], () => server.request(soFar + 1));
		held = null;

		expect(await runHeadless(['resume'], {cwd})).toMatchObject({code: 0});
		const run = onlyRun(cwd);
		expect(statusOf(run)).toBe('done');
		expect(readFileSync(`${run.folder}/workspace/${file}`, 'utf8')).toContain('works');
		expect(readFileSync(`${run.folder}/workspace/README.md`, 'utf8')).toContain('It prints a word.');
		expect(answered).toEqual(Object.keys(answers));
		expect(ofType(run, 'model-answered').map(({output_name}) => output_name)).toEqual(Object.keys(answers));
		expect(ofType(run, 'run-resumed')).toHaveLength(5);
	},
);

/** The program that the run started, where there is a /proc to see it in. */
function running(): string[] {
	return readdirSync('/proc').filter(pid => {
		if (!/^\d+$/.test(pid)) return false;
		try {
			return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(file);
		} catch (error) {
			if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code!)) return false;
			throw error;
		}
	});
}

async function untilItRuns(): Promise<void> {
	while (running().length === 0) await sleep(5);
}

async function untilNothingRuns(): Promise<void> {
	while (running().length > 0) await sleep(5);
}
