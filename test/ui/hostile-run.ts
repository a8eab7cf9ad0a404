/** A run in which every text that others wrote is the same one. */

import type {EventDraft, RunEvent} from '../../source/core/events.ts';
import type {Parameters} from '../../source/core/ports.ts';
import {emptyState} from '../../source/core/state/reduce.ts';
import {createStore, type Store} from '../../source/core/store.ts';

export type HostileRun = Store & {events: RunEvent[]};

const person = {by: 'person'} as const;

/** `ends`: whether it came to its end; else the last output is still being written. */
export function aHostileRun(text: string, {ends = false}: {ends?: boolean} = {}): HostileRun {
	const events: RunEvent[] = [];
	let now = Date.parse('2026-11-22T14:03:11.000Z');
	const store = createStore({
		log: {append: event => void events.push(event), flushed: () => Promise.resolve()},
		clock: {now: () => (now += 100)},
	});
	const emit = (event: EventDraft) => store.emit(event);
	const of = (output_name: string, module: string) => ({output_name, module, attempt: 1});
	const request = of('request', 'start_module');
	const plan = of('plan', 'code_planner');
	const code = of('code', 'debugger');
	const usage = {input_tokens: 10, output_tokens: 5};
	const subject = {kind: 'run', command: text, caged: false, folder: text} as const;
	emit({
		type: 'run-started',
		run_id: text,
		pipeline_name: text,
		pipeline: pipelineWith(text),
		pipeline_file: text,
		settings: {...emptyState().settings, base_url: text, roles: {small: text}, model: text},
		request: text,
		answers: [{name: 'request', text}],
		system_prompts: {plan: text, code: text},
		modules: {debugger: {yields: 'codebase', writes: true, version: '1'}},
		initial_files: {[text]: text},
		forked_from: {run_id: text, path: text, action: 3},
		continues: {run_id: text, path: text, earlier: [{name: text, text}]},
	});
	emit({type: 'module-started', ...request, prompt: text, consumed: {}});
	emit({type: 'question-asked', ...request, question: text});
	emit({type: 'question-answered', ...request, question: text, response: text, declined: false});
	emit({
		type: 'module-finished',
		...request,
		response: text,
		version: 1,
		...person,
		consumed: {},
		review: false,
	});
	emit({
		type: 'module-started',
		...plan,
		prompt: text,
		consumed: {request: 1},
		recalled: [{run_id: text, at: '2026-11-21T14:03:11.000Z', text, cut: true}],
	});
	emit({
		type: 'model-asked',
		...plan,
		call: 1,
		try: 1,
		model: text,
		parameters: {[text]: text} as Parameters,
		messages: [
			{role: 'system', content: text},
			{role: 'user', content: text},
		],
		by: 'model',
	});
	emit({
		type: 'model-failed',
		...plan,
		call: 1,
		try: 1,
		model: text,
		response: text,
		fault: 'server-error',
		message: text,
		retry_in_ms: 1000,
		possibly_paid: true,
		usage,
		cost_usd: null,
		duration_ms: 10,
		by: 'model',
	});
	emit({
		type: 'model-asked',
		...plan,
		call: 1,
		try: 2,
		model: text,
		parameters: {},
		messages: [{role: 'user', content: text}],
		by: 'model',
	});
	emit({
		type: 'model-answered',
		...plan,
		call: 1,
		try: 2,
		model: text,
		response: text,
		usage,
		cost_usd: 0.01,
		duration_ms: 10,
		finish_reason: text,
		by: 'model',
		reasoning: text,
		notes: [text],
	});
	emit({
		type: 'module-finished',
		...plan,
		response: text,
		version: 1,
		by: 'model',
		consumed: {request: 1},
		review: true,
		messages: [text],
	});
	emit({
		type: 'review-decided',
		...plan,
		subject: 'output',
		decision: 'edit',
		response: `${text}\nedited ${text}`,
		feedback: text,
		version: 2,
		...person,
	});
	emit({type: 'note-taken', output_name: 'plan', note: text});
	emit({type: 'note-taken', output_name: null, note: text});
	emit({type: 'module-started', ...code, prompt: text, consumed: {plan: 2}});
	emit({
		type: 'files-written',
		...code,
		by: 'model',
		files: {[text]: 'hash', [`${text}/main.py`]: 'hash'},
		contents: {hash: text},
		deleted: [text],
		refused: [{path: text, reason: text}],
	});
	emit({type: 'consent-asked', ...code, subject});
	emit({type: 'consent-given', ...code, subject, lasts: 'once'});
	emit({
		type: 'dependencies-installed',
		...code,
		iteration: 1,
		command: text,
		requirements: [text],
		ok: false,
		problem: 'failed',
		stdout: text,
		stderr: text,
		duration_ms: 10,
	});
	emit({
		type: 'program-ran',
		...code,
		iteration: 1,
		command: text,
		purpose: 'run',
		exit_code: 1,
		signal: null,
		timed_out: false,
		stopped: text,
		caged: true,
		stdout: text,
		stderr: text,
		duration_ms: 10,
		fingerprint: text,
		summary: text,
		made_files: [text],
	});
	emit({
		type: 'direction-asked',
		...code,
		number: 1,
		about: 'stuck',
		message: text,
		courses: ['hint'],
		command: text,
	});
	emit({
		type: 'direction-given',
		...code,
		number: 1,
		key: 'k',
		about: 'stuck',
		course: 'hint',
		response: text,
	});
	emit({type: 'consent-refused', ...code, subject, reason: text});
	if (ends) {
		emit({type: 'module-failed', ...code, kind: text, message: text, remedy: text, paused: false});
		emit({type: 'run-finished', status: 'failed', message: text});
	} else {
		emit({
			type: 'model-asked',
			...code,
			call: 1,
			try: 1,
			model: text,
			parameters: {},
			messages: [{role: 'user', content: text}],
			by: 'model',
		});
	}

	return {...store, events};
}

/** The names are such as a pipeline may have, though they hold what cannot be seen. */
function pipelineWith(text: string): string {
	// A text that YAML cannot say is left out of it.
	const said = JSON.stringify(text.toWellFormed());
	const command = JSON.stringify(text.toWellFormed().replaceAll(/['"\\]/g, ''));
	return `
description: ${said}
defaults: {model_config: {model: ${said}}}
pipeline:
  - {module: start_module, inputs: [], output_name: request}
  - {module: code_planner, inputs: [request], output_name: plan, supplement: ${said}}
  - {module: debugger, inputs: [plan], output_name: code, debug: {run: ${command}, stdin: ${said}}}
  - {module: "Zq\\xADsoft", inputs: [plan], output_name: "Zq\\u200Djoin\\uFE01\\u3164"}
`;
}
