import {describe, expect, test} from 'vitest';
import type {RunEvent} from '../../../source/core/events.ts';
import {defineModule} from '../../../source/core/module.ts';
import type {ModelFault, ProgramOutcome} from '../../../source/core/ports.ts';
import {emptyState, reduce} from '../../../source/core/state/reduce.ts';
import {bench} from '../../helpers/crew.ts';

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

const aborted = (partial: string): ModelFault => ({
	kind: 'aborted',
	message: 'It was stopped.',
	remedy: null,
	retryable: false,
	retry_after_ms: null,
	possibly_paid: true,
	partial,
	usage: null,
	cost_usd: null,
});

/** Touches everything outside that a module can: twice, where that tells more. */
const worker = defineModule({
	name: 'worker',
	describe: 'Works.',
	yields: 'codebase',
	writes: true,
	async run({model, person, files, runner, log, ask, review, run}) {
		const name = await ask('What is it called?');
		const outline = model.stream({prompt: `outline ${name}`});
		let read = '';
		for await (const piece of outline) {
			read += piece;
			if (read.includes('.')) break;
		}
		const plan = await review(read, {title: 'the outline'});
		const again = await review(`${plan.text} (${plan.feedback})`);
		const first = await model.ask({prompt: `write ${again.text}`});
		await files.write({'main.py': first.text});
		log('It was written.');
		await runner.install({requirements: 'a==1'});
		const ran = await runner.run({command: 'python3 main.py'});
		const second = await model.ask({prompt: `mend ${'stdout' in ran ? ran.stdout : ''}`});
		await files.write({'main.py': second.text});
		const last = await run('python3 main.py');
		const more = await person.ask('Is that all?', {optional: true});
		return `${second.text} ${'stdout' in last ? last.exit_code : last.denied} ${more}`;
	},
});

const pipeline = 'pipeline: [{module: worker, inputs: [], output_name: work}]';

/** The same world in each sitting; `asked` lists what was really asked of it. */
function sitting(earlier?: RunEvent[], world: {name?: string; refuse?: boolean; gone?: boolean} = {}) {
	const asked: string[] = [];
	const run = bench(pipeline, {
		modules: [worker],
		settings: {review: 'declared', allow_install: true, allow_run: world.refuse ? 'ask' : 'sandbox'},
		model: {
			async *stream({messages, model}, signal) {
				const told = messages.at(-1)!.content;
				asked.push(`model: ${told}`);
				const pieces = told.startsWith('outline') ? ['Begin', '. Go ', 'on.'] : [`answer to ${told}`];
				let partial = '';
				for (const text of pieces) {
					partial += text;
					yield {type: 'text', text};
					await new Promise(resolve => setImmediate(resolve));
					if (!signal.aborted) continue;
					yield {type: 'failed', fault: aborted(partial)};
					return;
				}
				const usage = {input_tokens: 10, output_tokens: 5};
				const answer = {text: partial, model, usage, cost_usd: 0.01, finish_reason: 'stop', notes: []};
				yield {type: 'answered', answer};
			},
		},
		human: {
			async ask({question, number}) {
				asked.push(`person: ${question}`);
				return number === 2 ? {kind: 'declined'} : {kind: 'said', text: world.name ?? 'Tally'};
			},
			async review({output, draft}) {
				asked.push(`review ${draft?.number}: ${output}`);
				return draft?.number === 1 ? {kind: 'redo', feedback: 'shorter'} : {kind: 'edit', output: 'The plan'};
			},
			async allow() {
				asked.push('consent');
				return {kind: 'refused', reason: 'not today'};
			},
		},
		runner: {
			async run({command, of}) {
				asked.push(`program ${of?.number}: ${command.join(' ')}`);
				return outcome;
			},
			async install() {
				asked.push('install');
				return {
					ok: true,
					problem: null,
					command: 'pip',
					requirements: ['a==1'],
					stdout: '',
					stderr: '',
					duration_ms: 1,
				};
			},
			hasInstalled: async () => !world.gone,
		},
		...(earlier ? {earlier} : {}),
	});
	return {...run, asked};
}

const all = [
	'person: What is it called?',
	'model: outline Tally',
	'review 1: Begin. Go ',
	'review 2: Begin. Go  (shorter)',
	'model: write The plan',
	'install',
	'program 1: python3 main.py',
	'model: mend printed',
	'program 2: python3 main.py',
	'person: Is that all?',
];

const answered: Partial<Record<RunEvent['type'], number>> = {
	'question-answered': 1,
	'draft-decided': 1,
	'model-answered': 1,
	'dependencies-installed': 1,
	'program-ran': 1,
};

describe('an attempt that starts again', () => {
	test('hears what it heard before, wherever it broke off, and asks only for the rest', async () => {
		const whole = sitting();
		await whole.engine.run();
		expect(whole.asked).toEqual(all);
		const begun = whole.events.findIndex(({type}) => type === 'module-started');
		const ended = whole.events.findIndex(({type}) => type === 'module-finished');
		for (let cut = begun + 1; cut <= ended; cut++) {
			const earlier = whole.events.slice(0, cut);
			const known = earlier.reduce((sum, {type}) => sum + (answered[type] ?? 0), 0);
			const resumed = sitting(earlier);
			expect(await resumed.engine.run()).toBe('done');
			expect(resumed.asked, `cut after ${earlier.at(-1)!.type}`).toEqual(all.slice(known));
			expect(resumed.output('work')).toBe(whole.output('work'));
			// What a reader of the log folds is what the run had.
			const read: RunEvent[] = JSON.parse(JSON.stringify(resumed.events));
			expect(read.reduce(reduce, emptyState())).toEqual(resumed.store.state());
			const {notes, iterations} = resumed.store.state().operations.get('work')!;
			expect(notes).toEqual(['It was written.']);
			expect(iterations.flatMap(({runs}) => runs)).toHaveLength(2);

			// Killed again, at the same place of the second sitting: nothing is lost of either.
			const twice = sitting([...earlier, ...resumed.events.slice(cut, cut + 2)]);
			expect(await twice.engine.run()).toBe('done');
			expect(twice.asked.length).toBeLessThanOrEqual(all.length - known);
		}
	});

	test('asks anew from the first call on whose arguments are not the same', async () => {
		const whole = sitting();
		await whole.engine.run();
		const ended = whole.events.findIndex(({type}) => type === 'module-finished');
		const earlier = whole.events
			.slice(0, ended)
			.map(event =>
				event.type === 'question-answered' && event.question === 'What is it called?'
					? {...event, response: 'Ledger'}
					: event,
			);
		const resumed = sitting(earlier);
		expect(await resumed.engine.run()).toBe('done');
		expect(resumed.asked).toEqual(['model: outline Ledger', ...all.slice(2)]);
		const {iterations, questions} = resumed.store.state().operations.get('work')!;
		expect(iterations.flatMap(({runs}) => runs.map(({number}) => number))).toEqual([1, 2]);
		expect(questions).toHaveLength(2);
	});

	test('does not tell again what stands in for a model', async () => {
		const model = {resolve: () => ({model: 'large', note: 'gpt-4 is retired: large answers.'})};
		const speaking = 'pipeline: [{module: engineer, inputs: [], output_name: work}]';
		const whole = bench(speaking, {model});
		await whole.engine.run();
		const cut = whole.events.findIndex(({type}) => type === 'model-answered');
		const resumed = bench(speaking, {model, earlier: whole.events.slice(0, cut)});
		expect(await resumed.engine.run()).toBe('done');
		expect(resumed.store.state().operations.get('work')!.notes).toHaveLength(1);
	});

	test('installs again what is not there any more', async () => {
		const whole = sitting();
		await whole.engine.run();
		const cut = whole.events.findLastIndex(({type}) => type === 'program-ran');
		const resumed = sitting(whole.events.slice(0, cut), {gone: true});
		expect(await resumed.engine.run()).toBe('done');
		expect(resumed.asked).toEqual(['install', ...all.slice(-2)]);
	});

	test('does not ask again for leave that was refused', async () => {
		const whole = sitting(undefined, {refuse: true});
		await whole.engine.run();
		expect(whole.asked.filter(asked => asked === 'consent')).toHaveLength(2);
		const ended = whole.events.findIndex(({type}) => type === 'module-finished');
		const resumed = sitting(whole.events.slice(0, ended), {refuse: true});
		expect(await resumed.engine.run()).toBe('done');
		expect(resumed.asked).toEqual([]);
		expect(resumed.output('work')).toBe(whole.output('work'));
	});
});

test('Questions that a module asks side by side are told apart, also when one was answered before it broke off.', async () => {
	const curious = defineModule({
		name: 'curious',
		describe: 'Asks two things at once.',
		async run({person}) {
			return (await Promise.all([person.ask('First?'), person.ask('Second?')])).join(' and ');
		},
	});
	const asked: string[] = [];
	const begin = (earlier?: RunEvent[]) =>
		bench('pipeline: [{module: curious, inputs: [], output_name: both}]', {
			modules: [curious],
			human: {
				async ask({question, number}) {
					asked.push(`${number} ${question}`);
					// The second is answered first.
					if (number === 1) await new Promise(resolve => setImmediate(resolve));
					return {kind: 'said', text: `to ${question}`};
				},
			},
			...(earlier ? {earlier} : {}),
		});
	const whole = begin();
	await whole.engine.run();
	expect(whole.output('both')).toBe('to First? and to Second?');
	expect(asked.splice(0)).toEqual(['1 First?', '2 Second?']);

	const cut = whole.events.findIndex(({type}) => type === 'question-answered') + 1;
	const second = begin(whole.events.slice(0, cut));
	await second.engine.run();
	expect(second.output('both')).toBe('to First? and to Second?');
	expect(asked.splice(0)).toEqual(['1 First?']);

	// Broken off again once the first is asked: the second stays answered.
	const again = second.events.findLastIndex(({type}) => type === 'question-asked') + 1;
	const third = begin(second.events.slice(0, again));
	await third.engine.run();
	expect(third.output('both')).toBe('to First? and to Second?');
	expect(asked).toEqual(['1 First?']);
});

test('What holds a key is told, kept and known again without it: no question is put twice, and no call is paid for twice.', async () => {
	const key = 'canary-key-of-some-length';
	const redact = (text: string) => text.replaceAll(key, '[redacted]');
	const long = `Of what follows, nothing may be left out, however long it is: ${key}. ${'And so on. '.repeat(20)}`;
	const teller = defineModule({
		name: 'worker',
		describe: 'Tells what it should not.',
		async run({model, person}) {
			const said = await person.ask(`Is ${key} the key?`);
			const first = await model.ask({system: long, prompt: `${long}${said}`});
			return (await model.ask({prompt: `${long}${first.text}`})).text;
		},
	});
	const told: string[] = [];
	const begin = (earlier?: RunEvent[]) =>
		bench(pipeline, {
			modules: [teller],
			redact,
			answer: ({messages, call}) => {
				told.push(...messages.map(({content}) => content));
				return `answer ${call}`;
			},
			human: {
				async ask({question}) {
					told.push(question);
					return {kind: 'said', text: `No, ${key} is not.`};
				},
			},
			...(earlier ? {earlier} : {}),
		});
	const whole = begin();
	expect(await whole.engine.run()).toBe('done');
	expect(told).toHaveLength(4);
	expect(told.join('')).toContain('[redacted]');
	expect(told.join('')).not.toContain(key);
	const ended = whole.events.findIndex(({type}) => type === 'module-finished');
	const resumed = begin(JSON.parse(redact(JSON.stringify(whole.events.slice(0, ended)))));
	expect(await resumed.engine.run()).toBe('done');
	expect(told).toHaveLength(4);
	expect(resumed.output('work')).toBe('answer 2');
});
