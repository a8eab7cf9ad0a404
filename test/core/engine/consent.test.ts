import {describe, expect, test} from 'vitest';
import {defineModule} from '../../../source/core/module.ts';
import type {Consent, ProgramOutcome} from '../../../source/core/ports.ts';
import {bench} from '../../helpers/crew.ts';

const outcome: ProgramOutcome = {
	exit_code: 0,
	signal: null,
	timed_out: false,
	stopped: null,
	stdout: 'ran',
	stderr: '',
	duration_ms: 1,
	made_files: [],
	not_started: null,
};

const runs = defineModule({
	name: 'runs',
	describe: 'Runs a program twice.',
	writes: true,
	async run({runner}) {
		const outcomes = [
			await runner.run({command: 'python3 main.py'}),
			await runner.run({command: 'python3 main.py'}),
		];
		return outcomes.map(one => ('denied' in one ? one.denied : one.stdout)).join(' | ');
	},
});

/** Runs the module; tells its output, and how often the person was asked. */
async function consented(options: {
	allow_run?: 'sandbox' | 'ask' | 'always' | 'never';
	caged?: boolean;
	vouched?: boolean;
	consent?: Consent;
}) {
	let asked = 0;
	const {engine, output} = bench('pipeline: [{module: runs, inputs: [], output_name: out}]', {
		modules: [runs],
		settings: {allow_run: options.allow_run ?? 'sandbox'},
		human: {
			async allow() {
				asked++;
				return options.consent ?? {kind: 'given', lasts: 'once'};
			},
		},
		runner: {
			cage: async () => (options.caged === false ? {name: null, why: 'none here'} : {name: 'bubblewrap'}),
			vouches: () => options.vouched ?? false,
			run: async () => outcome,
		},
	});
	await engine.run();
	return {asked, output: output('out')};
}

describe('consent', () => {
	test('is not asked for what runs in the cage', async () => {
		expect(await consented({})).toEqual({asked: 0, output: 'ran | ran'});
	});

	test('is asked each time without a cage', async () => {
		expect(await consented({caged: false})).toEqual({asked: 2, output: 'ran | ran'});
	});

	test('is asked each time where that is wished, also for what is vouched for', async () => {
		expect(await consented({allow_run: 'ask', vouched: true})).toEqual({asked: 2, output: 'ran | ran'});
	});

	test('for the rest of the run is asked once', async () => {
		const consent = {kind: 'given', lasts: 'rest of run'} as const;
		expect(await consented({caged: false, consent})).toEqual({asked: 1, output: 'ran | ran'});
	});

	test('that is refused reaches the module with its reason, and nothing runs', async () => {
		const consent = {kind: 'refused', reason: 'not today'} as const;
		expect(await consented({caged: false, consent})).toEqual({asked: 2, output: 'not today | not today'});
	});

	test('is not needed without a cage for what is vouched for', async () => {
		expect(await consented({caged: false, vouched: true})).toEqual({asked: 0, output: 'ran | ran'});
	});

	test('is never given where programs never run, vouched for or not', async () => {
		const {asked, output} = await consented({allow_run: 'never', vouched: true});
		expect(asked).toBe(0);
		expect(output).toContain('--allow-run never');
	});

	test('a module that does not declare that it touches the workspace runs no program', async () => {
		const sly = {...runs, name: 'sly', writes: false};
		const {engine, store} = bench('pipeline: [{module: sly, inputs: [], output_name: out}]', {
			modules: [sly],
		});
		expect(await engine.run()).toBe('failed');
		expect(store.state().operations.get('out')!.failure?.remedy).toContain('writes: true');
	});
});

describe('consent to the network', () => {
	async function reaching(
		options: {
			allow_run?: 'sandbox' | 'ask' | 'always' | 'never';
			caged?: boolean;
			consent?: Consent;
			headless?: boolean;
		} = {},
	) {
		const asked: string[] = [];
		const networks: boolean[] = [];
		const reaches = defineModule({
			...runs,
			name: 'reaches',
			async run({runner}) {
				const outcomes = [
					await runner.run({command: 'python3 main.py', network: true}),
					await runner.run({command: 'python3 main.py', network: true}),
					await runner.run({command: 'python3 main.py'}),
				];
				return outcomes.map(one => ('denied' in one ? one.denied : one.stdout)).join(' | ');
			},
		});
		const {engine, output, events} = bench('pipeline: [{module: reaches, inputs: [], output_name: out}]', {
			modules: [reaches],
			settings: {allow_run: options.allow_run ?? 'sandbox'},
			human: options.headless
				? {}
				: {
						async allow({subject}) {
							asked.push(subject.kind);
							return options.consent ?? {kind: 'given', lasts: 'once'};
						},
					},
			runner: {
				cage: async () => (options.caged === false ? {name: null, why: 'none here'} : {name: 'bubblewrap'}),
				run: async request => {
					networks.push(request.network);
					return outcome;
				},
			},
		});
		await engine.run();
		const noted = events.flatMap(event => (event.type === 'program-ran' ? [event.network ?? false] : []));
		expect(noted).toEqual(networks);
		return {asked, networks, output: output('out')};
	}

	test('is asked each time a caged program would have it, and for no other', async () => {
		const {asked, networks} = await reaching();
		expect(asked).toEqual(['network', 'network']);
		expect(networks).toEqual([true, true, false]);
	});

	test('for the rest of the run is asked once', async () => {
		const {asked, networks} = await reaching({consent: {kind: 'given', lasts: 'rest of run'}});
		expect(asked).toEqual(['network']);
		expect(networks).toEqual([true, true, false]);
	});

	test('includes that the program runs, where that is asked too', async () => {
		expect((await reaching({allow_run: 'ask'})).asked).toEqual(['network', 'network', 'run']);
	});

	test('that is refused is told with its reason, and the program runs without it only if that is asked for', async () => {
		const {networks, output} = await reaching({consent: {kind: 'refused', reason: 'no'}});
		expect(output).toBe('no | no | ran');
		expect(networks).toEqual([false]);
	});

	test('is refused where nobody is there, with a reason', async () => {
		const {networks, output} = await reaching({headless: true});
		expect(output).toContain('reaching the network is not allowed without a person');
		expect(networks).toEqual([false]);
	});

	test('is not asked where programs always run, and never given where they never do', async () => {
		expect(await reaching({allow_run: 'always'})).toMatchObject({asked: [], networks: [true, true, false]});
		expect(await reaching({allow_run: 'never'})).toMatchObject({asked: [], networks: []});
	});

	test('is none of its own without a cage, where every program has the network', async () => {
		expect(await reaching({caged: false})).toMatchObject({
			asked: ['run', 'run', 'run'],
			networks: [false, false, false],
		});
	});
});
