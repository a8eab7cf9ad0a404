/** What tests of a module of one's own use: a real run with a scripted model and a scripted person. */
import {mkdtempSync, readdirSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {describe, expect, onTestFinished, test} from 'vitest';
import {recordedForAnother} from '../../../source/core/cassette.ts';
import {recordedDecisions} from '../../../source/core/recorded-decisions.ts';
import {defineModule, type ModuleDefinition, OperationFailure} from '../../../source/index.ts';
import {systemClock} from '../../../source/io/clock.ts';
import {collectAnswers} from '../../../source/io/memory/cassette-file.ts';
import {createCassetteModel} from '../../../source/io/models/cassette.ts';
import {runModule} from '../../../source/testing.ts';
import {bench} from '../../helpers/crew.ts';

const make = (run: ModuleDefinition['run'], more: Partial<ModuleDefinition> = {}) =>
	defineModule({name: 'tried', describe: 'Is tried.', run, ...more});

test('It gives the module its inputs, in order, and hands out the output, what the model was told and what it noted.', async () => {
	const module = make(async ({model, prompt, log, request, inputs}) => {
		log(`for ${request}: ${inputs.map(({name}) => name).join(', ')}`);
		const first = await model.ask();
		const {text} = await model.ask({prompt: `Shorter: ${first.text}`, system: 'Be brief.', model: 'small'});
		return {output: `${text}|${prompt.length > 0}`, messages: ['That was all.']};
	});
	const run = await runModule(module, {
		inputs: {plan: 'a plan', tried: 'an odd name'},
		request: 'Ada',
		operation: {supplement: 'In verse.'},
		model: ['A long answer', asked => `short of call ${asked.call}`],
	});
	expect(run.output).toBe('short of call 2|true');
	expect(run.prompts).toEqual([
		'PLAN:\na plan\n\nTRIED:\nan odd name\n\nSUPPLEMENTARY INFORMATION:\nIn verse.',
		'Shorter: A long answer',
	]);
	expect(run.calls[1]).toMatchObject({call: 2, system: 'Be brief.', model: 'small'});
	expect(run.calls[0]!.system).not.toBe('');
	expect(run.notes).toEqual(['for Ada: plan, tried', 'That was all.']);
	expect(run.failure).toBeNull();
	expect(run.events.map(({type}) => type)).toContain('model-answered');
});

test('A forgotten `await` is told as in a run.', async () => {
	const run = await runModule(
		make(({model}) => String(model.ask())),
		{model: ['An answer']},
	);
	expect(run.failure?.message).toMatch(/^The module `tried` used the promise .* was `await` forgotten\?/);
});

test('The person answers, declines, decides and sends the output back as scripted.', async () => {
	const module = make(async ({ask, review, feedback}) => {
		const name = await ask('Who?');
		const more = await ask('What else?', {optional: true});
		const {text} = await review(`Dear ${name}, ${more}`, {title: 'the letter'});
		return `${text} ${feedback}`;
	});
	const run = await runModule(module, {
		person: {
			ask: ['Ada', null, 'Bob', null],
			review: ['approve', {edit: 'Hello Bob'}],
		},
		redo: ['To Bob, please.'],
	});
	expect(run.output).toBe('Hello Bob To Bob, please.');
	expect(run.questions).toEqual(['Who?', 'What else?', 'Who?', 'What else?']);
	expect(run.reviews).toEqual(['Dear Ada, null', 'Dear Bob, null']);
	const asFunctions = await runModule(module, {
		person: {ask: question => question.toUpperCase(), review: text => ({edit: `${text}!`})},
	});
	expect(asFunctions.output).toBe('Dear WHO?, WHAT ELSE?! null');
});

test('Files are there, and what is written comes out; programs are scripted, or run for real.', async () => {
	const module = make(
		async ({files, run}) => {
			await files.write({'two.txt': `${files.current().get('one.txt')} two`}, {delete: ['gone.txt']});
			const ran = await run('cat two.txt');
			return 'denied' in ran ? ran.denied : `${ran.exit_code}: ${ran.stdout}`;
		},
		{writes: true},
	);
	const files = {'one.txt': 'one', 'gone.txt': ''};
	const real = await runModule(module, {files});
	expect(real.output).toBe('0: one two');
	expect(real.files).toEqual({'one.txt': 'one', 'two.txt': 'one two'});
	const scripted = await runModule(module, {files, programs: [{exit_code: 3, stdout: 'as scripted'}]});
	expect(scripted.output).toBe('3: as scripted');
	expect(scripted.programs).toEqual([
		{command: 'cat two.txt', exit_code: 3, stdout: 'as scripted', stderr: ''},
	]);
});

test('A program that the person does not allow is scripted too, between others.', async () => {
	const module = make(
		async ({run}) => {
			const said = [];
			for (const command of ['first', 'second', 'third']) {
				const ran = await run(command);
				said.push('denied' in ran ? ran.denied : ran.stdout);
			}
			return said.join(', ');
		},
		{writes: true},
	);
	const run = await runModule(module, {programs: [{stdout: 'one'}, {denied: 'not now'}, {stdout: 'three'}]});
	expect(run.output).toBe('one, not now, three');
	expect(run.programs.map(({command}) => command)).toEqual(['first', 'third']);
	const atOnce = make(
		async c => {
			const all = await Promise.all(['first', 'second', 'third'].map(command => c.run(command)));
			return all.map(ran => ('denied' in ran ? ran.denied : ran.stdout)).join(', ');
		},
		{writes: true},
	);
	expect(
		(await runModule(atOnce, {programs: [{stdout: 'one'}, {denied: 'no'}, {stdout: 'three'}]})).output,
	).toBe('one, no, three');
	const short = await runModule(module, {programs: [{denied: 'no'}]});
	expect(short.failure!.message).toContain('gives no program number 2');
});

test('A failure that is worth another try takes the next answer at once; usage and cost are counted.', async () => {
	const module = make(async ({model}) => (await model.ask()).text);
	const run = await runModule(module, {
		model: [
			{fails: 'rate-limit'},
			{fails: 'cut', after: 'half of'},
			{text: 'whole', usage: {input_tokens: 3, output_tokens: 4}, cost_usd: 0.5},
		],
	});
	expect(run.output).toBe('whole');
	expect(run.calls).toHaveLength(1);
	const finished = run.events.find(({type}) => type === 'run-finished');
	expect(finished).toMatchObject({totals: {usd: 0.5, input_tokens: 3, output_tokens: 4}});
});

test('A stream comes in the pieces that the test says.', async () => {
	const module = make(async ({model}) => {
		const pieces: string[] = [];
		for await (const piece of model.stream()) {
			if (piece === 'c') break;
			pieces.push(piece);
		}
		return pieces.join('|');
	});
	expect((await runModule(module, {model: [{pieces: ['a', 'b', 'c', 'd']}]})).output).toBe('a|b');
});

describe('what goes wrong is a sentence', () => {
	const asking = make(async ({ask}) => `${await ask('Who?')}`);
	const telling = make(async ({model}) => (await model.ask({prompt: 'Say it.'})).text);
	test.each([
		['an error of the module', make(() => JSON.parse('{')), {}, /JSON/],
		['a failure of its own', make(() => failing()), {}, /^As meant\.$/],
		['a model that was not given', telling, {}, /gives no `model`.*asked: Say it\./s],
		['answers that end', telling, {model: []}, /no answer number 1 in its `model`/],
		[
			'a failure that is tried again, and no answer after it',
			make(async c => `${(await c.model.ask()).text} ${(await c.model.ask()).text}`),
			{model: ['One.', {fails: 'rate-limit' as const}]},
			/`rate-limit` is tried again and takes the next answer: none is left\. Add answer number 3\./,
		],
		[
			'a failure that is called otherwise',
			telling,
			{model: [{fails: 'ratelimit' as 'rate-limit'}]},
			/`ratelimit`, and no failure is called so\. Write one of these: `rate-limit`, .*`quota`/,
		],
		['a quota', telling, {model: [{fails: 'quota' as const, message: 'Spent.'}]}, /^Spent\.$/],
		['a model that throws', telling, {model: () => failing()}, /The test's model threw: As meant\./],
		['a question without an answer', asking, {}, /no answer to “Who\?”.*person: \{ask/],
		['a question that is declined', asking, {person: {ask: [null]}}, /declines a question.*optional: true/],
		['a draft without a decision', make(async c => (await c.review('x')).text), {}, /person: \{review/],
		['a program without `writes`', make(async c => `${await c.run('ls')}`), {}, /without declaring/],
	])('%s', async (_, module, given, words) => {
		const run = await runModule(module, given);
		expect(run.failure).toBeInstanceOf(OperationFailure);
		expect(run.failure!.message).toMatch(words);
		expect(() => run.output).toThrow(words);
	});

	test.each([
		['no module', undefined, {}, /it is undefined.*import greet/],
		['no run', {name: 'x', describe: 'x'}, {}, /`run` is missing/],
		['a name that no output can have', asking, {inputs: {'a/b': ''}}, /holds one of/],
		['a key that an operation does not have', asking, {operation: {supplment: 'x'}}, /supplement/],
	])('%s', async (_, module, given, words) => {
		await expect(runModule(module as ModuleDefinition, given)).rejects.toThrow(words);
	});

	function failing(): never {
		throw new OperationFailure({kind: 'odd', message: 'As meant.', remedy: 'Do otherwise.'});
	}
});

test('It leaves nothing behind, also where the module failed.', async () => {
	const scratch = mkdtempSync(join(tmpdir(), 'orchestrai-'));
	const before = process.env.TMPDIR;
	process.env.TMPDIR = scratch;
	onTestFinished(() => {
		if (before === undefined) delete process.env.TMPDIR;
		else process.env.TMPDIR = before;
		rmSync(scratch, {recursive: true});
	});
	await runModule(make(() => 'fine'));
	await runModule(make(() => JSON.parse('{')));
	await runModule(make(async ({ask}) => `${await ask('Who?')}`));
	expect(readdirSync(scratch)).toEqual([]);
});

test('A run that read only the beginning of an answer, and had its draft edited, is rehearsed on its own log as it was.', async () => {
	const module = make(async ({model, review}) => {
		let read = '';
		for await (const piece of model.stream({prompt: 'Name one.'})) {
			read += piece;
			if (read.includes(',')) break;
		}
		const {text} = await review(read);
		return (await model.ask({prompt: `More of ${text}`})).text;
	});
	const {events, output} = await runModule(module, {
		system: '',
		model: ['bread, wine and oil', asked => `${asked.prompt}!`],
		person: {review: [{edit: 'bread'}]},
	});
	expect(output).toBe('More of bread!');
	const collected = collectAnswers();
	for (const event of events) collected.take(event);
	const again = bench('pipeline: [{module: tried, inputs: [], output_name: tried}]', {
		modules: [module],
		settings: {review: 'declared'},
		model: createCassetteModel({answers: collected.answers(), match: 'strict', clock: systemClock}),
		decided: recordedDecisions(events),
	});
	expect(await again.engine.run()).toBe('done');
	expect(again.output('tried')).toBe(output);
	const answers = again.events.filter(({type}) => type === 'model-answered');
	expect(answers.map(({response}) => response)).toEqual(['bread, ', 'More of bread!']);
	expect(
		again.store
			.state()
			.operations.get('tried')!
			.calls.flatMap(({notes}) => notes),
	).not.toContain(recordedForAnother);
});
