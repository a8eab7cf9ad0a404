import {expect, test} from 'vitest';
import {type EventDraft, type RunEvent, stamp} from '../../../source/core/events.ts';
import {standingOf} from '../../../source/io/memory/standing.ts';

const of = (output_name: string) => ({output_name, module: 'm', attempt: 1});
const began = (name: string): EventDraft => ({type: 'module-started', ...of(name), prompt: '', consumed: {}});
const asked = (name: string): EventDraft => ({type: 'question-asked', ...of(name), question: 'What?'});
const review = (name: string): EventDraft => ({type: 'review-requested', ...of(name), subject: 'output'});
const decided = (name: string, decision: 'approve' | 'stop'): EventDraft => ({
	type: 'review-decided',
	...of(name),
	subject: 'output',
	decision,
	feedback: null,
	by: 'person',
});
const ended = (status: 'done' | 'stopped' | 'waiting'): EventDraft => ({
	type: 'run-finished',
	status,
	message: null,
});

function standing(...drafts: EventDraft[]) {
	return standingOf(drafts.map((draft): RunEvent => stamp(draft, 0)));
}

test('A run stands where it last waited for somebody, or else at what it was doing', () => {
	expect(standing(began('plan'))).toEqual({output_name: 'plan', doing: 'running'});
	expect(standing(began('plan'), review('plan'), began('other'))).toEqual({
		output_name: 'plan',
		doing: 'review',
	});
	expect(standing(began('request'), asked('request'))).toEqual({output_name: 'request', doing: 'question'});
});

test('What was decided or finished is no longer where it stands, unless it was stopped there', () => {
	expect(standing(began('plan'), review('plan'), decided('plan', 'approve'))).toBeNull();
	expect(standing(began('plan'), review('plan'), decided('plan', 'stop'), ended('stopped'))).toEqual({
		output_name: 'plan',
		doing: 'review',
	});
	expect(standing(began('plan'), ended('done'))).toBeNull();
});

test('What is to be made anew is no longer where a run stands, and a variant that failed never was', () => {
	const failed = (variant?: boolean): EventDraft => ({
		type: 'module-failed',
		...of('plan'),
		kind: 'module',
		message: 'It broke.',
		remedy: null,
		paused: true,
		...(variant ? {variant} : {}),
	});
	const rerun: EventDraft = {type: 'operation-rerun', output_name: 'plan', why: 'asked'};
	expect(standing(began('plan'), failed(), rerun, began('other'))).toEqual({
		output_name: 'other',
		doing: 'running',
	});
	expect(standing(began('plan'), failed(true))).toEqual({output_name: 'plan', doing: 'running'});
});
