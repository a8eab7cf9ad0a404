/**
 * Logs that the Python OrchestrAI wrote: one action for each answer of a module, in the order in which they came. Its
 * shapes vary with its age: `{agent_start_time, pipeline_name, actions}`, where an `output` is a text or an object with
 * `response_text`; or nothing but a list of `{module, prompt, response, model, timestamp}`.
 */
import {describeFault, faultCode} from './file-fault.ts';
import type {LogProblem} from './log-problem.ts';
import {openRegular} from './open-regular.ts';

export type PythonAction = {
	module: string;
	/** What the module was given. */
	input: string;
	response: string;
	/** When the model was asked, ms since the epoch; null where the log does not tell, or no model was. */
	askedAt: number | null;
	/** When it was done, ms since the epoch. */
	at: number;
	/** Who yields it: what only has a text, and is by one of the modules that ask the person, was typed. */
	by: 'model' | 'person';
	system: string | null;
	model: string | null;
	/** Of the answer; null where the log does not tell. */
	output_tokens: number | null;
	/** Why the call yielded nothing whole; null where it did. */
	fault: string | null;
};

export type PythonLog = {
	pipeline_name: string;
	/** ms since the epoch. */
	startedAt: number;
	actions: PythonAction[];
	/** What is not used, a sentence each. */
	ignored: string[];
};

const asksThePerson: ReadonlySet<string> = new Set(['start', 'start_module', 'human_intervention']);

/** Whether a file's value looks as the Python OrchestrAI wrote it. */
export function isPythonLog(value: unknown): boolean {
	if (Array.isArray(value))
		return value.length > 0 && value.every(one => 'module' in asRecord(one) && 'prompt' in one);
	const header = asRecord(value);
	return (
		Array.isArray(header.actions) &&
		'agent_start_time' in header &&
		!('version' in header || 'run_id' in header)
	);
}

/** What cannot be used of it is left out and told in `ignored`; a log without anything that can is a problem. Never rejects. */
export async function readPythonLog(path: string): Promise<PythonLog | LogProblem> {
	let value: unknown;
	try {
		value = JSON.parse(await readText(path));
	} catch (error) {
		if (error instanceof SyntaxError) return notOne(path, 'it is not JSON');
		return {
			kind: faultCode(error) === 'ENOENT' ? 'missing' : 'unreadable',
			problem: `Could not read ${path}: ${describeFault(error)}.`,
			cause: error,
		};
	}
	const {agent_start_time, pipeline_name, actions} = Array.isArray(value)
		? {agent_start_time: null, pipeline_name: null, actions: value}
		: asRecord(value);
	if (!Array.isArray(actions)) return notOne(path, 'it holds no list of actions');
	let at = timeOf(agent_start_time, 0) ?? firstTime(actions) ?? 0;
	const startedAt = at;
	const log: PythonLog = {pipeline_name: asText(pipeline_name), startedAt, actions: [], ignored: []};
	for (const [index, one] of actions.entries()) {
		const action = readAction(asRecord(one), {startedAt, before: at});
		if (typeof action === 'string') {
			log.ignored.push(`Action ${index + 1} of ${path} is left out: ${action}.`);
			continue;
		}
		log.actions.push(action);
		at = action.at;
	}
	if (log.actions.length > 0) return log;
	return notOne(
		path,
		actions.length === 0 ? 'it holds no action' : 'no action of it has a module and an output',
	);
}

async function readText(path: string): Promise<string> {
	const file = await openRegular(path);
	try {
		return await file.readFile('utf8');
	} finally {
		await file.close();
	}
}

/** A sentence's end where it cannot be used. `before`: when the action ahead of it was done. */
function readAction(
	action: Record<string, unknown>,
	{startedAt, before}: {startedAt: number; before: number},
): PythonAction | string {
	const time = (value: unknown) => timeOf(value, startedAt);
	const {module} = action;
	// The oldest logs hold what the person typed as the prompt of a module that answers nothing.
	const output = action.output ?? action.response ?? (module === 'start' ? action.prompt : null);
	const told = asRecord(output);
	const response = typeof output === 'string' ? output : told.response_text;
	const askedAt = time(told.llm_start_time_ms);
	const fault = faultOf(told);
	if (typeof module !== 'string' || module.trim() === '') return 'it has no module';
	if (typeof response !== 'string' && fault === null) return 'it has no output';
	return {
		module,
		input: asText(action.input ?? action.prompt),
		response: typeof response === 'string' ? response : '',
		askedAt,
		at:
			time(action.action_timestamp) ??
			time(told.llm_end_time_ms) ??
			time(action.timestamp) ??
			askedAt ??
			before,
		by: typeof output === 'string' && asksThePerson.has(module) ? 'person' : 'model',
		system: typeof told.system_prompt === 'string' ? told.system_prompt : null,
		model:
			([told.model, action.model].find(name => typeof name === 'string' && name !== '') as string | null) ??
			null,
		output_tokens: isCount(told.token_count) ? told.token_count : null,
		fault,
	};
}

/** `status_message` is a list with a null in it where all went well. */
function faultOf({status_code, status_message}: Record<string, unknown>): string | null {
	if (typeof status_code !== 'string' || status_code === 'success') return null;
	const messages = [status_message].flat().filter(one => typeof one === 'string' && one !== '');
	return messages.length > 0 ? messages.join(' ') : `The call ended with the status “${status_code}”.`;
}

function firstTime(actions: readonly unknown[]): number | null {
	const {action_timestamp, timestamp} = asRecord(actions[0]);
	return timeOf(action_timestamp, null) ?? timeOf(timestamp, null);
}

/**
 * ms since the epoch, out of a date, or a number (in a text, too) of ms or seconds since then: its size tells which. A
 * small one is seconds since `startedAt`, and tells nothing where that is not known. Null where it is none of these.
 */
function timeOf(value: unknown, startedAt: number | null): number | null {
	const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	const time = Number.isNaN(number) ? Date.parse(value as string) : inMs(number, startedAt);
	return time !== null && time > 0 && time < largestTime ? Math.round(time) : null;
}

function inMs(number: unknown, startedAt: number | null): number | null {
	if (typeof number !== 'number' || number <= 0) return null;
	if (number < smallestDate) return startedAt === null ? null : startedAt + number * 1000;
	return number < firstInMs ? number * 1000 : number;
}

/** What is less is no time since the epoch in seconds, but since the start: 1973. */
const smallestDate = 1e8;

/** As seconds this is the year 5138, as ms 1973. */
const firstInMs = 1e11;

/** What a date can be. */
const largestTime = 8.64e15;

function isCount(value: unknown): value is number {
	return Number.isSafeInteger(value) && (value as number) >= 0;
}

function notOne(path: string, why: string): LogProblem {
	return {kind: 'not-a-log', problem: `${path} is not a log of the Python OrchestrAI: ${why}.`};
}

function asRecord(value: unknown): Record<string, unknown> {
	return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function asText(value: unknown): string {
	if (typeof value === 'string') return value;
	return value === undefined || value === null ? '' : JSON.stringify(value);
}
