/** `orchestrai runs --prune`: old runs are listed, and with `--yes` removed. */
import {quoteWord} from '../../core/command-line.ts';
import {escapeJson} from '../../core/visible.ts';
import {listRuns, type RunSummary} from '../../io/memory/list-runs.ts';
import {removeRun, sizeOf, whyKept} from '../../io/memory/prune-run.ts';
import {age, plural} from '../../ui/text/figures.ts';
import {dashed} from '../arguments.ts';
import {columns} from '../columns.ts';
import {type Surroundings, UsageError} from '../command.ts';
import {usualRunsDir} from '../run/options.ts';

const day = 24 * 60 * 60 * 1000;
const units: Record<string, number> = {h: day / 24, d: day, w: 7 * day};
const usualAge = 30 * day;

type Flags = Record<string, unknown>;

export async function pruneRuns(runsDir: string, flags: Flags, around: Surroundings): Promise<number> {
	const say = (sentence: string) => around.stderr.write(`${sentence}\n`);
	const limits = readLimits(flags);
	const old = choose(await listRuns(runsDir), limits, Date.now());
	const unfinished = old.filter(({status}) => status !== 'done');
	let bytes = 0;
	let count = 0;
	let failed = false;
	const rows: string[][] = [];
	for (const run of flags.unfinished ? old : old.filter(({status}) => status === 'done')) {
		const reason = await whyKept(run.folder);
		if (reason !== null) {
			say(`${run.id} is kept: ${reason}.`);
			continue;
		}

		const size = await sizeOf(run.folder.path);
		const problem = flags.yes ? await removeRun(run.folder) : null;
		if (problem !== null) {
			say(problem);
			failed = true;
			continue;
		}

		count++;
		bytes += size;
		rows.push([run.id, run.status, age(Date.now() - run.lastAt), inBytes(size)]);
		if (flags.json)
			around.stdout.write(
				`${escapeJson({id: run.id, path: run.folder.path, status: run.status, bytes: size, removed: Boolean(flags.yes)})}\n`,
			);
	}

	if (!flags.json) around.stdout.tell(columns(rows));
	const what = `${plural(count, 'run')}, ${inBytes(bytes)}`;
	if (flags.yes) say(`Removed ${what}.`);
	else if (count === 0)
		say('There is nothing to clear away: no run that is done is as old, beyond those that are kept.');
	else say(`${what}. Nothing was removed; this does it: ${commandOf(flags)}`);
	if (!flags.unfinished && unfinished.length > 0)
		say(
			`${plural(unfinished.length, 'unfinished run')} as old can be resumed, and stay without --unfinished.`,
		);
	return failed ? 1 : 0;
}

type Limits = {olderThan: number; keep: number};

function readLimits({olderThan, keep}: Flags): Limits {
	const [, amount, unit] = /^(\d{1,6})([hdw])$/.exec(String(olderThan ?? '')) ?? [];
	if (olderThan !== undefined && unit === undefined)
		throw new UsageError(`--older-than is a time such as 12h, 30d or 2w, not \`${olderThan}\`.`);
	if (keep !== undefined && !/^\d{1,9}$/.test(String(keep)))
		throw new UsageError(`--keep is a number of runs, not \`${keep}\`.`);
	const least = keep === undefined ? usualAge : 0;
	return {olderThan: unit === undefined ? least : Number(amount) * units[unit]!, keep: Number(keep ?? 0)};
}

/** The old ones that nobody is at. One that cannot be read may be worth a lot, so it is never among them. */
function choose(runs: readonly RunSummary[], {olderThan, keep}: Limits, now: number): RunSummary[] {
	return runs
		.slice(keep)
		.filter(({open, status}) => !open && status !== 'unreadable')
		.filter(({lastAt}) => now - lastAt >= olderThan);
}

function commandOf(flags: Flags): string {
	const options = ['olderThan', 'keep', 'unfinished', 'runsDir'].flatMap(name => {
		const value = flags[name];
		if (value === undefined || value === false || value === usualRunsDir) return [];
		return value === true ? [`--${dashed(name)}`] : [`--${dashed(name)}`, quoteWord(String(value))];
	});
	return ['orchestrai runs --prune', ...options, '--yes'].join(' ');
}

function inBytes(bytes: number): string {
	if (bytes < 1_000_000) return `${Math.ceil(bytes / 1000)} kB`;
	return bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}
