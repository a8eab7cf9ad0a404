import {type ComparedOperation, type ComparedRuns, compareRuns} from '../core/compare/compare-runs.ts';
import {suggest} from '../core/pipeline/suggest.ts';
import {escapeJson} from '../core/visible.ts';
import {type Command, UsageError} from './command.ts';
import {toJson} from './diff/json.ts';
import {createOperationPrinter, type Pair} from './diff/operation.ts';
import {printSummary} from './diff/summary.ts';
import {readPastState} from './past-state.ts';
import {printerFor} from './printer.ts';
import {usualRunsDir} from './run/flags.ts';

export const diff: Command = {
	name: 'diff',
	summary: 'Compare two runs: the first operation that differs, and how',
	usage: 'diff <run> <run>',
	most: 2,
	flags: {
		runsDir: {type: 'string', default: usualRunsDir},
		only: {type: 'string'},
		first: {type: 'boolean'},
		stat: {type: 'boolean'},
		context: {type: 'string', default: '3'},
		width: {type: 'string'},
		json: {type: 'boolean'},
		exitCode: {type: 'boolean'},
	},
	help: `
  A run is named by its id, the beginning of one, its folder or its memory_log.json. First a table of all operations,
  then for each that differs what it was told and what it answered; side by side from 100 columns on.

  --only NAME      Of this operation alone
  --first          Of the first one alone that differs
  --stat           The table alone
  --context N      Equal lines that are shown around a change (3)
  --width N        Columns to print in; the terminal's, or as wide as it needs when piped
  --json           All of it as JSON
  --exit-code      Exit 1 if anything differs; without it 0, as long as both can be read
  --runs-dir DIR   Where runs are kept (./runs)

  Examples
    $ orchestrai diff 2026-11-22_14-03 2026-11-22_15-20
    $ orchestrai diff RUN FORK --first
`,
	async run({input, flags, around}) {
		const [named, other] = input;
		if (named === undefined || other === undefined) {
			throw new UsageError('name two runs: `orchestrai diff RUN RUN`. `orchestrai runs` lists them.');
		}

		const context = readContext(String(flags.context));
		const printer = await printerFor(around, flags.width);
		const runsDir = String(flags.runsDir);
		const pair: Pair = {
			one: await readPastState(named, runsDir, around),
			two: await readPastState(other, runsDir, around),
		};
		const compared = compareRuns(pair.one.state, pair.two.state);
		const code = flags.exitCode && compared.first !== null ? 1 : 0;
		const shown = choose(compared, flags);
		if (flags.json) {
			around.stdout.write(`${escapeJson(toJson(pair, compared, shown))}\n`);
			return code;
		}

		printSummary(pair, compared, printer);
		const printOperation = createOperationPrinter(pair, {context, printer});
		if (!flags.stat) for (const operation of shown) printOperation(operation);
		return code;
	},
};

function readContext(text: string): number {
	if (!/^\d{1,6}$/.test(text)) throw new UsageError(`--context is a number of lines, not \`${text}\`.`);
	return Number(text);
}

/** The operations whose texts are shown. */
function choose(
	{operations, first}: ComparedRuns,
	{only, first: firstAlone}: Record<string, unknown>,
): ComparedOperation[] {
	if (only !== undefined) {
		const chosen = operations.filter(({output_name}) => output_name === only);
		if (chosen.length > 0) return chosen;
		const names = operations.map(({output_name}) => output_name);
		const near = suggest(String(only), names);
		throw new UsageError(
			`neither run has an operation \`${only}\`.${near === null ? ` They have ${names.join(', ')}.` : ` Did you mean \`${near}\`?`}`,
		);
	}

	if (firstAlone) return first === null ? [] : [first];
	return operations.filter(({differs}) => differs.length > 0);
}
