/** A run of three operations, driven by hand. */
import type {RunEvent} from '../../source/core/events.ts';
import type {ReviewRequest} from '../../source/core/ports.ts';
import {emptyState} from '../../source/core/state/reduce.ts';
import {createStore, type Store} from '../../source/core/store.ts';

const pipeline = `
pipeline:
  - {module: start_module, inputs: [], output_name: request}
  - {module: code_planner, inputs: [request], output_name: plan}
  - {module: engineer, inputs: [plan], output_name: code}
`;

export type Run = Store & {
	/** All that happened. */
	events: RunEvent[];
	clock: {time: number};
	begin(output_name: string, module: string): void;
	finish(output_name: string, module: string, text: string, review?: boolean): void;
};

/** `files`: those that it begins with. */
export function aRun(files: Record<string, string> = {}): Run {
	const clock = {time: Date.parse('2026-11-22T14:03:11.000Z')};
	const events: RunEvent[] = [];
	const store = createStore({
		log: {append: event => void events.push(event), flushed: () => Promise.resolve()},
		clock: {now: () => clock.time},
	});
	store.emit({
		type: 'run-started',
		run_id: 'a-run',
		pipeline_name: 'engineering',
		pipeline,
		settings: emptyState().settings,
		request: null,
		answers: [],
		system_prompts: {plan: 'You plan.'},
		modules: {debugger: {yields: 'codebase', writes: true, version: '1'}},
		initial_files: files,
		forked_from: null,
		continues: null,
	});
	return {
		...store,
		events,
		clock,
		begin(output_name, module) {
			store.emit({
				type: 'module-started',
				output_name,
				module,
				attempt: 1,
				prompt: `Told to ${output_name}`,
				consumed: {},
			});
		},
		finish(output_name, module, text, review = false) {
			store.emit({
				type: 'module-finished',
				output_name,
				module,
				attempt: 1,
				response: text,
				version: 1,
				by: 'model',
				consumed: {},
				review,
			});
		},
	};
}

export function reviewOf(output_name: string, output: string): ReviewRequest {
	return {
		output_name,
		module: 'code_planner',
		attempt: 1,
		version: 1,
		output,
		yields: 'text',
		problem: null,
		declared: false,
		consumers: ['code'],
		variants: [],
	};
}
