/** Run it with: orchestrai test. With orchestrai-tui installed here, `node --test` and vitest do as well. */
import assert from 'node:assert/strict';
import test from 'node:test';
import {runModule} from 'orchestrai-tui/testing';
import module from './NAME.mts';

test('A short answer is passed on as it is.', async () => {
	const run = await runModule(module, {inputs: {request: 'What is bread?'}, model: ['Flour, water, heat.']});
	assert.equal(run.output, 'Flour, water, heat.');
	assert.match(run.prompts[0]!, /What is bread\?/);
});

test('A long answer is shortened, and that is said.', async () => {
	const run = await runModule(module, {
		inputs: {request: 'Tell all.'},
		model: ['word '.repeat(200), 'Briefly.'],
	});
	assert.equal(run.output, 'Briefly.');
	assert.equal(run.calls[1]!.model, 'small');
	assert.match(run.notes[0]!, /1000 characters/);
});
