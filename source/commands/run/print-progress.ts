/** The run as plain lines, for logs and for where there is no terminal. Goes to stderr: stdout is for results. */
import type {EventOf, RunEvent} from '../../core/events.ts';
import {unanswered} from '../../core/state/calls.ts';
import type {OperationState, RunState} from '../../core/state/run-state.ts';
import type {RunView} from '../../core/store.ts';
import {remedyBeside} from '../../core/taking-up.ts';
import {makeVisible} from '../../core/visible.ts';
import {dollars, duration, recordedShare, tokens} from '../../ui/text/figures.ts';

/** Prints each event as it happens; returns how to stop. */
export function printProgress(view: RunView, write: (line: string) => void): () => void {
	/** What is known before the run goes on is said once that is said. */
	let first: string[] = [];
	return view.onEvent(event => {
		const lines = describeEvent(event, view.state());
		if (event.type === 'model-failed' && event.fault === unanswered.fault) {
			first.push(...lines);
			return;
		}

		for (const line of [...lines, ...first]) write(`${makeVisible(line, {keepNewlines: false})}\n`);
		first = [];
	});
}

function describeEvent(event: RunEvent, state: RunState): string[] {
	switch (event.type) {
		case 'run-started':
			return [`${event.pipeline_name}  ${event.run_id}`];
		case 'run-resumed':
			return [`${state.pipeline.name}  ${state.run_id}  goes on`];
		case 'module-started':
			return [
				`● ${event.output_name}  ${event.module}${event.attempt > 1 ? `, attempt ${event.attempt}` : ''}`,
				...(event.recalled ?? []).map(({run_id, cut}) => `  recalls ${run_id}${cut ? ', cut' : ''}`),
			];
		case 'model-answered':
			return (event.notes ?? []).map(note => `  ${event.output_name}: ${note}`);
		case 'model-failed':
			if (event.fault === unanswered.fault) return [describeUnanswered(event, state)];
			return [
				`  ! ${event.output_name}: ${event.message}${
					event.retry_in_ms === null ? '' : ` Trying again in ${duration(event.retry_in_ms)}.`
				}`,
			];
		case 'question-answered':
			return event.declined ? [] : [`  ${event.output_name} was told: ${shorten(event.response ?? '')}`];
		case 'draft-decided':
			return [
				`  ${event.output_name}, ${event.decision} of its draft${event.by === 'module' ? ' (nobody was asked)' : ''}`,
			];
		case 'consent-given':
			return [`  ${event.subject.command} may run (${event.lasts})`];
		case 'consent-refused':
			return [`  ${event.subject.command} may not run: ${event.reason}`];
		case 'direction-given':
			return [`  told to go on: ${event.course}`];
		case 'files-written':
			return [
				`  files: ${Object.keys(event.files).join(', ') || 'none'}`,
				...event.refused.map(({path, reason}) => `  ! refused to write ${path}: ${reason}`),
			];
		case 'dependencies-installed':
			return [
				`  ${event.ok ? 'installed' : 'could not install'} ${event.requirements.join(' ') || event.command}`,
			];
		case 'program-ran':
			return [
				`  ran ${event.command}${event.recorded ? ' (recorded)' : ''}: ${event.summary}, ${duration(event.duration_ms)}`,
			];
		case 'review-decided':
			return [`  ${event.output_name}: ${event.decision}${event.by === 'module' ? ' (--yes)' : ''}`];
		case 'module-finished':
			return [
				`✓ ${event.output_name}  ${figures(state.operations.get(event.output_name))}`,
				...(event.messages ?? []).map(message => `  ${message}`),
			];
		case 'module-failed':
			return [
				`✗ ${event.output_name}${wasSaid(event, state) ? '' : `: ${event.message}`}`,
				...(event.remedy === null ? [] : [`  → ${remedyBeside(event.remedy)}`]),
			];
		case 'module-blocked':
			return [`⊘ ${event.output_name}: blocked, because ${event.because} has no output`];
		case 'note-taken':
			return [`  ${event.output_name === null ? '' : `${event.output_name}: `}${event.note}`];
		default:
			return [];
	}
}

/** Variants that broke off are not made again. */
function describeUnanswered({output_name, call}: EventOf<'model-failed'>, state: RunState): string {
	const next = state.operations.get(output_name)?.variants ? '' : '; asked again';
	return `  ! ${output_name}: call ${call} had no answer when the run broke off. It may have been paid${next}.`;
}

/** A module that fails with its last call says what was just printed of that call. */
function wasSaid({output_name, message}: EventOf<'module-failed'>, state: RunState): boolean {
	return state.operations.get(output_name)?.calls.at(-1)?.failures.at(-1)?.message === message;
}

function figures(operation: OperationState | undefined): string {
	if (!operation) return '';
	const {money, startedAt, finishedAt} = operation;
	const parts = [];
	if (money.calls > 0) {
		parts.push(`${tokens(money.input_tokens + money.output_tokens)} tok`);
		parts.push(money.unknown ? 'cost unknown' : dollars(money.usd));
		const recorded = recordedShare(money);
		if (recorded !== null) parts.push(recorded);
	}

	if (startedAt !== null && finishedAt !== null) parts.push(duration(finishedAt - startedAt));
	return parts.join('  ');
}

/** The first line, cut to what fits beside its name. */
function shorten(text: string): string {
	const line = text.trimStart().split('\n', 1)[0]!;
	return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}
