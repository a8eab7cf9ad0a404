import assert from 'node:assert/strict';
import test from 'node:test';
import {runModule} from 'orchestrai-tui/testing';
import invitation from './invitation.mts';

test('It asks who and when, and goes on with the draft as the person left it.', async () => {
	const run = await runModule(invitation, {
		model: ['Come, Ada!', 'Dear Ada, come!', asked => asked.prompt.split('\n').at(-1)!],
		person: {ask: ['Ada', null], review: [{redo: 'politer'}, {edit: 'Dear Ada, do come!'}]},
	});
	assert.equal(run.output, 'Dear Ada, do come!');
	assert.equal(run.questions.length, 2);
	assert.match(run.prompts[0]!, /invitation to Ada, without a date/);
	assert.match(run.prompts[1]!, /politer/);
	assert.deepEqual(run.reviews, ['Come, Ada!', 'Dear Ada, come!']);
});
