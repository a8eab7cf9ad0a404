import {OperationFailure} from '../module.ts';
import {once} from '../once.ts';

/** Of an attempt: ends with its module's `run`, or when it is stopped. Most modules never look at it. */
export function createEnding(module: string, stopped: AbortSignal): {signal(): AbortSignal; end(): void} {
	let ended = false;
	let over = null as AbortController | null;
	const signal = once(() => {
		over = new AbortController();
		if (ended) over.abort(endedWithRun(module));
		return AbortSignal.any([stopped, over.signal]);
	});
	return {
		signal,
		end() {
			ended = true;
			over?.abort(endedWithRun(module));
		},
	};
}

function endedWithRun(module: string): OperationFailure {
	return new OperationFailure({
		kind: 'module',
		message: `The module \`${module}\` returned without waiting for this.`,
		remedy: 'Await everything that the module begins before it returns.',
	});
}
