/** The sentences on a promise that stands where what it promises should, or that nothing waited for. */
import {isPromise} from '../is-promise.ts';
import {OperationFailure} from '../module.ts';
import {asError} from '../thrown.ts';
import type {Whereabouts} from './crew.ts';

/** A call through a door that nothing seems to wait for. */
export type Forgotten = {
	/** How the module called it: `model.ask`. */
	what: string;
	/** Null: it goes on. */
	end: 'answered' | {failed: unknown} | null;
	/** Nothing was done with its promise; else something waits for it that the module itself does not wait for. */
	isUnseen: boolean;
	/** Another one failed before, and the module went on: it may have given up those that it waited for together. */
	isExcused: boolean;
	/** Where it was called, as far as that is known. */
	place(): string | null;
};

/** The promise of a call was taken for what it promises, at this moment. */
export function takenForAnswer(module: string, what: string, where: Whereabouts): OperationFailure {
	const said = `The module \`${module}\` used the promise that \`${what}\` gave as if it were the answer`;
	// Its own trace leads to where that was.
	return failure(said, where(new Error(said)));
}

/** Whether a door is given a promise, by itself or as one of its options. */
export function holdsPromise(given: readonly unknown[]): boolean {
	return given.some(value => isPromise(value) || promiseIn(value) !== null);
}

export function promiseGiven(module: string, what: string, place: string | null): OperationFailure {
	return failure(`The module \`${module}\` gave \`${what}\` a promise instead of what it promises`, place);
}

/** What is wrong with a result that would be right otherwise: a call goes on, or failed, and nobody would hear of it. */
export function findForgotten(module: string, forgotten: readonly Forgotten[]): OperationFailure | null {
	const lost = forgotten.find(call => call.end !== 'answered' && !isGivenUp(call));
	if (lost === undefined) return null;
	const {what, end} = lost;
	const did =
		end === null || end === 'answered'
			? `while \`${what}\` still went on`
			: `without looking at \`${what}\`, which failed (${asError(end.failed).message})`;
	return failure(`The module \`${module}\` returned ${did}`, lost.place(), {awaited: !lost.isUnseen});
}

function isGivenUp({end, isUnseen, isExcused}: Forgotten): boolean {
	return end === null && !isUnseen && isExcused;
}

/** Of a call that goes on when its module returns, and that need not have been forgotten. */
export function noteOnOpen(forgotten: readonly Forgotten[]): string | null {
	const open = forgotten.find(isGivenUp);
	if (open === undefined) return null;
	const place = open.place();
	return `It returned while \`${open.what}\` still went on, which ended with it${place === null ? '' : ` (${place})`}: another call had failed.`;
}

/** Of a result that is no text: why that may be, and where. */
export function explainResult(
	wrong: OperationFailure,
	result: unknown,
	forgotten: readonly Forgotten[],
	where: Whereabouts | null,
): OperationFailure {
	const said = wrong.message.replace(/\.$/, '');
	const place = where?.(null) ?? null;
	const call = forgotten.find(({isUnseen}) => isUnseen) ?? forgotten[0];
	if (call) {
		const did =
			call.end === null ? `while \`${call.what}\` still went on` : `and never looked at \`${call.what}\``;
		return failure(`${said} ${did}`, call.place() ?? place, {awaited: !call.isUnseen});
	}

	const key = promiseIn(result);
	if (key !== null) return failure(`${said}, and its \`${key}\` is a promise`, place);
	if (place === null) return wrong;
	const {kind, cause, remedy} = wrong;
	return new OperationFailure({kind, message: `${wrong.message} (${place})`, remedy, cause});
}

/** Of an output that may be right: nothing of the module's is known to have been forgotten. */
export function noteOnText(output: string, prompt: string): string | null {
	const ofPromise = String(Promise.prototype);
	if (!output.includes(ofPromise) || prompt.includes(ofPromise)) return null;
	return `There is “${ofPromise}” in the output: was \`await\` forgotten before what it is made from?`;
}

/** `awaited`: something does wait for the call, and nothing for that. */
function failure(did: string, place: string | null, {awaited = false} = {}): OperationFailure {
	return new OperationFailure({
		kind: 'module',
		message: `${did}: was \`await\` forgotten?${place === null ? '' : ` (${place})`}`,
		remedy: `${
			awaited
				? 'Await what waits for the call, too. For a list write `for (const one of list)`, or `await Promise.all(list.map(…))`: `forEach` waits for nothing.'
				: 'Write `await` before the call, and before `Promise.all([…])` where there are several.'
		} One whose answer is not wanted any more is let go of with \`.catch(() => {})\`.`,
	});
}

/** The key of a plain object under which there is one. Nothing that would be computed is asked for. */
function promiseIn(value: unknown): string | null {
	if (typeof value !== 'object' || value === null) return null;
	try {
		const of: unknown = Object.getPrototypeOf(value);
		if (of !== Object.prototype && of !== null) return null;
		const found = Object.keys(value).find(key =>
			isPromise(Object.getOwnPropertyDescriptor(value, key)?.value),
		);
		return found ?? null;
	} catch {
		// Not even its keys can be asked for: what else is said of it stands.
		return null;
	}
}
