import type {By} from '../events.ts';
import {isPromise} from '../is-promise.ts';
import {type ModuleResult, OperationFailure} from '../module.ts';
import {asError} from '../thrown.ts';

const makers: readonly unknown[] = ['model', 'person', 'module', 'recorded'] satisfies By[];

/** Of what a module returned, only what it is to return, read once: the rest may be anything. */
export function readResult(result: ModuleResult, module: string): Exclude<ModuleResult, string> {
	if (typeof result === 'string') return {output: result};
	const {output, messages = [], by, text} = readOnce(result, module);
	if (typeof output !== 'string')
		throw notText(module, 'returned', result, {isAnswer: typeof text === 'string'});
	if (!Array.isArray(messages)) {
		throw new OperationFailure({
			kind: 'module',
			message: `The module \`${module}\` returned messages that are no list.`,
			remedy: 'Return {output, messages}, with a list of strings as messages.',
		});
	}
	if (!messages.every(message => typeof message === 'string')) {
		const odd = messages.find(message => typeof message !== 'string');
		throw notText(module, 'returned, among its messages,', odd);
	}
	if (by !== undefined && !makers.includes(by)) {
		throw new OperationFailure({
			kind: 'module',
			message: `The module \`${module}\` said that its output is by ${typeof by === 'string' ? `\`${by}\`` : typeof by}.`,
			remedy: "`by` is 'model', 'person' or 'module'.",
		});
	}
	return {output, messages: [...messages], ...(by === undefined ? {} : {by})};
}

function readOnce(
	result: Exclude<ModuleResult, string>,
	module: string,
): Partial<Exclude<ModuleResult, string>> & {text?: unknown} {
	try {
		return {...result};
	} catch (error) {
		throw new OperationFailure({
			kind: 'module',
			message: `The module \`${module}\` returned an object that cannot be read: ${asError(error).message}`,
			remedy: 'Return a string, or a plain object {output, messages}.',
			cause: error,
		});
	}
}

/** `isAnswer`: it is what a model's answer is. */
export function notText(
	module: string,
	did: string,
	value: unknown,
	{isAnswer = false}: {isAnswer?: boolean} = {},
): OperationFailure {
	return new OperationFailure({
		kind: 'module',
		message: `The module \`${module}\` ${did} ${nameType(value)} instead of a text.`,
		remedy: `${isAnswer ? 'Return its `text`: a' : 'Return a'} string, or {output, messages}, with strings only.`,
	});
}

function nameType(value: unknown): string {
	if (value === null) return 'null';
	return isPromise(value) ? 'a promise' : typeof value;
}
