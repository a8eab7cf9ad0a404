/**
 * Hands over what nobody caught, e.g. a rejection that a module left behind, instead of dying of it; returns how
 * to stop. Rejections come the same way: nothing else listens for them.
 */
export function onFault(heed: (fault: Error) => void): () => void {
	process.on('uncaughtException', heed);
	return () => process.off('uncaughtException', heed);
}

/** Why a run is stopped then: what its state is after it nobody knows. */
export function describeFault({message}: Error): string {
	return `Something failed where nobody caught it, most likely in code of a module: ${message}`;
}
