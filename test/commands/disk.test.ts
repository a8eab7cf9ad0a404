/** A disk that fails in the middle of a run: it ends with a sentence, pays for nothing more, and goes on afterwards. */
import {copyFileSync, existsSync, mkdirSync, readdirSync} from 'node:fs';
import {join} from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {failOn, whyNoCallFails} from '../helpers/failing-calls.ts';
import {gate, type ModelServer, type Script, startModelServer} from '../helpers/model-server.ts';
import {type Outcome, runHeadless, startHeadless} from '../helpers/orchestrai.ts';
import {mountSmallDisk} from '../helpers/small-disk.ts';
import {makeFolder} from '../helpers/temp-folder.ts';
import {onlyRun, statusOf} from './past-run.ts';

/** While `two` is answered `beside` is on its way, and `three` is still to come. */
const pipeline = `pipeline:
  - {module: start_module, inputs: [], output_name: request}
  - {module: enhancer, inputs: [request], output_name: one, model_config: {model: one}}
  - {module: enhancer, inputs: [one], output_name: two, model_config: {model: two}}
  - {module: enhancer, inputs: [one], output_name: beside, model_config: {model: beside}}
  - {module: enhancer, inputs: [two, beside], output_name: three, model_config: {model: three}}
`;

async function aModel(script: Script): Promise<ModelServer> {
	const server = await startModelServer(script);
	onTestFinished(() => server.close());
	return server;
}

const answer = (name: string) => ({text: `${name} `.repeat(2000), chunks: [`${name} `.repeat(2000)]});
const askedFor = ({requests}: ModelServer) => requests.map(({body}) => body.model);

const all = process.env.ORCHESTRAI_TEST_LOG_FAULTS === 'all';

/** The run ended because of its disk, in order. */
function expectTold({code, signal, stdout, stderr}: Outcome, sentence: RegExp): void {
	expect({code, signal, stdout}).toEqual({code: 1, signal: null, stdout: ''});
	const said = stderr.split('\n').filter(line => line.startsWith('orchestrai: '));
	expect(said).toEqual([expect.stringMatching(sentence)]);
	expect(stderr).not.toMatch(/^\s+at /m);
}

/** It begins on a small disk, which is full from when `two` is asked for until this returns. */
async function runOnFullDisk(elsewhere: (cwd: string) => string) {
	const cwd = makeFolder({'p.yml': pipeline, 'elsewhere/.keep': ''});
	mkdirSync(join(cwd, 'runs'));
	const disk = mountSmallDisk(join(cwd, 'runs'));
	if (disk === null) return null;
	let isFull = true;
	const besideIsAsked = gate();
	const server = await aModel(async ({body: {model}}) => {
		if (isFull && model === 'beside') {
			besideIsAsked.open();
			return {hang: true};
		}

		if (isFull && model === 'two') {
			await besideIsAsked.opened;
			disk.fill();
		}
		return answer(model);
	});
	const options = {cwd, env: {TMPDIR: elsewhere(cwd)}};
	const outcome = await runHeadless(['run', 'p.yml', '--request', 'go', '--base-url', server.url], options);
	isFull = false;
	disk.free();
	return {cwd, outcome, server, resume: () => runHeadless(['resume', '--base-url', server.url], options)};
}

test('On a disk that is full a run ends with a sentence and asks for nothing more; what it was answered is put elsewhere, and is not asked for again', async context => {
	const ran = await runOnFullDisk(cwd => join(cwd, 'elsewhere'));
	if (ran === null) return context.skip();
	const {cwd, outcome, server, resume} = ran;
	const run = onlyRun(cwd);
	expectTold(
		outcome,
		/^orchestrai: Could not write the memory log .*: the disk is full \(ENOSPC\)\. Its first \d+ actions are kept; put that right, then resume the run\. All \d+ actions of the run are in \S+: put that in the log’s place before, and no answer that had come is asked for again\.$/,
	);
	expect(askedFor(server)).toEqual(['one', 'two', 'beside']);
	const [rescued] = /\S+memory_log\.json(?=: put that)/.exec(outcome.stderr)!;
	copyFileSync(rescued, run.log);
	expect(await resume()).toMatchObject({code: 0});
	expect(askedFor(server).slice(3)).toEqual(['beside', 'three']);
	expect(statusOf(onlyRun(cwd))).toBe('done');
});

test.runIf(all)(
	'Where nothing can be put elsewhere either, only what was in flight is asked for again',
	async context => {
		const ran = await runOnFullDisk(cwd => join(cwd, 'runs'));
		if (ran === null) return context.skip();
		const {cwd, outcome, server, resume} = ran;
		expectTold(
			outcome,
			/the disk is full \(ENOSPC\)\. Its first \d+ actions are kept; put that right, then resume the run\.$/,
		);
		expect(askedFor(server)).toEqual(['one', 'two', 'beside']);
		expect(readdirSync(join(cwd, 'runs')).filter(name => !name.startsWith('.'))).toEqual([onlyRun(cwd).id]);
		const resumed = await resume();
		expect(resumed).toMatchObject({code: 0});
		expect(resumed.stderr).toContain(
			'two: call 1 had no answer when the run broke off. It may have been paid; asked again.',
		);
		expect(askedFor(server).slice(3).sort()).toEqual(['beside', 'three', 'two']);
		expect(statusOf(onlyRun(cwd))).toBe('done');
	},
);

test.runIf(all)(
	'On a disk without room for a beginning nothing is asked, and a sentence says why',
	async context => {
		const cwd = makeFolder({'p.yml': pipeline});
		mkdirSync(join(cwd, 'runs'));
		const disk = mountSmallDisk(join(cwd, 'runs'));
		if (disk === null) return context.skip();
		disk.fill();
		const server = await aModel(({body}) => answer(body.model));
		const args = ['run', 'p.yml', '--request', 'go', '--base-url', server.url];
		expectTold(
			await runHeadless(args, {cwd}),
			/Could not .*: the disk is full \(ENOSPC\)\. Nothing was (changed|started)/,
		);
		expect(askedFor(server)).toEqual([]);
		disk.free();
		expect(await runHeadless(args, {cwd})).toMatchObject({code: 0});
		expect(await runHeadless(['runs'], {cwd})).toMatchObject({code: 0, stderr: ''});
	},
);

test.runIf(all)(
	'A recording that the disk does not take is told after the run, which is kept',
	async context => {
		const cwd = makeFolder({'p.yml': pipeline});
		mkdirSync(join(cwd, 'recordings'));
		const disk = mountSmallDisk(join(cwd, 'recordings'));
		if (disk === null) return context.skip();
		const server = await aModel(({body: {model}}) => {
			if (model === 'three') disk.fill();
			return answer(model);
		});
		const cassette = join(cwd, 'recordings/c.json');
		const args = [
			'run',
			'p.yml',
			'--request',
			'go',
			'--base-url',
			server.url,
			'--record',
			'--cassette',
			cassette,
		];
		const {code, stdout, stderr} = await runHeadless(args, {cwd});
		expect(code).toBe(1);
		expect(stdout).toContain('✓ done');
		expect(stderr).toMatch(
			/^orchestrai: --record: Could not write the memory log .*c\.json: the disk is full \(ENOSPC\)\. .*; put that right, then record again\. The run itself is kept\.$/m,
		);
		expect(statusOf(onlyRun(cwd))).toBe('done');
		expect(existsSync(`${cassette}.lock`)).toBe(false);
	},
);

/** Those that `npm test` tries come first. */
const injections: readonly [string, string, string][] = [
	['A flush that fails once', 'fdatasync:error=EIO:when=1', 'the disk reports an input/output error (EIO)'],
	['A disk that takes no write', 'pwrite64:error=EIO', 'the disk reports an input/output error (EIO)'],
	['A quota that is used up', 'pwrite64:error=EDQUOT', 'the disk quota is used up (EDQUOT)'],
	[
		'A disk that has turned read-only',
		'pwrite64,fdatasync:error=EROFS',
		'the file system is read-only (EROFS)',
	],
];
const impossible = whyNoCallFails();

test.skipIf(impossible !== null).for(all ? injections : injections.slice(0, 1))(
	`%s in the middle of a run ends it with a sentence, at once, and nothing is asked for any more${impossible === null ? '' : ` (left out: ${impossible})`}.`,
	async ([, injection, words]) => {
		const cwd = makeFolder({'p.yml': pipeline, 'elsewhere/.keep': ''});
		const reached = gate();
		const goOn = gate();
		let isWell = false;
		const server = await aModel(async ({body: {model}}) => {
			if (isWell || model === 'one') return answer(model);
			if (model === 'beside') return {hang: true};
			reached.open();
			await goOn.opened;
			return answer(model);
		});
		const args = ['run', 'p.yml', '--request', 'go', '--base-url', server.url];
		const env = {TMPDIR: join(cwd, 'elsewhere'), UV_THREADPOOL_SIZE: '1'};
		const app = startHeadless(args, {cwd, env});
		await Promise.race([
			reached.opened,
			app.ended.then(outcome => Promise.reject(new Error(JSON.stringify(outcome)))),
		]);
		await server.request(3);
		await failOn(app.pid, onlyRun(cwd).log, [injection]);
		goOn.open();
		expectTold(
			await app.ended,
			new RegExp(`Could not write the memory log .*: ${words.replace(/[()]/g, '\\$&')}\\. Its first`),
		);
		expect(askedFor(server)).toHaveLength(3);
		isWell = true;
		expect(await runHeadless(['resume', '--base-url', server.url], {cwd, env})).toMatchObject({code: 0});
		expect(askedFor(server).filter(name => name === 'one')).toHaveLength(1);
		expect(existsSync(join(onlyRun(cwd).folder, 'lock'))).toBe(false);
	},
);

test.runIf(all && impossible === null)(
	'A write that fails once in the middle of a run is made again in its place: the run goes on, and nothing lacks.',
	async () => {
		const cwd = makeFolder({'p.yml': pipeline});
		const reached = gate();
		const goOn = gate();
		const server = await aModel(async ({body: {model}}) => {
			if (model === 'two') {
				reached.open();
				await goOn.opened;
			}
			return answer(model);
		});
		const args = ['run', 'p.yml', '--request', 'go', '--base-url', server.url];
		const app = startHeadless(args, {cwd});
		await reached.opened;
		await server.request(3);
		const {log, folder} = onlyRun(cwd);
		const told = await failOn(app.pid, log, ['pwrite64:error=EIO:when=1']);
		goOn.open();
		expect(await app.ended).toMatchObject({code: 0, signal: null});
		expect(askedFor(server).sort()).toEqual(['beside', 'one', 'three', 'two']);
		expect(statusOf(onlyRun(cwd))).toBe('done');
		expect(existsSync(join(folder, 'lock'))).toBe(false);
		expect(told()).toMatch(/EIO .*\(INJECTED\)/);
	},
);
