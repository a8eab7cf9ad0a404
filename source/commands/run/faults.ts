import type {RunState} from '../../core/state/run-state.ts';
import {asError} from '../../core/thrown.ts';
import {locateError} from '../../io/library/locate-error.ts';

/**
 * Hands over what nobody caught, e.g. a rejection that a module left behind, instead of dying of it, and that nothing is
 * left to wait for; returns how to stop. Rejections come the same way: nothing else listens for them. `running`: names
 * what waits then.
 */
export function onFault(
	heed: (fault: Error) => void,
	running: () => readonly string[] = () => [],
): () => void {
	const hear = (thrown: unknown) => heed(asError(thrown));
	const hearSilence = () => heed(new Stalemate(running()));
	process.on('uncaughtException', hear);
	process.on('beforeExit', hearSilence);
	return () => {
		process.off('uncaughtException', hear);
		process.off('beforeExit', hearSilence);
	};
}

const mostNamed = 8;

/** Nothing goes on any more that could bring what the run waits for. */
class Stalemate extends Error {
	override readonly name = 'Stalemate';
	constructor(running: readonly string[]) {
		const some = running.slice(0, mostNamed).join(', ');
		const names = running.length > mostNamed ? `${some}, …` : some;
		const ran = names === '' ? '' : ` What ran: ${names}.`;
		super(`A module waits for something that cannot come: nothing that it began goes on.${ran}`);
	}
}

/** The screen could not go on, and was taken off the terminal. */
export class ScreenFault extends Error {
	override readonly name = 'ScreenFault';
	constructor(cause: unknown) {
		super(cause instanceof Error ? cause.message : String(cause), {cause});
	}
}

/** What runs, and by which module. */
export function namesRunning({operations}: RunState): string[] {
	return [...operations.values()]
		.filter(({status}) => status === 'running')
		.map(({operation: {output_name, module}}) => `${output_name} (${module})`);
}

/** Why a run is stopped then: what its state is after it nobody knows. */
export function describeFault(fault: Error): string {
	if (fault instanceof Stalemate) return fault.message;
	if (fault instanceof ScreenFault)
		return `The screen failed, which is a mistake in the app itself: ${fault.message}`;
	const place = locateError(fault, null);
	return place === null
		? `Something failed where nobody caught it, most likely in code of a module: ${fault.message}`
		: `Something failed where nobody caught it, in code of a module: ${fault.message} (${place.file}:${place.line}:${place.column})`;
}
