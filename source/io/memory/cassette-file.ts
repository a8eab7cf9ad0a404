import {keyOfCall, type RecordedAnswer} from '../../core/cassette.ts';
import type {EventOf, RunEvent} from '../../core/events.ts';
import {rememberTexts, resolveMessages, type TextTable} from '../../core/texts.ts';
import {isLogProblem, type LogProblem} from './log-problem.ts';
import {readPythonLog} from './python-log.ts';
import {scanActions} from './reader.ts';

/**
 * The answers that a memory log recorded, in the order in which they first came; of a call that was asked again
 * after an interruption, or recorded again, the last. Takes logs of the Python OrchestrAI too.
 */
export async function readCassette(path: string): Promise<RecordedAnswer[] | LogProblem> {
	const collected = collectAnswers();
	const log = await scanActions(path, collected.take);
	if (!isLogProblem(log)) return collected.answers();
	return log.kind === 'python' ? await readPythonAnswers(path) : log;
}

type Collected = {
	/** Call it for each action of a log, in order. */
	take(event: RunEvent): void;
	answers(): RecordedAnswer[];
};

/** The answers of a log that is read action by action; of several runs in it, the last answer to each call. */
export function collectAnswers(): Collected {
	const texts: TextTable = new Map();
	const asked = new Map<string, {prompt: string; system: string | null}>();
	const answers = new Map<string, RecordedAnswer>();
	return {
		take(event) {
			rememberTexts(texts, event);
			if (event.type === 'model-asked') asked.set(keyOfCall(event), readMessages(event, texts));
			if (event.type === 'model-answered') {
				const {timing} = event;
				answers.set(keyOfCall(event), {
					...basics(event),
					call: event.call,
					...(asked.get(keyOfCall(event)) ?? {prompt: event.prompt ?? '', system: null}),
					...(timing ? {timing} : {}),
					usage: event.usage,
				});
			}
			// What a resumed module took over from the log is an answer of this run; a forked output is no call.
			if (event.type === 'answer-reused' && event.call !== null && !answers.has(keyOfCall(event)))
				answers.set(keyOfCall(event), {
					...basics(event),
					call: event.call,
					prompt: event.prompt ?? '',
					system: null,
					usage: null,
				});
		},
		answers: () => [...answers.values()],
	};
}

async function readPythonAnswers(path: string): Promise<RecordedAnswer[] | LogProblem> {
	const log = await readPythonLog(path);
	if (isLogProblem(log)) return log;
	return log.actions
		.filter(({fault}) => fault === null)
		.map(({module, input, response, system, model}) => ({
			output_name: null,
			module,
			attempt: 1,
			call: 1,
			prompt: input,
			system,
			model,
			response,
			usage: null,
		}));
}

function basics({
	output_name,
	attempt,
	module,
	model,
	response,
}: EventOf<'model-answered'> | EventOf<'answer-reused'>) {
	return {output_name, attempt, module: module ?? '', model, response: response ?? ''};
}

function readMessages(
	event: EventOf<'model-asked'>,
	texts: TextTable,
): {prompt: string; system: string | null} {
	const messages = resolveMessages(texts, event.messages);
	const system = messages.find(({role}) => role === 'system')?.content ?? null;
	const prompt = event.prompt ?? messages.findLast(({role}) => role === 'user')?.content ?? '';
	return {prompt, system};
}
