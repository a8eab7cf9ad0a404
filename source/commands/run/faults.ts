import {asError} from '../../core/thrown.ts';

/**
 * Hands over what nobody caught, e.g. a rejection that a module left behind, instead of dying of it, and that nothing is
 * left to wait for; returns how to stop. Rejections come the same way: nothing else listens for them.
 */
export function onFault(heed: (fault: Error) => void): () => void {
	const hear = (thrown: unknown) => heed(asError(thrown));
	const hearSilence = () => heed(new Stalemate());
	process.on('uncaughtException', hear);
	process.on('beforeExit', hearSilence);
	return () => {
		process.off('uncaughtException', hear);
		process.off('beforeExit', hearSilence);
	};
}

/** Nothing goes on any more that could bring what the run waits for. */
class Stalemate extends Error {
	override readonly name = 'Stalemate';
	constructor() {
		super('A module waits for something that cannot come: nothing that it began goes on.');
	}
}

/** The screen could not go on, and was taken off the terminal. */
export class ScreenFault extends Error {
	override readonly name = 'ScreenFault';
	constructor(cause: unknown) {
		super(cause instanceof Error ? cause.message : String(cause), {cause});
	}
}

/** Why a run is stopped then: what its state is after it nobody knows. */
export function describeFault(fault: Error): string {
	if (fault instanceof Stalemate) return fault.message;
	const where =
		fault instanceof ScreenFault
			? 'The screen failed, which is a mistake in the app itself'
			: 'Something failed where nobody caught it, most likely in code of a module';
	return `${where}: ${fault.message}`;
}
