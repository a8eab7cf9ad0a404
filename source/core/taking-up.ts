/** How a remedy ends that is followed outside the run; where the person is within it, they retry instead. */

/** Something outside may take long to mend: what a person without the screen does afterwards. */
export const takeUpLater = takeUpWith('');

/** The same, with an option without which it would stop there again. */
export function takeUpWith(option: string): string {
	return ` The run is kept: \`${['orchestrai resume', option].join(' ').trimEnd()}\` takes it up where it stopped.`;
}

const withBaseUrl = /`orchestrai resume --base-url ([^\s`]+)`/;

/** The base URL without which it would stop there again; null if the remedies name none. */
export function baseUrlToTakeUp(remedies: Iterable<string | null | undefined>): string | null {
	for (const remedy of remedies) {
		const url = withBaseUrl.exec(remedy ?? '')?.[1];
		if (url !== undefined) return url;
	}
	return null;
}

export const thenTakeUp = ', then `orchestrai resume`.';

/** Where what is mended is settings: a run that goes on has them from its start. */
export const thenResumeAnew = ', then `orchestrai resume`, which reads it again.';

const takenUp = / The run is kept: `orchestrai resume[^`]*` takes it up where it stopped\./;

/** The remedy as it is told on the screen, where the run goes on. */
export function remedyWithin(remedy: string): string {
	return remedy
		.replace(takenUp, '')
		.replace(thenResumeAnew, ', leave, and `orchestrai resume`: a retry does not read it again.')
		.replace(thenTakeUp, ', then retry.');
}

/** The remedy as it is told where the command that goes on, with all its options, stands by itself. */
export function remedyBeside(remedy: string): string {
	return remedy
		.replace(takenUp, '')
		.replace(thenResumeAnew, '. Resuming reads it again.')
		.replace(thenTakeUp, '.');
}
