/** What stands on the normal screen after a run: what was made, where it is, what it cost, how to go on. */
import {relative} from 'node:path';
import type {RunState} from '../../core/state/run-state.ts';
import {makeVisible} from '../../core/visible.ts';
import {duration, spent, tokens} from '../../ui/text/figures.ts';

export function summarize(
	state: RunState,
	places: {folder: string; workingFolder: string; resumeCommand: string; recorded: boolean},
): string {
	const shown = (path: string) => relative(places.workingFolder, path) || '.';
	const {money, counts, operations} = state;
	const lines = [
		`${headline(state)}  ${counts.done}/${operations.size} done, ${duration((state.finishedAt ?? state.at) - state.startedAt)}, ${tokens(
			money.input_tokens + money.output_tokens,
		)} tokens, ${places.recorded ? `${spent(money)} (the answers were recorded)` : spent(money)}`,
	];
	if (money.possiblyPaid > 0) {
		lines.push(`  ${money.possiblyPaid} of the calls that failed may have been charged.`);
	}

	if (state.message !== null) lines.push(...state.message.split('\n').map(line => `  ${line}`));
	for (const {failure, operation} of operations.values()) {
		if (failure?.remedy) lines.push(`  ${operation.output_name}: ${failure.remedy}`);
	}

	const files = Object.keys(state.workspace);
	if (files.length > 0)
		lines.push(`  program   ${shown(`${places.folder}/workspace`)}  (${listSome(files)})`);
	lines.push(`  outputs   ${shown(`${places.folder}/outputs`)}`);
	lines.push(`  log       ${shown(`${places.folder}/memory_log.json`)}`);
	if (state.status !== 'done') lines.push(`  go on     ${places.resumeCommand}`);
	return `${lines.map(line => makeVisible(line, {keepNewlines: false})).join('\n')}\n`;
}

function headline(state: RunState): string {
	const word = {
		done: '✓ done',
		failed: '✗ failed',
		stopped: '■ stopped',
		budget: '■ budget reached',
		waiting: '◆ waits for a person',
		running: '● interrupted',
		empty: '● empty',
	}[state.status];
	return `${word}  ${state.pipeline.name}`;
}

function listSome(names: string[]): string {
	const some = names.slice(0, 6).join(', ');
	return names.length > 6 ? `${some}, … ${names.length} files` : some;
}
