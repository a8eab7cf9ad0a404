import {resolve} from 'node:path';
import {escapeJson, makeVisible} from '../core/visible.ts';
import {listRuns, type RunSummary} from '../io/memory/list-runs.ts';
import {age, dollars, tokens} from '../ui/text/figures.ts';
import {columns} from './columns.ts';
import type {Command} from './command.ts';

export const runs: Command = {
	name: 'runs',
	summary: 'List runs: when, pipeline, status, tokens, cost',
	usage: 'runs',
	most: 0,
	flags: {runsDir: {type: 'string', default: 'runs'}, json: {type: 'boolean'}},
	help: `
  --runs-dir DIR   where they are kept (./runs)
  --json           one run a line

  Examples
    $ orchestrai runs
    $ orchestrai runs --json | jq 'select(.status == "failed") | .id'
`,
	async run({flags, around}) {
		const list = await listRuns(resolve(around.folder, String(flags.runsDir)));
		if (flags.json) {
			for (const {folder: _, ...run} of list) around.stdout.write(`${escapeJson(run)}\n`);
			return 0;
		}

		if (list.length === 0) {
			around.stderr.write('No runs yet. `orchestrai demo` makes one without a key.\n');
			return 0;
		}

		around.stdout.write(makeVisible(columns(list.map(row))));
		return 0;
	},
};

function row(run: RunSummary): string[] {
	const {totals} = run;
	const counted = totals.input_tokens + totals.output_tokens;
	const atLeast = totals.partial ? '≥ ' : '';
	return [
		run.id,
		run.pipeline_name,
		run.status,
		age(Date.now() - run.startedAt),
		`${atLeast}${tokens(counted)} tok`,
		run.problem ?? `${atLeast}${costOf(totals)}`,
	];
}

/** `$0.03`, with `+?` where a part of it is unknown. */
export function costOf({usd, unknown}: {usd: number; unknown: boolean}): string {
	return `${dollars(usd)}${unknown ? '+?' : ''}`;
}
