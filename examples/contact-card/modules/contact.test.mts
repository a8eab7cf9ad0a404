import assert from 'node:assert/strict';
import test from 'node:test';
import {runModule} from 'orchestrai-tui/testing';
import contact from './contact.mts';

const letter = {letter: 'Dear all, … Yours, Ada (ada@example.org)'};

test('The output is JSON of the form that others rely on, and nothing else.', async () => {
	const answer = '```json\n{"name": "Ada", "email": "ada@example.org", "mood": "fine"}\n```';
	const run = await runModule(contact, {inputs: letter, model: [answer]});
	assert.deepEqual(JSON.parse(run.output), {name: 'Ada', email: 'ada@example.org'});
});

test('An answer that is none is sent back once, with what is wrong.', async () => {
	const run = await runModule(contact, {inputs: letter, model: ['It was Ada.', '{"name": "Ada"}']});
	assert.deepEqual(JSON.parse(run.output), {name: 'Ada', email: null});
	assert.match(run.prompts[1]!, /^That cannot be used: .*JSON/);
	const failed = await runModule(contact, {inputs: letter, model: () => '{"email": 3}'});
	assert.match(failed.failure!.message, /`name` is missing/);
});
