import {expect, test} from 'vitest';
import type {RunEvent} from '../../../source/core/events.ts';
import {buildFork} from '../../../source/core/fork/build-fork.ts';
import {defineModule} from '../../../source/core/module.ts';
import type {ProgramOutcome} from '../../../source/core/ports.ts';
import {emptyState, reduce} from '../../../source/core/state/reduce.ts';
import {bench} from '../../helpers/crew.ts';

const mender = defineModule({
	name: 'mender',
	describe: 'Asks, writes, runs and mends.',
	yields: 'codebase',
	writes: true,
	async run({model, person, files, runner, feedback, review}) {
		const name = await person.ask('What is it called?');
		const plan = await review(`The plan of ${name}`);
		const first = await model.ask({prompt: `write ${plan.text} ${feedback}`});
		await files.write({'main.py': first.text});
		const ran = await runner.run({command: 'python3 main.py', iteration: 1});
		const second = await model.ask({prompt: `mend ${'stdout' in ran ? ran.stdout : ''}`});
		await files.write({'main.py': second.text});
		await runner.run({command: 'python3 main.py', iteration: 2});
		return second.text;
	},
});

const outcome: ProgramOutcome = {
	exit_code: 0,
	signal: null,
	timed_out: false,
	stopped: null,
	stdout: 'printed',
	stderr: '',
	duration_ms: 5,
	made_files: [],
	not_started: null,
};

function world(begun: Pick<NonNullable<Parameters<typeof bench>[1]>, 'first' | 'earlier'> = {}) {
	const asked: string[] = [];
	const run = bench('pipeline: [{module: mender, inputs: [], output_name: work}]', {
		modules: [mender],
		settings: {review: 'declared'},
		answer: ({messages}) => {
			asked.push(messages.at(-1)!.content);
			return `answer to ${messages.at(-1)!.content}`;
		},
		human: {
			async ask({question}) {
				asked.push(question);
				return {kind: 'said', text: 'Tally'};
			},
			async review({output}) {
				asked.push(output);
				return {kind: 'edit', output: 'Tally'};
			},
		},
		runner: {
			async run({of}) {
				asked.push(`run ${of?.number}`);
				return outcome;
			},
		},
		...begun,
	});
	return {...run, asked};
}

const all = ['What is it called?', 'The plan of Tally', 'write Tally null', 'run 1', 'mend printed', 'run 2'];
const answers: ReadonlySet<RunEvent['type']> = new Set([
	'question-answered',
	'draft-decided',
	'model-answered',
	'program-ran',
]);

function forkAt(events: readonly RunEvent[], modules: ReturnType<typeof world>['crew']['modules']) {
	const parent = events.reduce(reduce, emptyState());
	const fork = buildFork(
		parent,
		{from: [], set: new Map(), model: null, models: {}},
		{
			settings: parent.settings,
			request: null,
			answers: [],
			path: '/runs/parent/memory_log.json',
			action: events.length,
			traits: parent.modules,
			modules,
		},
	);
	if ('problem' in fork) throw new Error(fork.problem);
	return world({first: fork.events('child')});
}

test('A fork from the middle of an operation goes on from there: it asks only for what had not been answered.', async () => {
	const whole = world();
	await whole.engine.run();
	expect(whole.asked).toEqual(all);
	const begun = whole.events.findIndex(({type}) => type === 'module-started');
	const ended = whole.events.findIndex(({type}) => type === 'module-finished');
	for (let cut = begun + 1; cut <= ended; cut++) {
		const earlier = whole.events.slice(0, cut);
		const known = earlier.filter(({type}) => answers.has(type)).length;
		const child = forkAt(earlier, whole.crew.modules);
		expect(await child.engine.run()).toBe('done');
		expect(child.asked, `cut after ${earlier.at(-1)!.type}`).toEqual(all.slice(known));
		expect(child.output('work')).toBe(whole.output('work'));
		const read: RunEvent[] = JSON.parse(JSON.stringify(child.events));
		expect(read.reduce(reduce, emptyState())).toEqual(child.store.state());
		const {money, operations} = child.store.state();
		expect(money.reused).toBe(earlier.filter(({type}) => type === 'model-answered').length);
		const {iterations} = operations.get('work')!;
		expect(iterations.map(({runs, files}) => [runs.length, Object.keys(files)])).toEqual([
			[1, ['main.py']],
			[1, ['main.py']],
		]);
	}
});

test('Of calls that were asked anew since they were told something else, a fork carries over the last.', async () => {
	const whole = world();
	await whole.engine.run();
	const ended = whole.events.findIndex(({type}) => type === 'module-finished');
	const renamed = whole.events
		.slice(0, ended)
		.map(event => (event.type === 'question-answered' ? {...event, response: 'Ledger'} : event));
	const resumed = world({earlier: renamed});
	await resumed.engine.run();
	expect(resumed.asked.slice(0, 2)).toEqual(['The plan of Ledger', 'write Tally null']);
	const cut = resumed.events.findIndex(({type}) => type === 'module-finished');
	const child = forkAt(resumed.events.slice(0, cut), whole.crew.modules);
	expect(await child.engine.run()).toBe('done');
	expect(child.asked).toEqual([]);
	expect(child.output('work')).toBe(resumed.output('work'));
});

test('A fork of a fork carries over what the first one had carried over.', async () => {
	const whole = world();
	await whole.engine.run();
	const cut = whole.events.findLastIndex(({type}) => type === 'model-asked');
	const child = forkAt(whole.events.slice(0, cut), whole.crew.modules);
	const grandchild = forkAt(child.events, child.crew.modules);
	expect(await grandchild.engine.run()).toBe('done');
	expect(grandchild.asked).toEqual(['mend printed', 'run 2']);
});
