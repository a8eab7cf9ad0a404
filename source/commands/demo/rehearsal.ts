/** The bundled recording of the engineering pipeline, and what it lets the demo do without asking. */
import {join, resolve} from 'node:path';
import type {EventOf, RunEvent} from '../../core/events.ts';
import type {Runner} from '../../core/ports.ts';
import {bundle} from '../../io/library/assets.ts';
import {isLogProblem} from '../../io/memory/log-problem.ts';
import {readLog} from '../../io/memory/reader.ts';
import {showRecordedRuns} from '../../io/workspace/recorded-runner.ts';
import type {Rehearsal} from '../run/prepare.ts';

export const demoPipeline = 'engineering';
const cassette = join(bundle.pipelines, `${demoPipeline}.cassette.json`);

/** Whether a run was made with the bundled recording. */
export function isRehearsed(path: string): boolean {
	return resolve(path) === cassette;
}

/** `interactive`: the answers come in the rhythm of the recording, so that one can watch. */
export async function rehearse(interactive: boolean): Promise<Rehearsal> {
	const log = await readLog(cassette);
	if (isLogProblem(log)) throw new Error(`The demo's recording is damaged: ${log.problem}`);
	const {actions} = log;
	return {
		cassette,
		pace: interactive ? 'recorded' : 'instant',
		suggested: whatThePersonSaid(actions),
		knownHashes: new Set(all(actions, 'files-written').flatMap(({files}) => Object.values(files))),
		wrapRunner: (runner: Runner) => showRecordedRuns(runner, all(actions, 'program-ran')),
	};
}

/** The task, and the answers to what was asked. */
function whatThePersonSaid(actions: RunEvent[]): {name: string; text: string}[] {
	const task = all(actions, 'module-finished').filter(({module}) => module === 'start_module');
	return [...task, ...all(actions, 'question-answered')].flatMap(({output_name, response}) =>
		response === null ? [] : [{name: output_name, text: response}],
	);
}

function all<T extends RunEvent['type']>(actions: RunEvent[], type: T): EventOf<T>[] {
	return actions.filter((action): action is EventOf<T> => action.type === type);
}
