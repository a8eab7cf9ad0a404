import {describe, expect, test} from 'vitest';
import {type Playing, playsOf} from '../../../source/commands/run/playing.ts';
import type {RunSettings} from '../../../source/core/events.ts';
import type {Cage} from '../../../source/core/ports.ts';
import {emptyState} from '../../../source/core/state/reduce.ts';
import {createStore} from '../../../source/core/store.ts';

const uncaged: Cage = {name: null, why: 'There is none.'};

/** A run in which the engineer and the debugger have written these files. */
async function aRunWith(
	files: Record<string, string>,
	{
		debug = '{}',
		allow_run = 'sandbox',
		cage = {name: 'bubblewrap'},
		harmless = false,
	}: {
		debug?: string;
		allow_run?: RunSettings['allow_run'];
		cage?: Cage;
		harmless?: boolean;
	} = {},
) {
	const store = createStore({
		log: {append: () => undefined, flushed: () => Promise.resolve()},
		clock: {now: () => 0},
	});
	store.emit({
		type: 'run-started',
		run_id: 'a-run',
		pipeline_name: 'engineering',
		pipeline: `
pipeline:
  - {module: start_module, inputs: [], output_name: request}
  - {module: engineer, inputs: [request], output_name: code}
  - {module: debugger, inputs: [code], output_name: working_code, debug: ${debug}}
`,
		settings: {...emptyState().settings, allow_run},
		request: null,
		answers: [],
		system_prompts: {},
		modules: {},
		initial_files: {},
		forked_from: null,
		continues: null,
	});
	for (const [output_name, module] of [
		['code', 'engineer'],
		['working_code', 'debugger'],
	] as const) {
		store.emit({type: 'module-started', output_name, module, attempt: 1, prompt: '', consumed: {}});
		store.emit({
			type: 'files-written',
			...{output_name, module, attempt: 1, by: 'model', deleted: [], refused: []},
			files: Object.fromEntries(Object.keys(files).map(path => [path, path])),
			contents: Object.fromEntries(Object.entries(files)),
		});
	}

	const {plays} = playsOf({
		sitting: {store, folder: {made: '/nonexistent', path: '/nonexistent'}},
		runner: {cage: async () => cage, vouches: () => harmless},
	} as unknown as Parameters<typeof playsOf>[0]) satisfies Playing;
	return {find: plays.find, store};
}

const program = {'main.py': 'print(1)\n'};

describe('what is played of an operation', () => {
	test('is what its debugger runs, also before that: the command of the pipeline, or that of the files', async () => {
		const found = {command: 'python3 main.py', caged: true, network: false, asks: false};
		const {find} = await aRunWith(program);
		expect(await find('working_code')).toEqual(found);
		expect(await find('code')).toEqual(found);
		const said = await aRunWith(program, {debug: '{run: python3 -u main.py, args: "--level 2"}'});
		for (const name of ['code', 'working_code'])
			expect(await said.find(name)).toEqual({...found, command: 'python3 -u main.py --level 2'});
	});

	test('is nothing, with the reason, where there are no files, no beginning, or no such command', async () => {
		const {find} = await aRunWith({'one.txt': '', 'two.txt': ''});
		expect(await find('request')).toEqual({why: 'There is no program to play here: it has no files.'});
		expect(await find('code')).toEqual({
			why: 'Nothing says which of these files starts the program: one.txt, two.txt.',
		});
		const piped = await aRunWith(program, {debug: '{run: python3 main.py | less}'});
		expect(await piped.find('working_code')).toMatchObject({
			why: expect.stringContaining(
				'`python3 main.py | less` cannot be run: In the command, `|` means a pipe',
			),
		});
	});

	test('is asked for where its run would be asked for', async () => {
		const asks = async (options: Parameters<typeof aRunWith>[1]) => {
			const {find, store} = await aRunWith(program, options);
			const before = await find('working_code');
			store.emit({
				type: 'consent-given',
				output_name: 'working_code',
				module: 'debugger',
				attempt: 1,
				subject: {kind: 'run', command: 'python3 main.py', caged: false, folder: '/nonexistent'},
				lasts: 'rest of run',
			});
			const after = await find('working_code');
			return [before, after].map(found => 'asks' in found && found.asks);
		};
		expect(await asks({})).toEqual([false, false]);
		expect(await asks({allow_run: 'ask'})).toEqual([true, false]);
		expect(await asks({cage: uncaged})).toEqual([true, false]);
		expect(await asks({cage: uncaged, allow_run: 'always'})).toEqual([false, false]);
		expect(await asks({cage: uncaged, harmless: true})).toEqual([false, false]);
	});
});
