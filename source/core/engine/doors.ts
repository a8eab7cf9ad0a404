import {OperationFailure} from '../module.ts';
import type {Whereabouts} from './crew.ts';
import {type Forgotten, holdsPromise, promiseGiven, takenForAnswer} from './forgotten-await.ts';
import {overhear, WatchedCall} from './watched-call.ts';

export type Doors = {
	/** The same door, as long as the attempt lasts. `name`: null where its calls are called by their names alone. */
	guard<D extends object>(name: string | null, door: D): D;
	/** Throws once they are closed. `what`: how the module called it. */
	check(what: string): void;
	/** Of the person's own module, the calls that it seems to have forgotten so far, in the order in which they began. */
	forgotten(): Forgotten[];
	/** Settles once no call through them goes on any more; null if none does. */
	close(): Promise<unknown> | null;
};

/** A call that is not over, or was never looked at. */
type Begun = {
	what: string;
	call: WatchedCall<unknown>;
	trace: {stack?: string};
	end: Forgotten['end'];
};

/**
 * The doors of one attempt. A module whose attempt is over, because it returned or was stopped, has none any more: what
 * it asked for would be paid and recorded for an output that is not made from it. Nor does it hear how a call ended that
 * it did not wait for: nobody is left to catch that. `where`: set for a module of the person's own, whose calls are
 * watched.
 */
export function openDoors(module: string, stopped: AbortSignal, where: Whereabouts | null): Doors {
	let open = true;
	const pending = new Set<Promise<unknown>>();
	const begun = new Set<Begun>();
	let hasCaught = false;
	const check = (what: string): void => {
		if (open) return;
		stopped.throwIfAborted();
		throw new OperationFailure({
			kind: 'module',
			message: `The module \`${module}\` called \`${what}\` when its run was over already.`,
			remedy: 'Await everything that the module begins before it returns.',
		});
	};
	async function passOn<T>(work: Promise<T>): Promise<T> {
		pending.add(work);
		try {
			return await work;
		} catch (error) {
			if (open) throw error;
			return await new Promise<never>(() => {});
		} finally {
			pending.delete(work);
		}
	}
	const forgotten = () =>
		[...begun]
			.filter(({call, end}) => (end === null ? !call.isLetGo : call.isUnseen))
			.map(({what, call, trace, end}) => ({
				what,
				end,
				isUnseen: call.isUnseen,
				isExcused: hasCaught,
				place: () => where?.(trace) ?? null,
			}));
	function watch(
		what: string,
		passed: Promise<unknown>,
		{trace, where}: {trace: Begun['trace']; where: Whereabouts},
	): WatchedCall<unknown> {
		const call = new WatchedCall<unknown>((resolve, reject) => overhear(passed, resolve, reject));
		call.refuse = () => {
			throw takenForAnswer(module, what, where);
		};
		const one: Begun = {what, call, trace, end: null};
		begun.add(one);
		const settle = (end: NonNullable<Forgotten['end']>) => {
			one.end = end;
			if (call.isUnseen) return;
			begun.delete(one);
			hasCaught ||= end !== 'answered';
		};
		overhear(
			call,
			() => settle('answered'),
			error => settle({failed: error}),
		);
		return call;
	}
	return {
		check,
		forgotten,
		guard: <D extends object>(name: string | null, door: D) =>
			Object.fromEntries(
				Object.entries(door).map(([key, call]) => {
					const what = name === null ? key : `${name}.${key}`;
					const guarded = (...given: unknown[]) => {
						// The place is in it; it is written out only when somebody has to be told.
						const trace: Begun['trace'] = {};
						if (where !== null) Error.captureStackTrace(trace, guarded);
						const begin = async (): Promise<unknown> => {
							check(what);
							if (where !== null && holdsPromise(given)) throw promiseGiven(module, what, where(trace));
							return call(...given);
						};
						if (!open) return begin();
						const passed = passOn(begin());
						// A module that never looks at it is told by the log.
						passed.catch(() => null);
						return where === null ? passed : watch(what, passed, {trace, where});
					};
					return [key, guarded];
				}),
			) as D,
		close() {
			open = false;
			return pending.size === 0 ? null : Promise.allSettled(pending);
		},
	};
}
