/** What tests of a module of one's own import as `orchestrai-tui/testing`. */
import type {ModuleTest, TestedRun} from './commands/testing/module-test.ts';
import type {ModuleDefinition} from './core/module.ts';

export type {
	AskedCall,
	ModuleTest,
	RanProgram,
	ScriptedAnswer,
	ScriptedModel,
	ScriptedPerson,
	ScriptedProgram,
	ScriptedReview,
	TestedRun,
} from './commands/testing/module-test.ts';

/**
 * Runs a module once, for real, in a folder of its own that is gone afterwards: the same engine, log, files and cage as
 * in `orchestrai run`; only the model's answers and the person's are scripted. What the module fails with is thrown by
 * `output`, and is there as `failure`.
 *
 * @example
 * import assert from 'node:assert/strict';
 * import test from 'node:test';
 * import {runModule} from 'orchestrai-tui/testing';
 * import greet from './greet.mts';
 *
 * test('It greets whom the person names.', async () => {
 * 	const run = await runModule(greet, {model: ['Good morning, Ada.'], person: {ask: ['Ada']}});
 * 	assert.equal(run.output, 'Good morning, Ada.');
 * 	assert.match(run.prompts[0], /Ada/);
 * });
 */
export async function runModule(module: ModuleDefinition, test: ModuleTest = {}): Promise<TestedRun> {
	// What runs a pipeline is large: who only imports this does not wait for it.
	const {tryModule} = await import('./commands/testing/try-module.ts');
	return tryModule(module, test);
}
