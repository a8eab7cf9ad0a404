import {describe, expect, test} from 'vitest';
import {manifestOf} from '../../../source/core/files/file-set.ts';
import {outputComparison, versionComparison} from '../../../source/ui/run/comparison.ts';
import {aRun, type Run, reviewOf} from '../a-run.ts';

const plan = (run: Run) => run.state().operations.get('plan')!;

function edited(run: Run, text: string): void {
	run.emit({type: 'output-edited', output_name: 'plan', response: text, version: 2, by: 'person'});
}

function again(run: Run, attempt: number, text: string): void {
	const of = {output_name: 'plan', module: 'code_planner', attempt};
	run.emit({type: 'module-started', ...of, prompt: '', consumed: {}});
	run.emit({
		type: 'module-finished',
		...of,
		response: text,
		version: attempt,
		by: 'model',
		consumed: {},
		review: false,
	});
}

describe('an output', () => {
	test('that a person edited is compared with what the model wrote, over all later edits', () => {
		const run = aRun();
		run.finish('plan', 'code_planner', 'One');
		edited(run, 'Two');
		edited(run, 'Three');
		expect(outputComparison(plan(run), null)).toMatchObject({
			old: {name: 'v1 by the model', text: 'One'},
			now: {name: 'v3 by you, current', text: 'Three'},
		});
	});

	test('of a later attempt is compared with the one that was rejected', () => {
		const run = aRun();
		run.finish('plan', 'code_planner', 'One');
		again(run, 2, 'Two');
		expect(outputComparison(plan(run), null)).toMatchObject({old: {text: 'One'}, now: {text: 'Two'}});
	});

	test('whose edit was refused is compared as it was edited', () => {
		const run = aRun();
		run.finish('plan', 'code_planner', 'One', true);
		const request = {id: 1, kind: 'review', request: reviewOf('plan', 'Two')} as const;
		expect(outputComparison(plan(run), request)).toMatchObject({
			old: {text: 'One'},
			now: {name: 'your edit, not accepted', text: 'Two'},
		});
	});

	test('with a single version says why there is nothing to compare', () => {
		const run = aRun();
		expect(outputComparison(plan(run), null)).toEqual({why: expect.stringContaining('no output')});
		run.finish('plan', 'code_planner', 'One');
		expect(outputComparison(plan(run), null)).toEqual({why: expect.stringContaining('only this version')});
		run.begin('plan', 'code_planner');
		expect(outputComparison(plan(run), null)).toEqual({why: expect.stringContaining('It runs')});
	});

	test('that is a codebase is compared with the files it began with, while it has a single version', () => {
		const run = aRun();
		run.finish('plan', 'debugger', '');
		const operation = plan(run);
		const [began, made] = ['print(1)\n', 'print(2)\n'].map(text => manifestOf(new Map([['main.py', text]])));
		const version = operation.versions[0]!;
		const basis = {
			consumed: {},
			system: '',
			definition: operation.operation,
			moduleVersion: '',
			files: began!,
		};
		const versions = [{...version, files: made!, basis}];
		expect(outputComparison({...operation, versions}, null)).toMatchObject({
			old: {name: 'the files it began with', files: began},
			now: {files: made},
		});
	});
});

test('A version under the cursor is the new side, against the one that was marked, else the one before it.', () => {
	const run = aRun();
	run.finish('plan', 'code_planner', 'One');
	edited(run, 'Two');
	again(run, 2, 'Three');
	const named = (number: number, marked: number | null = null) => {
		const found = versionComparison(plan(run), number, marked);
		return 'why' in found ? found.why : [found.old.name, found.now.name];
	};
	expect(named(3)).toEqual(['v2 by you', 'v3 by the model, current']);
	expect(named(2)).toEqual(['v1 by the model', 'v2 by you']);
	expect(named(1)).toEqual(['v2 by you', 'v1 by the model']);
	expect(named(3, 1)).toEqual(['v1 by the model', 'v3 by the model, current']);
	expect(named(1, 3)).toEqual(['v3 by the model, current', 'v1 by the model']);
	expect(named(2, 2)).toEqual(['v1 by the model', 'v2 by you']);
});
