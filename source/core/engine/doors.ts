import {OperationFailure} from '../module.ts';

export type Doors = {
	/** The same door, as long as the attempt lasts. */
	guard<D extends object>(name: string, door: D): D;
	/** Throws once they are closed. `what`: how the module called it. */
	check(what: string): void;
	close(): void;
};

/**
 * The doors of one attempt. A module whose attempt is over, because it returned or was stopped, has none any more: what
 * it asked for would be paid and recorded for an output that is not made from it.
 */
export function openDoors(module: string, signal: AbortSignal): Doors {
	let open = true;
	const check = (what: string): void => {
		if (open) return;
		signal.throwIfAborted();
		throw new OperationFailure({
			kind: 'module',
			message: `The module \`${module}\` called \`${what}\` when its run was over already.`,
			remedy: 'Await everything that the module begins before it returns.',
		});
	};
	return {
		check,
		guard: <D extends object>(name: string, door: D) =>
			Object.fromEntries(
				Object.entries(door).map(([key, call]) => [
					key,
					async (...given: unknown[]) => {
						check(`${name}.${key}`);
						return call(...given);
					},
				]),
			) as D,
		close() {
			open = false;
		},
	};
}
