/** Which operation each action of a Python log belongs to. */

import {findNameFault} from '../../core/pipeline/name-rules.ts';
import type {Operation} from '../../core/pipeline/pipeline.ts';
import type {PythonAction} from './python-log.ts';

/** An operation of the pipeline below, and the actions that it made, in order. */
export type PythonOperation = {output_name: string; inputs: readonly string[]; actions: PythonAction[]};

/** What these call on their own way is theirs. */
const calls: Record<string, readonly string[]> = {
	debugger: ['debugger', 'human_intervention'],
	modify_codebase: ['modify_codebase', 'debugger', 'human_intervention'],
};

/** They make no action where they had nothing to do. */
export const maySayNothing: ReadonlySet<string> = new Set(['debugger', 'modify_codebase']);

/**
 * The pipeline's operations with what each of them made, as far as the log goes; null if the modules of the log are
 * not those of the pipeline, in an order that it allows.
 */
export function fitToPipeline(
	operations: readonly Operation[],
	actions: readonly PythonAction[],
): PythonOperation[] | null {
	const begun: {operation: Operation; actions: PythonAction[]}[] = [];
	const isBegun = (name: string) => begun.some(({operation}) => operation.output_name === name);
	const isSilent = (name: string) =>
		maySayNothing.has(operations.find(one => one.output_name === name)?.module ?? '');
	/** All that it reads is there, or came from what may have said nothing. */
	const canBegin = ({inputs}: Operation) => inputs.every(input => isBegun(input) || isSilent(input));
	for (const action of actions) {
		const next = operations.find(
			operation =>
				operation.module === action.module && !isBegun(operation.output_name) && canBegin(operation),
		);
		const last = begun.at(-1);
		if (next) begun.push({operation: next, actions: [action]});
		else if (last && calls[last.operation.module]?.includes(action.module)) last.actions.push(action);
		else return null;
	}

	return begun.map(({operation: {output_name, inputs}, actions: made}) => ({
		output_name,
		inputs,
		actions: made,
	}));
}

/** Each action is an operation of its own, and is told what came before it. The same name again has a number. */
export function layInChain(actions: readonly PythonAction[]): PythonOperation[] {
	const taken = new Set<string>();
	let before: string | null = null;
	return actions.map(action => {
		const name = freeName(cleanName(action.module), taken);
		taken.add(name);
		const operation = {output_name: name, inputs: before === null ? [] : [before], actions: [action]};
		before = name;
		return operation;
	});
}

/** A chain as the pipeline that would make it. */
export function writeChain(operations: readonly PythonOperation[]): string {
	const lines = operations.map(({output_name, inputs, actions}) => {
		const list = inputs.map(input => JSON.stringify(input)).join(', ');
		const module = JSON.stringify(cleanName(actions[0]!.module));
		return `  - {module: ${module}, inputs: [${list}], output_name: ${JSON.stringify(output_name)}}`;
	});
	return `pipeline:\n${lines.join('\n')}\n`;
}

/** A name that a pipeline may use. */
export function cleanName(module: string): string {
	const name = module.trim().slice(0, 100);
	if (findNameFault(name) === null) return name;
	const plain = name.replaceAll(/[^\w -]/g, '_');
	return findNameFault(plain) === null ? plain : `_${plain}`;
}

function freeName(name: string, taken: ReadonlySet<string>): string {
	for (let number = 2, free = name; ; free = `${name}_${number++}`) if (!taken.has(free)) return free;
}
