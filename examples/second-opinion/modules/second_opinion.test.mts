import assert from 'node:assert/strict';
import test from 'node:test';
import {runModule} from 'orchestrai-tui/testing';
import secondOpinion from './second_opinion.mts';

test('The model that the pipeline names judges the answer, and is told nothing else.', async () => {
	const run = await runModule(secondOpinion, {
		inputs: {question: 'What is bread?', answer: 'A stone.'},
		operation: {model_config: {model: 'local/qwen3'}},
		model: ['Bread is no stone.'],
	});
	assert.equal(run.output, 'A stone.\n\n---\n\nBread is no stone.');
	assert.equal(run.calls[0]!.model, 'local/qwen3');
	assert.match(run.calls[0]!.system, /You check answers/);
});
