import {suggest} from '../../core/pipeline/suggest.ts';
import type {RunState} from '../../core/state/run-state.ts';
import {type Invocation, type Surroundings, UsageError} from '../command.ts';
import {readNamedText} from '../read-named-text.ts';
import {runPipeline} from '../run/chain.ts';
import {readRunFlags} from '../run/flags.ts';
import {findParent, readParent} from '../run/parent.ts';
import {prepareFork} from '../run/prepare-fork.ts';

export async function forkRun({input, flags: raw, around}: Invocation): Promise<number> {
	const flags = readRunFlags(raw);
	if (flags.workspaceFrom !== null) {
		throw new UsageError(
			'a fork begins with the files of its run: --workspace-from is for `orchestrai run`.',
		);
	}

	const [named] = input;
	if (named === undefined) {
		throw new UsageError(
			'name the run to fork: `orchestrai runs` lists them. For example: orchestrai fork RUN --from code',
		);
	}

	const found = await findParent(named, flags, around);
	const from = listOf(raw.from);
	const set = await readTexts(listOf(raw.set), around);
	const action = readAction(raw.at);
	const {state} = await readParent(found, action);
	const models = Object.keys(flags.models);
	const said = [flags.request, flags.model, action].some(value => value !== null);
	if (from.length + set.size + models.length === 0 && !said) {
		throw new UsageError(
			`say what the fork is to change: --from NAME makes an output anew, --set NAME=TEXT replaces one, --request TEXT replaces the task, --model NAME=M asks another model, --at N goes back. ${namesOf(state)}`,
		);
	}

	checkNames(state, [...from.map(name => ['--from', name]), ...[...set.keys()].map(name => ['--set', name])]);
	const both = [...set.keys()].find(name => from.includes(name) || models.includes(name));
	if (both !== undefined) {
		throw new UsageError(
			`--set puts a text in the place of ${both}, which is then not made anew: leave out --from ${both} or --model ${both}=….`,
		);
	}

	return runPipeline(await prepareFork(found, {from, set, action}, flags, around));
}

function namesOf({operations}: RunState): string {
	return `The operations: ${[...operations.keys()].join(', ')}.`;
}

function checkNames(state: RunState, given: string[][]): void {
	const names = [...state.operations.keys()];
	for (const [flag, name] of given) {
		if (names.includes(name!)) continue;
		const near = suggest(name!, names);
		throw new UsageError(
			`${flag} names \`${name}\`, which is no operation of that run.${near === null ? '' : ` Did you mean \`${near}\`?`} ${namesOf(state)}`,
		);
	}
}

function listOf(value: unknown): string[] {
	return Array.isArray(value) ? value.map(String) : [];
}

/** `NAME=TEXT`, `NAME=@FILE`. */
async function readTexts(given: string[], around: Surroundings): Promise<Map<string, string>> {
	const texts = new Map<string, string>();
	for (const value of given) {
		const at = value.indexOf('=');
		if (at < 1) throw new UsageError(`--set takes NAME=TEXT, and \`${value}\` has no name before a \`=\`.`);
		const [name, text] = [value.slice(0, at), value.slice(at + 1)];
		texts.set(
			name,
			text.startsWith('@') ? await readNamedText(`--set ${name}`, text.slice(1), around) : text,
		);
	}

	return texts;
}

function readAction(value: unknown): number | null {
	if (value === undefined) return null;
	const number = Number(value);
	if (value !== '' && Number.isSafeInteger(number) && number > 0) return number;
	throw new UsageError(`--at takes the number of an action, from 1, not \`${value}\`.`);
}
