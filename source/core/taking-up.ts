/** How a remedy ends that is followed outside the run; where the person is within it, they retry instead. */

/** Something outside may take long to mend: what a person without the screen does afterwards. */
export const takeUpLater = ' The run is kept: `orchestrai resume` takes it up where it stopped.';
export const thenTakeUp = ', then `orchestrai resume`.';

/** The remedy as it is told on the screen, where the run goes on. */
export function remedyWithin(remedy: string): string {
	return remedy.replace(takeUpLater, '').replace(thenTakeUp, ', then retry.');
}
