import type {ConsentSubject} from '../../core/events.ts';
import {type Denied, OperationFailure} from '../../core/module.ts';
import type {Consent, Runner} from '../../core/ports.ts';
import type {ScriptedProgram} from './module-test.ts';

type Outcome = Exclude<ScriptedProgram, Denied>;

export type ScriptedPrograms = {
	/** Whether one of them is not allowed: leave is asked for each, then. */
	asks: boolean;
	/** What the person says of the next one; null where the script does not say. */
	allow(subject: ConsentSubject): Consent | null;
	/** Programs are not run: what comes of them is scripted. */
	over(runner: Runner): Runner;
};

export function createScriptedPrograms(programs: readonly ScriptedProgram[]): ScriptedPrograms {
	let next = 0;
	const asks = programs.some(isDenied);
	/** Those that are allowed and do not run yet: several may be asked for at once. */
	const allowed: (Outcome | undefined)[] = [];
	return {
		asks,
		allow({kind}) {
			if (!asks || (kind !== 'run' && kind !== 'network')) return null;
			const scripted = programs[next++];
			if (scripted && isDenied(scripted)) return {kind: 'refused', reason: scripted.denied};
			allowed.push(scripted);
			return {kind: 'given', lasts: 'once'};
		},
		over: runner => ({
			...runner,
			cage: async () => ({name: 'bubblewrap'}),
			async run({command}) {
				const scripted = asks ? allowed.shift() : (programs[next++] as Outcome | undefined);
				if (!scripted) {
					throw new OperationFailure({
						kind: 'test',
						message: `The test gives no program number ${next} in its \`programs\`, and the module ran: ${command.join(' ')}`,
					});
				}

				const {exit_code = 0, stdout = '', stderr = '', timed_out = false} = scripted;
				return {
					exit_code: timed_out ? null : exit_code,
					signal: timed_out ? 'SIGKILL' : null,
					timed_out,
					stopped: null,
					stdout,
					stderr,
					duration_ms: 0,
					made_files: [],
					not_started: null,
				};
			},
		}),
	};
}

function isDenied(scripted: ScriptedProgram): scripted is Denied {
	return 'denied' in scripted;
}
