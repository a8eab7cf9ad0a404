/** What earlier runs of a pipeline came to, for operations that recall. */
import {open} from 'node:fs/promises';
import type {Memory, PastOutput} from '../../core/ports.ts';
import {emptyState, reduce} from '../../core/state/reduce.ts';
import type {RunState} from '../../core/state/run-state.ts';
import {stalenessOf} from '../../core/state/staleness.ts';
import {isLogProblem} from './log-problem.ts';
import {scanActions} from './reader.ts';
import {isHeaderOf, newestRunsOf} from './runs-of-pipeline.ts';
import {scanLines} from './scan-lines.ts';

/** A log that is longer takes more than a moment to fold, in bytes: it is passed over. */
const largest = 32 * 1024 * 1024;

type RecallFrom = {
	runsDir: string;
	/** Ids of runs that are not recalled: this one itself, and one that is told anyway. */
	except: readonly string[];
	pipeline_name: string;
	/** A log of the same operations: what they recalled there, they recall again, so that their prompts are the same. */
	same: string | null;
	/** Nothing but `same` is asked: a rehearsal depends on its recording alone. */
	rehearsal: boolean;
};

/** By output_name. */
type Outputs = ReadonlyMap<string, PastOutput & {module: string}>;

/** Each log is read once, and only when an operation recalls. */
export function createMemory({runsDir, except, pipeline_name, same, rehearsal}: RecallFrom): Memory {
	const read = new Map<string, Promise<Outputs>>();
	const outputsOf = (log: string) => {
		const outputs = read.get(log) ?? readOutputs(log, pipeline_name).catch(() => new Map());
		read.set(log, outputs);
		return outputs;
	};
	let recalledThere: Promise<ReadonlyMap<string, readonly PastOutput[]>> | null = null;
	let folders: ReturnType<typeof newestRunsOf> | null = null;

	return {
		async recall({output_name, module, count}, signal) {
			if (same !== null) {
				recalledThere ??= readRecalled(same);
				const there = (await recalledThere).get(output_name);
				if (there) return there.slice(0, count);
			}
			if (rehearsal) return [];
			folders ??= newestRunsOf(runsDir, pipeline_name, except).catch(() => []);
			const found: PastOutput[] = [];
			for (const {log} of await folders) {
				if (found.length === count || signal.aborted) break;
				const output = (await outputsOf(log)).get(output_name);
				// Forks take outputs over, and reruns may yield the same again.
				if (output?.module !== module || found.some(({text}) => text === output.text)) continue;
				found.push({run_id: output.run_id, at: output.at, text: output.text});
			}
			return found;
		},
	};
}

/** What the operations of a run came to; nothing if its log is another pipeline's, too large, damaged or newer. */
async function readOutputs(log: string, pipeline_name: string): Promise<Outputs> {
	if (!(await isWorthReading(log, pipeline_name))) return new Map();
	let state = emptyState();
	const scanned = await scanActions(log, action => {
		state = reduce(state, action);
	});
	return isLogProblem(scanned) || scanned.torn ? new Map() : acceptedOutputs(state);
}

async function isWorthReading(log: string, pipeline_name: string): Promise<boolean> {
	const file = await open(log, 'r');
	try {
		if ((await file.stat()).size > largest) return false;
		for await (const {bytes} of scanLines(file, 0)) return isHeaderOf(bytes, pipeline_name);
		return false;
	} finally {
		await file.close();
	}
}

/** Without what is stale, waits for a decision or is being made anew, and without what only a recording said. */
function acceptedOutputs(state: RunState): Outputs {
	const stale = stalenessOf(state);
	const outputs = new Map<string, PastOutput & {module: string}>();
	for (const [name, {operation, status, versions, current}] of state.operations) {
		const version = versions[current - 1];
		if (status !== 'done' || !version?.accepted || version.by === 'recorded' || stale.has(name)) continue;
		if (version.text.trim() === '') continue;
		const at = new Date(version.at).toISOString();
		outputs.set(name, {run_id: state.run_id, at, text: version.text, module: operation.module});
	}
	return outputs;
}

/** What the operations of this run recalled themselves; a log that cannot be read recalls nothing. */
async function readRecalled(log: string): Promise<ReadonlyMap<string, readonly PastOutput[]>> {
	const recalled = new Map<string, readonly PastOutput[]>();
	await scanActions(log, action => {
		const told =
			action.type === 'run-started'
				? action.recalled
				: action.type === 'module-started' && action.recalled && {[action.output_name]: action.recalled};
		for (const [name, outputs] of Object.entries(told || {})) recalled.set(name, outputs);
	});
	return recalled;
}
