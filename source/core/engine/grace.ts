import type {Clock} from '../ports.ts';
import {Halt} from './halt.ts';

/** How long a module may take to come to its end once the run was stopped, ms. */
const grace_ms = 1000;

/** Waits for the module; once the run is stopped, only so long: a module that does not end is left behind. */
export async function withGrace<T>(clock: Clock, signal: AbortSignal, work: T | Promise<T>): Promise<T> {
	if (!(work instanceof Object && 'then' in work)) return work;
	const left = Promise.withResolvers<never>();
	let over = null as AbortController | null;
	const leave = () => {
		over = new AbortController();
		void clock
			.sleep(grace_ms, over.signal)
			.then(() => left.reject(new Halt('stopped', 'Stopped in the middle of an operation.')));
	};
	if (signal.aborted) leave();
	signal.addEventListener('abort', leave, {once: true});
	try {
		return await Promise.race([work, left.promise]);
	} finally {
		signal.removeEventListener('abort', leave);
		// A grace that nobody needs any more must not keep the process from ending.
		over?.abort();
	}
}
