/** The page in `docs/` that tells what becomes of each fault: made from the cases, and from what they came to. */
import {remedyOf} from '../../source/core/engine/retry.ts';
import type {ModelFault} from '../../source/core/ports.ts';
import {remedyWithin} from '../../source/core/taking-up.ts';
import {manualClock} from '../helpers/manual-clock.ts';
import {type Family, families} from './families.ts';
import {type Fault, type FaultCase, firstBackoff_ms, isFault, type Whole} from './fault-case.ts';
import {plainAddress} from './stage.ts';

const introduction = `# What becomes of the model's faults

<!-- Made by test/model-faults/adapter.test.ts from its cases; \`npx vitest run test/model-faults -u\` writes it anew. -->

Whatever a model's server does, or the way to it: an answer counts only if it came whole, said so (\`finish_reason: stop\`) and was not empty. All else is a fault with a name and a sentence, and ends within a limit. Half an answer is kept to be looked at, and never passed on to what comes next.

- **Called**: the kind of the fault, as the log (\`model-failed\`) and the tab *calls* name it.
- **Tried again**: by itself, up to \`retries\` times (3 unless \`model_config\` says otherwise). Waits double from one try to the next, half of each left to chance; the first is given here. A Retry-After is obeyed up to an hour, with a little chance on top so that not all come back in the same moment. The wait is shown counting down; \`.\` tries at once, and leaving the run ends it. Where it says no, a person may still retry.
- **Paid**: whether the server may charge for it. What may have been paid is counted as such, and makes the cost of the run a lower bound; *as counted* means that the server told the tokens.
- **Ends within**: from the request on, with the limits of \`model_config\` as they are (\`first_token_timeout: 10m\`, \`idle_timeout: 2m\`, \`timeout: 30m\`).

Each row is a test: against the adapter alone, in a whole run with its log on the disk, and on the screen.
`;

const columns = ['What happens', 'Called', 'Tried again', 'Paid', 'What the person reads', 'Ends within'];

/** `faults`: what the adapter made of each case that is one. */
export function printPage(faults: ReadonlyMap<FaultCase, ModelFault>): string {
	return [introduction, ...families.map(family => printFamily(family, faults))].join('\n');
}

function printFamily({title, cases}: Family, faults: ReadonlyMap<FaultCase, ModelFault>): string {
	const rows = cases.map(one =>
		isFault(one.ends) ? faultRow(one.happens, one.ends, faults.get(one)!) : wholeRow(one.happens, one.ends),
	);
	const lines = [columns, columns.map(() => '---'), ...rows].map(
		cells => `| ${cells.map(cell).join(' | ')} |`,
	);
	return `## ${title}\n\n${lines.join('\n')}\n`;
}

function faultRow(happens: string, ends: Fault, fault: ModelFault): string[] {
	const {message} = fault;
	const remedy = remedyOf(fault, manualClock().now());
	return [
		happens,
		`\`${ends.kind}\``,
		typeof ends.retried === 'number' ? `yes, after ${firstWait(ends.retried)}` : ends.retried,
		{no: 'no', maybe: 'maybe', counted: 'as counted'}[ends.paid],
		`${message}${remedy === null ? '' : ` *${remedyWithin(remedy)}*`}`,
		limit(ends.within),
	];
}

function wholeRow(happens: string, {within, notes = [], shows, model, estimated}: Whole): string[] {
	const reads = [
		...(shows ? [`while it lasts: “${shows}”`] : []),
		...(model ? [`the answer, of \`${model}\``] : ['the answer']),
		...notes,
	];
	return [
		happens,
		'an answer',
		'no need',
		estimated ? 'as estimated' : 'as counted',
		reads.join('; '),
		limit(within),
	];
}

function firstWait(ms: number): string {
	return ms === firstBackoff_ms ? '0.5 to 1 s' : time(ms);
}

function limit(ms: number): string {
	return ms === 0 ? 'at once' : time(ms);
}

function time(ms: number): string {
	return ms % 60_000 === 0 ? `${ms / 60_000} min` : `${ms / 1000} s`;
}

/** In a table a bar would end the cell, and a tag vanish. */
function cell(text: string): string {
	return plainAddress(text).replace(/\s+/g, ' ').replaceAll('|', '\\|').replaceAll('<', '&lt;');
}
