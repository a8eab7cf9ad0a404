/** What stands on the normal screen after a run: what was made, where it is, what it cost, how to go on. */
import {relative} from 'node:path';
import {recordedForAnother} from '../../core/cassette.ts';
import {quoteWord} from '../../core/command-line.ts';
import {isOfProgram} from '../../core/state/is-of-program.ts';
import type {Money, RunState} from '../../core/state/run-state.ts';
import {stalenessOf} from '../../core/state/staleness.ts';
import {timeAtWork} from '../../core/state/time-at-work.ts';
import {remedyBeside} from '../../core/taking-up.ts';
import {makeVisible} from '../../core/visible.ts';
import {dollars, duration, spent, tokens} from '../../ui/text/figures.ts';

export function summarize(
	state: RunState,
	places: {
		folder: string;
		workingFolder: string;
		resumeCommand: string;
		/** Why it ended so is told elsewhere. */
		told?: boolean;
	},
): string {
	const shown = (path: string) => relative(places.workingFolder, path) || '.';
	const lines = [];
	const files = Object.keys(state.workspace);
	if (files.length > 0)
		lines.push(`  program   ${shown(`${places.folder}/workspace`)}  (${listSome(files)})`);
	const command = lastThatWorked(state);
	if (files.length > 0 && command !== null) {
		lines.push(`  run it    cd ${quoteWord(shown(`${places.folder}/workspace`))} && ${command}`);
	}

	const {origin} = state;
	if (origin)
		lines.push(`  ${(origin.kind === 'fork' ? 'fork of' : 'continues').padEnd(9)} ${origin.run_id}`);
	lines.push(`  outputs   ${shown(`${places.folder}/outputs`)}`);
	lines.push(`  log       ${shown(`${places.folder}/memory_log.json`)}`);
	if (state.status !== 'done') lines.push(`  go on     ${places.resumeCommand}`);
	return `${summarizeOutcome(state, places.told)}${printable(lines)}`;
}

/** How it ended, and what it took; safe to print. `told`: why is told elsewhere. */
export function summarizeOutcome(state: RunState, told = false): string {
	const {money, counts, operations} = state;
	const lines = [
		`${headline(state)}  ${counts.done}/${operations.size} done, ${duration(timeAtWork(state, state.at))}, ${tokens(
			money.input_tokens + money.output_tokens,
		)} tokens, ${spent(money)}${recordedPart(money)}`,
	];
	if (money.possiblyPaid > 0) {
		lines.push(`  ${money.possiblyPaid} of the calls that failed may have been charged.`);
	}

	const others = describeOthers(state);
	if (others !== null) lines.push(`  ${others}`);
	const over = overstepped(state);
	if (over !== null) lines.push(`  ${over}`);
	const failed = failuresOf(state);
	// Of several each says its own, so that the first is not told twice.
	const own = failed.length > 1 && failed.some(({message}) => message === state.message);
	if (state.message !== null && !told && !own)
		lines.push(...state.message.split('\n').map(line => `  ${line}`));
	lines.push(...(failed.length > 1 ? describeFailures(failed) : failed.flatMap(describeRemedy)));
	return printable(lines);
}

type Failed = {name: string; message: string; remedy: string | null};

function failuresOf({operations}: RunState): Failed[] {
	return [...operations.values()].flatMap(({failure, operation}) =>
		failure === null
			? []
			: [
					{
						name: operation.output_name,
						message: failure.message,
						remedy: failure.remedy ? remedyBeside(failure.remedy) : null,
					},
				],
	);
}

function describeRemedy({name, remedy}: Failed): string[] {
	return remedy === null ? [] : [`  ${name}: ${remedy}`];
}

/** What each failed with, and behind those that the same helps, once, what that is. */
function describeFailures(failed: readonly Failed[]): string[] {
	return [...Map.groupBy(failed, ({remedy}) => remedy)].flatMap(([remedy, same]) => [
		...same.map(({name, message}) => `  ${name}: ${message.split('\n').join(' ')}`),
		...(remedy === null ? [] : [`  → ${remedy}`]),
	]);
}

function printable(lines: readonly string[]): string {
	return lines.map(line => `${makeVisible(line, {keepNewlines: false})}\n`).join('');
}

function recordedPart({calls, recorded}: Money): string {
	if (recorded === 0) return '';
	const which = recorded === calls ? 'the answers' : `${recorded} of ${calls} answers`;
	return ` (${which} were recorded)`;
}

/** What passes loosely may not be what was meant to be tested. */
function describeOthers({operations}: RunState): string | null {
	const calls = [...operations.values()].flatMap(operation => operation.calls);
	const count = calls.filter(({notes}) => notes.includes(recordedForAnother)).length;
	if (count === 0) return null;
	const what =
		count === 1
			? '1 answer was recorded for another prompt'
			: `${count} answers were recorded for other prompts`;
	return `${what}; --cassette-match strict makes that an error.`;
}

function headline(state: RunState): string {
	const word = {
		done: missing(state) ?? '✓ done',
		failed: '✗ failed',
		stopped: '■ stopped',
		budget: '■ budget reached',
		waiting: '◆ waits for a person',
		running: '● interrupted',
		empty: '● empty',
	}[state.status];
	return `${word}  ${state.pipeline.name}`;
}

/** A run can come to its end without all of its outputs, or with stale ones; null if it did not. */
function missing(state: RunState): string | null {
	const counts = {...state.counts, stale: stalenessOf(state).size};
	const kinds = (['failed', 'skipped', 'blocked', 'stale'] as const).filter(kind => counts[kind] > 0);
	return kinds.length === 0 ? null : `– done, ${kinds.map(kind => `${counts[kind]} ${kind}`).join(', ')}`;
}

/** What the last calls cost is known only after them; a run that stopped at its ceiling has said so. */
function overstepped({status, budget, money}: RunState): string | null {
	if (status === 'budget') return null;
	const used = money.input_tokens + money.output_tokens;
	const ceilings = [
		...(budget.max_usd !== undefined && money.usd > budget.max_usd ? [dollars(budget.max_usd)] : []),
		...(budget.max_tokens !== undefined && used > budget.max_tokens
			? [`${tokens(budget.max_tokens)} tokens`]
			: []),
	];
	return ceilings.length === 0
		? null
		: `over the budget of ${ceilings.join(' and ')}: what a call costs is known only after it.`;
}

/** The command line of the last program that ran well, as it is typed in the workspace. */
function lastThatWorked({operations, modules}: RunState): string | null {
	const iterations = [...operations.values()].flatMap(operation => operation.iterations);
	const last = iterations
		.flatMap(({runs}) => runs)
		.findLast(run => isOfProgram(run, modules) && run.exit_code === 0 && !run.timed_out);
	if (last === undefined) return null;
	const installed = iterations.findLast(({install}) => install !== null)?.install?.ok ?? false;
	return installed ? `PATH="../venv/bin:$PATH" ${last.command}` : last.command;
}

function listSome(names: string[]): string {
	const some = names.slice(0, 6).join(', ');
	return names.length > 6 ? `${some}, … ${names.length} files` : some;
}
