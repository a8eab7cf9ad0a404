import {keyOfCall, type RecordedAnswer, recordedForAnother} from '../../core/cassette.ts';
import type {Clock, Model, ModelFault, ModelPiece, ModelRequest} from '../../core/ports.ts';
import {differingPart} from './differing-part.ts';
import {firstDifference} from './first-difference.ts';
import {paceOf} from './pace.ts';

export type CassetteOptions = {
	answers: readonly RecordedAnswer[];
	/** `strict`: an answer that was recorded for another prompt is a fault. `loose`: it comes with a note. */
	match: 'loose' | 'strict';
	/** `recorded`: in the rhythm of the recording, long waits shortened. Default `instant`. */
	pace?: 'instant' | 'recorded';
	clock: Pick<Clock, 'sleep'>;
	/** The person can have it recorded again: `--record`. */
	recordable?: boolean;
	/** The files that the system message of a module is made of now, so that one of them can be named. */
	partsOf?(module: string): Promise<{file: string; text: string}[]>;
};

export type CassetteModel = Model & {
	/** It holds an answer to this very prompt, under this output_name, attempt and call. */
	holds(request: ModelRequest): boolean;
};

/**
 * Answers from a recording; it costs nothing. An answer is found by output_name, attempt and call. An
 * output_name that the recording lacks altogether gets the module's answers in the order in which it asks.
 */
export function createCassetteModel({
	answers,
	match,
	pace = 'instant',
	clock,
	recordable = false,
	partsOf,
}: CassetteOptions): CassetteModel {
	const byKey = new Map(answers.map(answer => [keyOfCall(answer), answer]));
	const names = new Set(answers.map(answer => answer.output_name));
	const byModule = Map.groupBy(answers, answer => answer.module);
	/** module → the keys of its calls so far, so that a second try gets the same answer. */
	const order = new Map<string, string[]>();

	function find(request: ModelRequest): RecordedAnswer | undefined {
		const key = keyOfCall(request);
		if (names.has(request.output_name)) return byKey.get(key);
		const asked = order.get(request.module) ?? [];
		if (!asked.includes(key)) asked.push(key);
		order.set(request.module, asked);
		return byModule.get(request.module)?.[asked.indexOf(key)];
	}

	async function* stream(request: ModelRequest, signal: AbortSignal): AsyncGenerator<ModelPiece> {
		const answer = find(request);
		if (!answer) {
			yield {type: 'failed', fault: missing(request, recordable)};
			return;
		}
		const difference = promptDifference(answer, request);
		if (difference !== null && match === 'strict') {
			const parts = (await partsOf?.(request.module)) ?? [];
			const placed = promptDifference(answer, request, parts) ?? difference;
			yield {type: 'failed', fault: mismatch(request, placed, recordable)};
			return;
		}

		let shown = '';
		const pieces = pace === 'recorded' ? paceOf(answer) : [{wait_ms: 0, text: answer.response}];
		for (const {wait_ms, text} of pieces) {
			if (wait_ms > 0) await clock.sleep(wait_ms, signal);
			if (signal.aborted) {
				yield {
					type: 'failed',
					fault: fault('aborted', 'The recorded answer was stopped before its end.', null, shown),
				};
				return;
			}
			shown += text;
			yield {type: 'text', text};
		}
		yield {
			type: 'answered',
			answer: {
				text: answer.response,
				model: answer.model ?? request.model,
				usage: answer.usage,
				cost_usd: 0,
				finish_reason: 'stop',
				notes: difference === null ? [] : [recordedForAnother],
			},
		};
	}

	// What a recording was asked for stays as it is written: the answer tells which model gave it.
	return {
		kind: 'recorded',
		resolve: name => ({model: name ?? 'medium', note: null}),
		obstacle: () => null,
		holds(request) {
			const answer = byKey.get(keyOfCall(request));
			return (
				answer !== undefined && promptDifference({...answer, system: answer.system ?? ''}, request) === null
			);
		},
		stream,
	};
}

/** The first difference between what was recorded and what is asked now, null if there is none. */
function promptDifference(
	answer: RecordedAnswer,
	{messages}: ModelRequest,
	parts: readonly {file: string; text: string}[] = [],
): string | null {
	const prompt = messages.findLast(({role}) => role === 'user')?.content ?? '';
	const system = messages.find(({role}) => role === 'system')?.content ?? '';
	const inPrompt = firstDifference(answer.prompt, prompt);
	if (inPrompt !== null) return `The prompt differs at ${inPrompt}`;
	if (answer.system === null) return null;
	const inPart = differingPart(answer.system, system, parts);
	if (inPart !== null) return `The system prompt differs ${inPart}`;
	const inSystem = firstDifference(answer.system, system);
	return inSystem === null ? null : `The system prompt differs at ${inSystem}`;
}

function missing({output_name, attempt, call}: ModelRequest, recordable: boolean): ModelFault {
	return fault(
		'not-recorded',
		`The recording has no answer to this: \`${output_name}\`, attempt ${attempt}, call ${call}.`,
		recordable
			? `If that is meant, ${record}; or write this output by hand.`
			: 'Write this output by hand, or give the app a model instead of the recording: a key (`orchestrai login`) or a server (--base-url).',
	);
}

function mismatch({output_name}: ModelRequest, difference: string, recordable: boolean): ModelFault {
	const again = recordable ? record : 'record it again';
	return fault(
		'not-recorded',
		`The recording has no answer to this prompt of \`${output_name}\`. ${difference}`,
		`If that is not meant, put the file right and run it anew. If it is, ${again}; or let the difference pass with --cassette-match loose.`,
	);
}

const record =
	'have a model asked and its answer added: the same command with --record, or `orchestrai resume --record`';

function fault(kind: ModelFault['kind'], message: string, remedy: string | null, partial = ''): ModelFault {
	return {
		kind,
		message,
		remedy,
		retryable: false,
		retry_after_ms: null,
		possibly_paid: false,
		partial,
		usage: null,
		cost_usd: null,
	};
}
