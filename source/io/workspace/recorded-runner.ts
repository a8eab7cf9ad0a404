import type {ProgramRan} from '../../core/events.ts';
import type {Runner} from '../../core/ports.ts';

/**
 * A runner that, where a program cannot be started (no Python, say), shows how the operation's recorded
 * programs ran, in order, marked as recorded. Once one was shown, so are the rest: a mixture would tell no story.
 */
export function showRecordedRuns(runner: Runner, recorded: readonly ProgramRan[]): Runner {
	const byOperation = Map.groupBy(recorded, ({output_name}) => output_name);
	let showing = false;
	return {
		...runner,
		async run(request, signal) {
			const {of} = request;
			const program = of && byOperation.get(of.output_name)?.[of.number - 1];
			if (!showing) {
				const outcome = await runner.run(request, signal);
				if (outcome.not_started === null || !program) return outcome;
				showing = true;
			}

			if (!program) return runner.run(request, signal);
			const {exit_code, timed_out, stdout, stderr, duration_ms, made_files, stopped} = program;
			return {
				exit_code,
				signal: program.signal,
				timed_out,
				...(stopped ? {stopped} : {}),
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
