import {OperationFailure} from '../module.ts';

export type Doors = {
	/** The same door, as long as the attempt lasts. */
	guard<D extends object>(name: string, door: D): D;
	/** Throws once they are closed. `what`: how the module called it. */
	check(what: string): void;
	/** Settles once no call through them goes on any more; null if none does. */
	close(): Promise<unknown> | null;
};

/**
 * The doors of one attempt. A module whose attempt is over, because it returned or was stopped, has none any more: what
 * it asked for would be paid and recorded for an output that is not made from it. Nor does it hear how a call ended that
 * it did not wait for: nobody is left to catch that.
 */
export function openDoors(module: string, stopped: AbortSignal): Doors {
	let open = true;
	const pending = new Set<Promise<unknown>>();
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
	return {
		check,
		guard: <D extends object>(name: string, door: D) =>
			Object.fromEntries(
				Object.entries(door).map(([key, call]) => [
					key,
					(...given: unknown[]) => {
						const begin = async (): Promise<unknown> => {
							check(`${name}.${key}`);
							return call(...given);
						};
						if (!open) return begin();
						const passed = passOn(begin());
						// A module that never looks at it is told by the log.
						passed.catch(() => null);
						return passed;
					},
				]),
			) as D,
		close() {
			open = false;
			return pending.size === 0 ? null : Promise.allSettled(pending);
		},
	};
}
