import {expect, test} from 'vitest';
import {defineModule} from '../../../source/core/module.ts';
import {bench} from '../../helpers/crew.ts';
import {outcomeOf} from '../../helpers/module-context.ts';

const worker = defineModule({
	name: 'worker',
	describe: 'Runs a program.',
	writes: true,
	async run({runner}) {
		await runner.install({requirements: 'a==1'});
		await runner.run({command: 'python3 main.py', purpose: 'test'});
		return 'done';
	},
});

test('What a program prints is at hand while it runs, the end of it only, and gone when it has ended', async () => {
	const seen: unknown[] = [];
	const look = () => seen.push(store.printing('out'));
	const {engine, store, events} = bench('pipeline: [{module: worker, inputs: [], output_name: out}]', {
		modules: [worker],
		settings: {allow_install: true},
		runner: {
			async install({onOutput}) {
				onOutput?.('Collecting a\n');
				look();
				return {
					ok: true,
					problem: null,
					command: 'pip install a==1',
					requirements: [],
					stdout: '',
					stderr: '',
					duration_ms: 1,
				};
			},
			async run({onOutput}) {
				onOutput?.('first\n');
				onOutput?.(`${'x'.repeat(20_000)}last\n`);
				look();
				return outcomeOf();
			},
		},
	});
	let revision = store.revision();
	let grew = 0;
	store.subscribe(() => {
		if (store.revision() > revision) grew++;
		revision = store.revision();
	});
	await engine.run();
	look();
	expect(seen).toEqual([
		expect.objectContaining({
			command: 'pip install --only-binary :all: a==1',
			purpose: 'install',
			tail: 'Collecting a\n',
		}),
		expect.objectContaining({
			command: 'python3 main.py',
			purpose: 'test',
			tail: expect.stringMatching(/^x+last\n$/),
		}),
		null,
	]);
	expect((seen[1] as {tail: string}).tail).toHaveLength(16_384);
	expect(grew).toBeGreaterThan(events.length);
});
