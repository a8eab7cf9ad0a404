import {expect, test} from 'vitest';
import {modelsInUse} from '../../../source/ui/run/models-in-use.ts';
import {aRun, type Run} from '../a-run.ts';

/** The call failed, since its endpoint does not know the model. */
function isUnknown(run: Run, of: {output_name: string; module: string; attempt: number; call: number}): void {
	run.emit({
		type: 'model-failed',
		...of,
		try: 1,
		by: 'model',
		model: 'mini',
		prompt: '',
		fault: 'unknown-model',
		message: 'No such model.',
		response: '',
		retry_in_ms: null,
		possibly_paid: false,
		usage: null,
		cost_usd: null,
		duration_ms: 10,
	});
}

test('A model that its endpoint did not know is not suggested, nor a role that means it, until it was asked again.', () => {
	const run = aRun();
	run.begin('plan', 'code_planner');
	const of = {output_name: 'plan', module: 'code_planner', attempt: 1, try: 1, by: 'model' as const};
	const asks = (call: number, model: string) =>
		run.emit({type: 'model-asked', ...of, call, model, prompt: '', parameters: {}, messages: []});
	const suggested = () =>
		modelsInUse(run.state(), [
			{name: 'mini', means: null},
			{name: 'small', means: 'mini'},
		]).map(({name}) => name);
	asks(1, 'mini');
	asks(2, 'other');
	expect(suggested()).toEqual(['mini', 'small', 'other']);
	isUnknown(run, {...of, call: 1});
	expect(suggested()).toEqual(['other']);
	asks(3, 'mini');
	expect(suggested()).toEqual(['mini', 'small', 'other']);
});

test('Of a call that another model answered, that one is suggested, and the one that was not known there is not.', () => {
	const run = aRun();
	run.begin('plan', 'code_planner');
	const of = {
		output_name: 'plan',
		module: 'code_planner',
		attempt: 1,
		call: 1,
		by: 'model' as const,
		prompt: '',
	};
	run.emit({type: 'model-asked', ...of, try: 1, model: 'mini', parameters: {}, messages: []});
	isUnknown(run, of);
	run.emit({type: 'model-asked', ...of, try: 2, model: 'other', parameters: {}, messages: []});
	run.emit({
		type: 'model-answered',
		...of,
		try: 2,
		model: 'other',
		response: 'A plan.',
		usage: null,
		cost_usd: null,
		duration_ms: 10,
		finish_reason: 'stop',
	});
	const names = modelsInUse(run.state(), [
		{name: 'first', means: null},
		{name: 'small', means: 'mini'},
		{name: 'other', means: null},
	]).map(({name}) => name);
	expect(names).toEqual(['first', 'other']);
});
