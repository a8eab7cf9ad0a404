/** A new request on the program of an earlier run: its files, its request and its plans go along. */
import {earlierOf} from '../../core/continue/earlier.ts';
import {readManifest} from '../../core/engine/starting-files.ts';
import type {RunStarted} from '../../core/events.ts';
import type {Pipeline} from '../../core/pipeline/pipeline.ts';
import type {Problem} from '../../core/pipeline/problem.ts';
import type {RunState} from '../../core/state/run-state.ts';
import {type Surroundings, UsageError} from '../command.ts';
import {readPipelineText} from './changes.ts';
import type {RunFlags} from './flags.ts';
import {findParent, type Parent, readParent} from './parent.ts';
import {checkPipeline, listModuleNames} from './plan.ts';

export type Continued = {
	parent: Parent;
	/** What its workspace shows. */
	files: ReadonlyMap<string, string>;
	continues: NonNullable<RunStarted['continues']>;
};

/** Throws a `UsageError` where the run is not there, or cannot be read. */
export async function continueFrom(named: string, flags: RunFlags, around: Surroundings): Promise<Continued> {
	if (flags.workspaceFrom !== null)
		throw new UsageError('--continue brings the files of its run along: leave --workspace-from out.');
	const parent = await readParent(await findParent(named, flags, around), null);
	if (parent.damage !== null) around.stderr.write(`${parent.damage}\n`);
	return {
		parent,
		files: filesOf(parent.state),
		continues: {run_id: parent.id, path: parent.log, earlier: earlierOf(parent.state)},
	};
}

function filesOf(state: RunState): ReadonlyMap<string, string> {
	return Object.keys(state.workspace).length > 0 ? readManifest(state, state.workspace) : state.initialFiles;
}

/** Its pipeline as it is now; where that is gone or wrong, which is said, as it was then. */
export async function pipelineOf(
	{state, log}: Parent,
	around: Surroundings,
): Promise<{
	file: {name: string; file: string; source: 'yours' | 'bundled'; text: string};
	pipeline: Pipeline;
	warnings: Problem[];
}> {
	const {name, source: recorded} = state.pipeline;
	const names = await listModuleNames(around.folder);
	const read = await readPipelineText(state);
	let {problem} = 'problem' in read ? read : {problem: null};
	const whose = state.pipelineFile === null ? ('bundled' as const) : ('yours' as const);
	if (!('problem' in read)) {
		const file = {...read, name, source: whose};
		try {
			return {file, ...checkPipeline(file, names)};
		} catch (error) {
			problem = (error as Error).message;
		}
	}

	if (problem !== null) around.stderr.write(`${problem} It is used as the run recorded it.\n`);
	const checked = checkPipeline({file: `the pipeline in ${log}`, name, text: recorded}, names);
	// Though it is gone, it is that file's, and never the bundled one of the same name.
	return {file: {name, file: state.pipelineFile ?? log, source: whose, text: recorded}, ...checked};
}
