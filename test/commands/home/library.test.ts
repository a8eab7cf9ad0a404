import {mkdirSync, renameSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, onTestFinished, test, vi} from 'vitest';
import {type LastSound, openLibrary} from '../../../source/commands/home/library.ts';
import {createOutput} from '../../../source/commands/output.ts';
import {readRunFlags} from '../../../source/commands/run/flags.ts';
import type {EventDraft} from '../../../source/core/events.ts';
import {stamp} from '../../../source/core/events.ts';
import {emptyState} from '../../../source/core/state/reduce.ts';
import {openLog} from '../../../source/io/memory/log.ts';
import {isLogProblem} from '../../../source/io/memory/log-problem.ts';
import {createRunFolder} from '../../../source/io/memory/run-folder.ts';
import {canaryKey} from '../../helpers/canary.ts';
import {makeFolder} from '../../helpers/temp-folder.ts';

const start = Date.UTC(2026, 10, 22, 14, 3, 11);
const pipeline = `
pipeline:
  - {module: start_module, inputs: [], output_name: request}
  - {module: storyteller, inputs: [request], output_name: draft}
`;

async function aPastRun(folder: string, minutes: number): Promise<string> {
	const made = await createRunFolder(join(folder, 'runs'), 'story', start + minutes * 60_000);
	if (isLogProblem(made)) throw new Error(made.problem);
	const log = await openLog(made.path);
	if (isLogProblem(log)) throw new Error(log.problem);
	const events: EventDraft[] = [
		{
			type: 'run-started',
			run_id: made.id,
			pipeline_name: 'story',
			pipeline,
			settings: emptyState().settings,
			request: 'A fox and a well',
			answers: [],
			system_prompts: {},
			modules: {},
			initial_files: {},
			forked_from: null,
			continues: null,
		},
		{type: 'run-finished', status: 'stopped', message: null},
	];
	for (const event of events) log.append(stamp(event, start));
	await log.flushed();
	await log.close();
	return made.id;
}

async function libraryOf(folder: string, environment: Record<string, string> = {}) {
	const library = await openLibrary(
		{
			folder,
			environment: {ORCHESTRAI_CONFIG_DIR: join(folder, '.config'), ...environment},
			stdin: process.stdin,
			stdout: createOutput(process.stdout),
			stderr: createOutput(process.stderr),
		},
		{flags: readRunFlags({}), lastSound: new Map()},
	);
	onTestFinished(library.close);
	return library;
}

test('Pipelines are there at once, runs fill in, and the preview of the one that is looked at is read', async () => {
	const folder = makeFolder({'pipelines/tale.yml': pipeline, 'pipelines/wrong.yml': 'pipeline: 3\n'});
	const old = await aPastRun(folder, 0);
	const young = await aPastRun(folder, 1);
	const library = await libraryOf(folder);
	expect(library.offers()).toMatchObject({reading: true, runs: []});
	expect(library.offers().pipelines.slice(0, 2)).toMatchObject([
		{name: 'tale', source: './pipelines', problem: null},
		{name: 'wrong', problem: expect.stringMatching(/^Line 1/), operations: []},
	]);
	library.look(old);
	await vi.waitFor(() => {
		const {runs, previews, reading} = library.offers();
		expect(reading).toBe(false);
		expect(runs.map(({id, status}) => [id, status])).toEqual([
			[young, 'stopped'],
			[old, 'stopped'],
		]);
		expect(previews.get(old)).toMatchObject({request: 'A fox and a well'});
	});
	expect(library.offers().previews.has(young)).toBe(false);
});

test('A plan says which models are asked, by the roles as they are mapped, and where it stops', async () => {
	const folder = makeFolder({
		'pipelines/tale.yml': `
pipeline:
  - {module: start_module, inputs: [], output_name: request}
  - {module: storyteller, inputs: [request], output_name: draft, model_config: {model: small, escalate: [large]}}
  - {module: storyteller, inputs: [draft], output_name: end, checkpoint: never}
  - {module: mine, inputs: [end], output_name: last}
`,
		'modules/mine.mjs': 'throw new Error("nobody may import this")',
	});
	const library = await libraryOf(folder, {OPENAI_API_KEY: canaryKey('own')});
	const {pipelines, model} = library.offers();
	expect(pipelines[0]!.problem).toBeNull();
	expect(pipelines[0]!.budget).toMatch(
		/pauses at \$1\.00 and asks; where no price is known, only --max-tokens/,
	);
	expect(pipelines[0]!.operations).toMatchObject([
		{models: [], stops: {asks: true, review: false}},
		{models: ['gpt-6-luna', 'gpt-6.1-sol'], stops: {asks: false, review: true}},
		{models: ['gpt-6.1-terra'], stops: {asks: false, review: false}},
		{models: null},
	]);
	expect(model).toEqual({
		long: 'gpt-6.1-terra, gpt-6-luna, gpt-6.1-sol at api.openai.com',
		short: '3 models at api.openai.com',
	});
});

test('Nothing is said to answer without a key, and wrong settings do not keep home from opening', async () => {
	const folder = makeFolder({'orchestrai.yml': 'rolls: {small: x}\n'});
	const library = await libraryOf(folder);
	expect(library.offers().model).toBeNull();
	expect(library.offers().begunWithoutModel).toBe(true);
	expect(library.offers().problem).toContain('orchestrai.yml:1');
	expect(library.offers().pipelines.length).toBeGreaterThan(0);
});

test('Reading again finds what is new', async () => {
	const folder = makeFolder();
	const library = await libraryOf(folder);
	await vi.waitFor(() => expect(library.offers().reading).toBe(false));
	const id = await aPastRun(folder, 0);
	mkdirSync(join(folder, 'pipelines'));
	writeFileSync(join(folder, 'pipelines/tale.yml'), pipeline);
	await library.reload();
	expect(library.offers().pipelines[0]).toMatchObject({name: 'tale'});
	expect(library.offers().runs).toMatchObject([{id, status: 'stopped'}]);
});

test('What is saved shows by itself: pipelines new, changed, broken, mended and gone, prompts and settings', async () => {
	const folder = makeFolder({'pipelines/tale.yml': pipeline, 'pipelines/still.yml': pipeline});
	const library = await libraryOf(folder, {OPENAI_API_KEY: canaryKey('own')});
	library.watch();
	const file = join(folder, 'pipelines/tale.yml');
	const busy = {timeout: 20_000};
	const shows = (name: string, entry: object | undefined) =>
		vi.waitFor(() => {
			const shown = library.offers().pipelines.find(one => one.name === name);
			if (entry === undefined) expect(shown).toBeUndefined();
			else expect(shown).toMatchObject(entry);
		}, busy);
	const names = ['request', 'draft'].map(output_name => expect.objectContaining({output_name}));
	const sound = {problem: null, outdated: false, operations: names};

	await shows('tale', sound);
	writeFileSync(file, pipeline.replace('storyteller', 'storytelle'));
	await shows('tale', {
		problem: expect.stringMatching(/^Line 4: .*storytelle/),
		outdated: true,
		operations: names,
	});
	writeFileSync(`${file}~`, pipeline.replace('output_name: draft', 'output_name: story'));
	renameSync(`${file}~`, file);
	await shows('tale', {...sound, operations: [names[0], expect.objectContaining({output_name: 'story'})]});

	mkdirSync(join(folder, 'system_prompts'));
	writeFileSync(join(folder, 'system_prompts/storyteller.md'), ' ');
	const empty = 'system_prompts/storyteller.md: The prompt is empty.';
	await shows('still', {problem: empty, outdated: false, operations: names});
	writeFileSync(join(folder, 'system_prompts/storyteller.md'), 'You tell stories.');
	await shows('still', sound);

	writeFileSync(join(folder, 'orchestrai.yml'), 'rolls: {small: x}\n');
	await vi.waitFor(() => expect(library.offers().problem).toContain('orchestrai.yml:1'), busy);
	expect(library.offers().model?.long).toContain('api.openai.com');
	expect(library.offers().pipelines.find(({name}) => name === 'still')).toMatchObject({needs: null});
	rmSync(join(folder, 'orchestrai.yml'));
	await vi.waitFor(() => expect(library.offers().problem).toBeNull(), busy);

	writeFileSync(join(folder, 'pipelines/new.yml'), pipeline);
	await shows('new', sound);
	rmSync(join(folder, 'pipelines/new.yml'));
	await shows('new', undefined);
});

test('The last sound version outlives the screen, and goes with its file', async () => {
	const folder = makeFolder({'pipelines/tale.yml': pipeline});
	const lastSound: LastSound = new Map();
	const around = {folder, environment: {ORCHESTRAI_CONFIG_DIR: join(folder, '.config')}};
	const taleOf = async () => {
		const library = await openLibrary(
			{
				...around,
				stdin: process.stdin,
				stdout: createOutput(process.stdout),
				stderr: createOutput(process.stderr),
			},
			{flags: readRunFlags({}), lastSound},
		);
		library.close();
		return library.offers().pipelines.find(({name}) => name === 'tale');
	};
	const file = join(folder, 'pipelines/tale.yml');
	expect(await taleOf()).toMatchObject({outdated: false});
	writeFileSync(file, 'pipeline: 3\n');
	expect(await taleOf()).toMatchObject({outdated: true, operations: [{}, {}]});
	rmSync(file);
	expect(await taleOf()).toBeUndefined();
	writeFileSync(file, 'pipeline: 3\n');
	expect(await taleOf()).toMatchObject({outdated: false, operations: []});
});
