/** A run that is done is opened again: to be read, and to be steered. */
import {readFileSync, rmSync, truncateSync, writeFileSync} from 'node:fs';
import {basename, join} from 'node:path';
import {expect, test} from 'vitest';
import {canaryKey} from '../helpers/canary.ts';
import {runHeadless} from '../helpers/orchestrai.ts';
import {makeFolder} from '../helpers/temp-folder.ts';
import {aModel, answeredBy, aPersonAt, logged, type Person, runFolderOf, told} from './a-person.ts';

const pipeline = `
pipeline:
  - {module: start_module, inputs: [], output_name: request}
  - {module: storyteller, inputs: [request], output_name: tale}
  - {module: translator, inputs: [tale], output_name: translation}
`;

async function aDoneRun() {
	const model = await aModel(({body}) => ({text: `Made of ${told(body).replaceAll('\n', ' ')}`}));
	const folder = makeFolder({'pipelines/tale.yml': pipeline});
	const args = ['run', 'tale', '--request', 'A fox', '--review', 'none', ...answeredBy(model)];
	const person = await aPersonAt({args, folder});
	await person.sees('3 of 3 operations');
	expect(await person.leaves()).toEqual({code: 0, signal: null});
	return {model, folder, ...theRunIn(folder)};
}

function theRunIn(folder: string) {
	const run = runFolderOf(folder);
	return {
		id: basename(run),
		tale: join(run, 'outputs/tale.md'),
		log: () => readFileSync(join(run, 'memory_log.json'), 'utf8'),
	};
}

async function goesToTale(person: Person) {
	await person.terminal.until(() => person.terminal.modes().bracketedPaste);
	person.presses('g', 'Right');
	await person.sees('╭─ tale · ');
}

test('Enter on a done run opens it from home: nothing is asked or logged by that, and an output that a power cut emptied is put right; an output is edited, what is stale runs again, and leaving leads home.', async () => {
	const {model, folder, log, tale} = await aDoneRun();
	const [before, written] = [log(), readFileSync(tale, 'utf8')];
	truncateSync(tale);
	const person = await aPersonAt({
		args: [],
		folder,
		env: {OPENAI_BASE_URL: model.url, OPENAI_API_KEY: canaryKey('own')},
	});
	person.presses('Tab');
	await person.sees('opens it: read, compare, edit or rerun');
	person.presses('Enter');
	await person.sees('3 of 3 operations');
	await goesToTale(person);
	await person.sees(/Made of.*A fox/);
	expect(log()).toBe(before);
	person.presses('q');
	await person.sees(/▌ ✓ tale +done/);
	expect(log()).toBe(before);
	expect(readFileSync(tale, 'utf8')).toBe(written);
	expect(model.requests).toHaveLength(2);

	person.presses('Enter');
	await person.sees('3 of 3 operations');
	await goesToTale(person);
	person.willEdit({content: 'A tale of a wolf'});
	person.presses('E');
	await person.sees('Save your edit of tale?');
	await person.chooses('y save and rerun');
	const {body} = await person.waitsFor(model.request(3));
	expect(told(body)).toContain('A tale of a wolf');
	await person.sees(/✓ 3\/3/);
	await person.sees('✓ Done');
	person.presses('d');
	await person.sees('v2 by you, current against v1 by the model');
	person.presses('q');
	await person.sees(/▌ ✓ tale +done/);
	expect(await person.leaves()).toEqual({code: 0, signal: null});
	expect(logged(folder, 'run-finished').map(({status}) => status)).toEqual(['done', 'done']);
	expect(logged(folder, 'run-resumed')).toHaveLength(1);
	expect(model.requests).toHaveLength(3);
}, 60_000);

test('A done run that is named opens though its recording is gone, and is held meanwhile; what is to be made then fails with why.', async () => {
	const recorded = await aDoneRun();
	const folder = makeFolder({'pipelines/tale.yml': pipeline, 'recorded.json': recorded.log()});
	const args = ['run', 'tale', '--request', 'A fox', '--review', 'none', '--cassette', 'recorded.json'];
	const first = await aPersonAt({args, folder});
	await first.sees('3 of 3 operations');
	expect(await first.leaves()).toEqual({code: 0, signal: null});
	const {log, id} = theRunIn(folder);
	const before = log();
	rmSync(join(folder, 'recorded.json'));

	const person = await aPersonAt({args: ['resume', id], folder});
	await person.sees('3 of 3 operations');
	await goesToTale(person);
	await person.sees(/Made of.*A fox/);
	expect(await runHeadless(['resume', id], {cwd: folder})).toMatchObject({
		code: 1,
		stderr: expect.stringContaining('is done, and open in another terminal (process '),
	});
	expect(await person.leaves()).toEqual({code: 0, signal: null});
	expect(log()).toBe(before);
	expect(person.terminal.screen()).toContain('✓ done');
	expect(await runHeadless(['resume', id], {cwd: folder})).toMatchObject({
		code: 0,
		stderr: expect.stringContaining('is done; there is nothing to resume'),
	});

	const again = await aPersonAt({args: ['resume', id], folder});
	await again.sees('3 of 3 operations');
	await goesToTale(again);
	again.presses('R');
	await again.chooses('y yes');
	await again.chooses('y make it anew');
	await again.sees(/recorded\.json/);
	expect(logged(folder, 'module-failed')).toMatchObject([{output_name: 'tale', kind: 'model:no-model'}]);
}, 60_000);

test('Of a done run whose pipeline changed since, the screen shows what differs first, and the line without one names --adopt.', async () => {
	const {model, folder, id} = await aDoneRun();
	writeFileSync(
		join(folder, 'pipelines/tale.yml'),
		pipeline.replace('output_name: translation', 'output_name: translation, supplement: In verse.'),
	);
	expect(await runHeadless(['resume', id], {cwd: folder})).toMatchObject({
		code: 0,
		stderr: expect.stringMatching(
			/is done; changed since it was recorded: translation: supplement\. With the files as they are now, translation is made anew .*: orchestrai resume \S+ --adopt/,
		),
	});
	const person = await aPersonAt({
		args: ['resume', id],
		folder,
		env: {OPENAI_BASE_URL: model.url, OPENAI_API_KEY: canaryKey('own')},
	});
	await person.sees('changed since this run recorded it');
	await person.chooses('a adopt the new');
	await person.chooses('enter start');
	const {body} = await person.waitsFor(model.request(3));
	expect(told(body)).toContain('In verse.');
	await person.sees('✓ Done');
	expect(await person.leaves()).toEqual({code: 0, signal: null});
}, 60_000);
