/** Actions as a run makes them, of a given size. */
import {type RunEvent, stamp} from '../../source/core/events.ts';
import {emptyState} from '../../source/core/state/reduce.ts';
import {openLog} from '../../source/io/memory/log.ts';
import {isLogProblem} from '../../source/io/memory/log-problem.ts';

const start = Date.UTC(2026, 10, 22, 14, 3, 11);

const words = 'The plan holds “seven” steps;\n\tnothing else\\ is in it, and each\r\nis asked for. ';

function textOf(number: number, size: number): string {
	return `${number} ${words.repeat(Math.ceil(size / words.length))}`.slice(0, size);
}

export function started(): RunEvent {
	return stamp(
		{
			type: 'run-started',
			run_id: '2026-11-22_14-03-11_bench',
			pipeline_name: 'bench',
			pipeline: 'pipeline:\n  - {module: enhancer, inputs: [], output_name: text}\n',
			settings: emptyState().settings,
			request: null,
			answers: [],
			system_prompts: {text: 'You enhance.'},
			modules: {},
			initial_files: {},
			forked_from: null,
			continues: null,
		},
		start,
	);
}

/** The n-th action: a prompt, a question to a model, its answer, an output, and again. */
export function action(number: number, size: number): RunEvent {
	const now = start + number * 250;
	const of = {output_name: 'text', module: 'enhancer', attempt: 1 + Math.floor(number / 4)};
	const call = {...of, call: 1, try: 1, model: 'test-model', by: 'model' as const};
	const text = textOf(number - (number % 2), size);
	switch (number % 4) {
		case 0:
			return stamp({type: 'module-started', ...of, prompt: text, consumed: {}}, now);
		case 1:
			return stamp(
				{
					type: 'model-asked',
					...call,
					prompt: text,
					parameters: {},
					messages: [{role: 'user', content: text}],
				},
				now,
			);
		case 2:
			return stamp(
				{
					type: 'model-answered',
					...call,
					prompt: null,
					response: text,
					usage: {input_tokens: 1000, output_tokens: 1000},
					cost_usd: 0.01,
					duration_ms: 240,
					finish_reason: 'stop',
					timing: Array.from({length: 20}, (_, piece): [number, number] => [piece * 12, (piece * size) / 20]),
				},
				now,
			);
		default:
			return stamp(
				{
					type: 'module-finished',
					...of,
					response: text,
					version: of.attempt,
					by: 'model',
					consumed: {},
					review: false,
				},
				now,
			);
	}
}

/** The first thousand of them. */
export function thousand(size: number): RunEvent[] {
	return Array.from({length: 1000}, (_, number) => action(number, size));
}

/** A log in `folder`, of texts of `size` bytes, as long as is wanted. Returns its path. */
export async function writeLog(
	folder: string,
	{size, until}: {size: number; until: (written: {actions: number; bytes: number}) => boolean},
): Promise<string> {
	const log = await openLog(folder);
	if (isLogProblem(log)) throw new Error(log.problem);
	log.append(started());
	const written = {actions: 1, bytes: 0};
	while (!until(written)) {
		const one = action(written.actions - 1, size);
		log.append(one);
		written.bytes += Buffer.byteLength(JSON.stringify(one));
		written.actions++;
		if (written.actions % 100 === 0) await log.flushed();
	}

	await log.close();
	return log.path;
}
