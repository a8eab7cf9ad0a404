/** What a module of one's own runs by itself, without a judge and without a debugger. */
import {expect, test} from 'vitest';
import {defineModule} from '../../../source/core/module.ts';
import {bench} from '../../helpers/crew.ts';
import {outcomeOf} from '../../helpers/module-context.ts';

const pipeline = 'pipeline: [{module: worker, inputs: [], output_name: out}]';

test('A program that nobody judges failed unless it ended by itself with 0; where somebody does, they say.', async () => {
	const outcomes = {
		well: {exit_code: 0},
		badly: {exit_code: 128},
		killed: {exit_code: null, signal: 'SIGSEGV'},
		late: {exit_code: null, signal: 'SIGKILL', timed_out: true},
		judged: {exit_code: 1},
	};
	const worker = defineModule({
		name: 'worker',
		describe: 'Runs programs.',
		writes: true,
		async run({run}) {
			for (const command of Object.keys(outcomes))
				await run(command, command === 'judged' ? {judge: () => null} : {});
			return 'done';
		},
	});
	const {engine, events} = bench(pipeline, {
		modules: [worker],
		runner: {run: async ({command}) => outcomeOf(outcomes[command[0] as keyof typeof outcomes])},
	});
	expect(await engine.run()).toBe('done');
	expect(
		events.flatMap(event => (event.type === 'program-ran' ? [[event.command, event.fingerprint]] : [])),
	).toEqual([
		['well', null],
		['badly', 'exit 128'],
		['killed', 'ended by SIGSEGV'],
		['late', 'still running when its time was over'],
		['judged', null],
	]);
});

test.each([
	[true, '`wc -w a.md`, which your module `worker` runs, would run without a cage: none here'],
	[false, '`wc -w a.md` was written by a model and would run without a cage: none here'],
])('Where nobody is there to allow it, whose command it is is said: own module %s.', async (own, said) => {
	const worker = defineModule({
		name: 'worker',
		describe: 'Counts words.',
		writes: true,
		run: async ({run}) => String(await run('wc -w a.md')),
	});
	const {engine, store} = bench(pipeline, {
		modules: [worker],
		whereabouts: () => (own ? () => null : null),
		runner: {cage: async () => ({name: null, why: 'none here'})},
	});
	expect(await engine.run()).toBe('waiting');
	expect(store.state().message).toContain(said);
});

test.each([
	['wc -w a.md | tr -d a', true, 'run', 'Change it in the module `worker`, at the call.'],
	['cat a.md > b.md', true, 'run', 'Change `debug.test` in the pipeline.'],
	['wc -w a.md | tr -d a', false, 'test', 'Change `debug.test` in the pipeline.'],
] as const)(
	'A command that needs a shell is changed where it stands: %s, own module %s.',
	async (command, own, purpose, remedy) => {
		const worker = defineModule({
			name: 'worker',
			describe: 'Runs a program.',
			writes: true,
			run: async ({run}) => String(await run(command, {purpose})),
		});
		const {engine, store} = bench(
			"pipeline: [{module: worker, inputs: [], output_name: out, debug: {test: 'cat a.md > b.md'}}]",
			{modules: [worker], whereabouts: () => (own ? trace => trace && 'the call' : null)},
		);
		expect(await engine.run()).toBe('failed');
		expect(store.state().operations.get('out')!.failure).toMatchObject({
			message: expect.stringContaining('needs a shell'),
			remedy,
		});
	},
);

test('What a module has to declare before it runs a program is said with its file.', async () => {
	const worker = defineModule({
		name: 'worker',
		describe: 'Runs a program.',
		run: async ({run}) => String(await run('ls')),
	});
	const {engine, store} = bench(pipeline, {
		modules: [worker],
		whereabouts: () => trace => (trace === null ? 'modules/worker.mts:5:2' : 'the call'),
	});
	expect(await engine.run()).toBe('failed');
	expect(store.state().operations.get('out')!.failure!.remedy).toBe(
		'Add `writes: true` to its defineModule, in modules/worker.mts:5:2.',
	);
});
