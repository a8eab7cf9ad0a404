/** Logs that the Python OrchestrAI wrote: one action per module, in the order in which they ran. */
import {readFile} from 'node:fs/promises';
import {describeFault, faultCode} from './file-fault.ts';
import type {LogProblem} from './log-problem.ts';

type PythonAnswer = {
	module: string;
	/** What the module was given. */
	input: string;
	response: string;
	/** ms since the epoch. */
	at: number;
};

export type PythonLog = {
	pipeline_name: string;
	/** ms since the epoch. */
	startedAt: number;
	answers: PythonAnswer[];
};

export async function readPythonLog(path: string): Promise<PythonLog | LogProblem> {
	let value: unknown;
	try {
		value = JSON.parse(await readFile(path, 'utf8'));
	} catch (error) {
		if (error instanceof SyntaxError) return notOne(path, 'it is not JSON');
		return {
			kind: faultCode(error) === 'ENOENT' ? 'missing' : 'unreadable',
			problem: `Could not read ${path}: ${describeFault(error)}.`,
			cause: error,
		};
	}
	const {agent_start_time, pipeline_name, actions} = asRecord(value);
	if (!Array.isArray(actions)) return notOne(path, 'it holds no list of actions');
	// Seconds in the header, ms in the actions.
	const startedAt = (Number(agent_start_time) || 0) * 1000;
	const answers: PythonAnswer[] = [];
	for (const [index, action] of actions.entries()) {
		const {module, input, output, action_timestamp} = asRecord(action);
		const response = typeof output === 'string' ? output : asRecord(output).response_text;
		if (typeof module !== 'string' || typeof response !== 'string')
			return notOne(path, `its action ${index + 1} has no module, or no output`);
		const at = typeof action_timestamp === 'number' ? action_timestamp : startedAt;
		answers.push({module, input: asText(input), response, at});
	}
	return {pipeline_name: typeof pipeline_name === 'string' ? pipeline_name : '', startedAt, answers};
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
