import {resolve} from 'node:path';
import {escapeJson} from '../../core/visible.ts';
import {listRuns, type RunSummary} from '../../io/memory/list-runs.ts';
import {standingOf} from '../../ui/home/rows.ts';
import {age, tokens} from '../../ui/text/figures.ts';
import {dashed} from '../arguments.ts';
import {columns} from '../columns.ts';
import {type Invocation, UsageError} from '../command.ts';
import {costOf} from './cost-of.ts';
import {findInRuns} from './find-in-runs.ts';
import {pruneRuns} from './prune-runs.ts';

export async function printRuns({flags, around}: Invocation): Promise<number> {
	const runsDir = resolve(around.folder, String(flags.runsDir));
	refuseStray(flags);
	if (flags.find !== undefined)
		return findInRuns(String(flags.find), runsDir, {json: Boolean(flags.json), around});
	if (flags.prune) return pruneRuns(runsDir, flags, around);
	const list = await listRuns(runsDir);
	if (flags.json) {
		for (const run of list) around.stdout.write(`${escapeJson(toJson(run))}\n`);
		return 0;
	}

	if (list.length === 0) {
		around.stderr.write('No runs yet. `orchestrai demo` makes one without a key.\n');
		return 0;
	}

	around.stdout.tell(columns(list.map(row)));
	return 0;
}

/** Options that mean nothing alone could be taken for others: `--yes` removes. */
function refuseStray(flags: Record<string, unknown>): void {
	const given = ['olderThan', 'keep', 'unfinished', 'yes'].filter(name => flags[name] !== undefined);
	if (!flags.prune && given.length > 0)
		throw new UsageError(`--${dashed(given[0]!)} goes with --prune, which is not there.`);
	if (flags.prune && flags.find !== undefined)
		throw new UsageError('--find and --prune are two things: what is found is not removed.');
}

/** With the keys and times of the log. */
function toJson({folder: _, startedAt, lastAt, ...run}: RunSummary) {
	return {
		...run,
		started_at: timeOf(startedAt),
		last_at: timeOf(lastAt),
	};
}

/** Null where a log that others wrote holds no time. */
function timeOf(ms: number): string | null {
	return Number.isFinite(ms) ? new Date(ms).toISOString() : null;
}

function row(run: RunSummary): string[] {
	const {totals} = run;
	const counted = totals.input_tokens + totals.output_tokens;
	const atLeast = totals.partial ? '>= ' : '';
	return [
		run.id,
		run.pipeline_name,
		run.status,
		age(Date.now() - run.startedAt),
		`${atLeast}${tokens(counted)} tok`,
		run.problem ?? `${atLeast}${costOf(totals)}`,
		[standingOf(run), originOf(run)].filter(Boolean).join('  '),
	];
}

function originOf({origin}: RunSummary): string {
	if (origin === null) return '';
	return `${origin.kind === 'fork' ? 'fork of' : 'continues'} ${origin.run_id}`;
}
