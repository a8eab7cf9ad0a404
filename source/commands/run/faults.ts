/**
 * Hands over what nobody caught, e.g. a rejection that a module left behind, instead of dying of it; returns how
 * to stop. Rejections come the same way: nothing else listens for them.
 */
export function onFault(heed: (fault: Error) => void): () => void {
	process.on('uncaughtException', heed);
	return () => process.off('uncaughtException', heed);
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
	const where =
		fault instanceof ScreenFault
			? 'The screen failed, which is a mistake in the app itself'
			: 'Something failed where nobody caught it, most likely in code of a module';
	return `${where}: ${fault.message}`;
}
