import {type RunEvent, type RunSettings, stamp} from '../../../source/core/events.ts';

const start = Date.UTC(2026, 10, 22, 14, 3, 11);

export const started: RunEvent = stamp(
	{
		type: 'run-started',
		run_id: '2026-11-22_14-03-11_engineering',
		pipeline_name: 'engineering',
		pipeline: 'pipeline: []\n',
		settings: {review: 'none', concurrency: 8, roles: {}, budget: {}} as unknown as RunSettings,
		request: 'a “budget” tracker\nwith tabs\t',
		answers: [],
		system_prompts: {code_plan: 'You plan.'},
		modules: {},
		initial_files: {},
		forked_from: null,
		continues: null,
	},
	start,
);

/** A whole answer that is `size` characters long. */
export function answered(number: number, size = 200): RunEvent {
	return stamp(
		{
			type: 'model-answered',
			output_name: `output_${number}`,
			module: 'code_planner',
			attempt: 1,
			call: 1,
			try: 1,
			usage: {input_tokens: 10, output_tokens: 20},
			cost_usd: 0.001,
			duration_ms: 1200,
			finish_reason: 'stop',
			by: 'model',
			model: 'gpt-6-luna',
			prompt: 'REQUEST:\n"quoted" \\ é 😀',
			response: `${number} `.padEnd(size, 'x"\n\\é😀 \ud83d'),
		},
		start + number,
	);
}

export function finished(number = 1_000_000): RunEvent {
	return stamp({type: 'run-finished', status: 'done', message: null}, start + number);
}
