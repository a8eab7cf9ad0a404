/**
 * The format of `memory_log.json`: valid JSON with one action a line, so that it can be appended to in place and
 * scanned without being parsed whole.
 *
 *     {"version":1,…,"actions":[
 *     {"type":"run-started",…},
 *     {"type":"module-started",…}
 *     ]}
 */
import type {RunEvent} from '../../core/events.ts';

export const logFileName = 'memory_log.json';

/** The version that this program writes, and the newest it reads. */
export const logVersion = 1;

export type LogHeader = {
	version: typeof logVersion;
	run_id: string;
	pipeline_name: string;
	/** The YAML as it was when the run began. */
	pipeline: string;
	/** ISO 8601, UTC. */
	agent_start_time: string;
};

export type MemoryLog = LogHeader & {actions: RunEvent[]};

/** Ends the header's line. */
export const opening = '"actions":[';

/** Follows the last action; the next one is written over it. */
export const closing = '\n]}\n';

/** The header's line, without the line break. */
export function writeHeader({version, run_id, pipeline_name, pipeline, agent_start_time}: LogHeader): string {
	const header = JSON.stringify({version, run_id, pipeline_name, pipeline, agent_start_time});
	return `${header.slice(0, -1)},${opening}`;
}

/** The header that a run's first event gives. */
export function headerOf(event: RunEvent & {type: 'run-started'}): LogHeader {
	return {
		version: logVersion,
		run_id: event.run_id,
		pipeline_name: event.pipeline_name,
		pipeline: event.pipeline,
		agent_start_time: event.timestamp,
	};
}
