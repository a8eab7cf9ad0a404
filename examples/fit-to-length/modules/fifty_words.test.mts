import assert from 'node:assert/strict';
import test from 'node:test';
import {runModule} from 'orchestrai-tui/testing';
import fiftyWords from './fifty_words.mts';

const long = 'word '.repeat(80);

test('What is too long is shortened, by what the program counted.', async () => {
	const run = await runModule(fiftyWords, {inputs: {request: 'Bread'}, model: [long, 'Flour, water, heat.']});
	assert.equal(run.output, 'Flour, water, heat.');
	assert.match(run.prompts[1]!, /This has 80 words/);
	assert.deepEqual(run.notes, ['Turn 1: 80 words.']);
	assert.deepEqual(run.files, {'text.txt': 'Flour, water, heat.'});
});

test('It gives up after four turns.', async () => {
	// What the program prints is scripted here: it is not run.
	const run = await runModule(fiftyWords, {
		model: () => long,
		programs: Array(4).fill({stdout: '80 text.txt'}),
	});
	assert.match(run.failure!.message, /still has more than 50 words/);
	assert.equal(run.calls.length, 5);
});
