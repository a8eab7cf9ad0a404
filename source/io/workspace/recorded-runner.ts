import type {ProgramRan} from '../../core/events.ts';
import type {Runner} from '../../core/ports.ts';

/**
 * A runner that, where a program cannot be started (no Python, say), shows in order how the recorded programs
 * ran, marked as recorded. Once one was shown, so are the rest: a mixture would tell no story.
 */
export function showRecordedRuns(runner: Runner, recorded: readonly ProgramRan[]): Runner {
	let showing = false;
	return {
		...runner,
		async run(request, signal) {
			const program = recorded[(request.number ?? 1) - 1];
			if (!showing) {
				const outcome = await runner.run(request, signal);
				if (outcome.not_started === null || !program) return outcome;
				showing = true;
			}

			if (!program) return runner.run(request, signal);
			const {exit_code, timed_out, stdout, stderr, duration_ms, made_files} = program;
			return {
				exit_code,
				signal: program.signal,
				timed_out,
				stdout,
				stderr,
				duration_ms,
				made_files,
				not_started: null,
				recorded: true,
			};
		},
	};
}
