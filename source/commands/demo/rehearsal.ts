/** The bundled recording of the engineering pipeline, and what it lets the demo do without asking. */
import {join, resolve} from 'node:path';
import type {Runner} from '../../core/ports.ts';
import {whatThePersonSaid} from '../../core/replies.ts';
import {bundle} from '../../io/library/assets.ts';
import {findBundledPipeline} from '../../io/library/pipelines.ts';
import {isLogProblem} from '../../io/memory/log-problem.ts';
import {readLog} from '../../io/memory/reader.ts';
import {showRecordedRuns} from '../../io/workspace/recorded-runner.ts';
import type {Rehearsal} from '../run/prepare.ts';
import {allOf} from '../run/recording.ts';

export const demoPipeline = 'engineering';
const cassette = join(bundle.pipelines, `${demoPipeline}.cassette.json`);

/** Whether a run rehearses the bundled recording: answered by it, and of the very pipeline that it was made with. */
export async function isRehearsal(run: {cassette: string | null; pipeline: string}): Promise<boolean> {
	if (run.cassette === null || resolve(run.cassette) !== cassette) return false;
	const bundled = await findBundledPipeline(demoPipeline);
	return 'text' in bundled && bundled.text === run.pipeline;
}

/** `interactive`: the answers come in the rhythm of the recording, so that one can watch. */
export async function rehearse(interactive: boolean): Promise<Rehearsal> {
	const log = await readLog(cassette);
	if (isLogProblem(log)) throw new Error(`The demo's recording is damaged: ${log.problem}`);
	const {actions} = log;
	const programs = allOf(actions, 'program-ran');
	return {
		pipeline: demoPipeline,
		cassette,
		pace: interactive ? 'recorded' : 'instant',
		suggested: whatThePersonSaid(actions),
		knownHashes: new Set(allOf(actions, 'files-written').flatMap(({files}) => Object.values(files))),
		knownCommands: new Set(programs.map(({command}) => command)),
		wrapRunner: (runner: Runner) => showRecordedRuns(runner, programs),
	};
}
