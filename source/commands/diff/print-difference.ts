import {type ComparedOperation, type ComparedRuns, compareRuns} from '../../core/compare/compare-runs.ts';
import {suggest} from '../../core/pipeline/suggest.ts';
import {escapeJson} from '../../core/visible.ts';
import {type Invocation, UsageError} from '../command.ts';
import {readPastState} from '../past-state.ts';
import {printerFor} from '../printer.ts';
import {toJson} from './json.ts';
import {createOperationPrinter, type Pair} from './operation.ts';
import {printSummary} from './summary.ts';

export async function printDifference({input, flags, around}: Invocation): Promise<number> {
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
}

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
