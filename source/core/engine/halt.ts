/**
 * Ends an attempt without an output and without a failure: the run lets go, and `resume` takes the
 * operation up again. `waiting` concerns this operation only, the other branches go on; the rest stop
 * the whole run.
 */
export class Halt extends Error {
	override readonly name = 'Halt';
	readonly status: 'waiting' | 'budget' | 'stopped' | 'failed';
	/** What happened, for the beginning of a sentence, where the message tells the way on too. */
	readonly reason: string | null;
	constructor(status: Halt['status'], message: string, {reason = null}: {reason?: string | null} = {}) {
		super(message);
		this.status = status;
		this.reason = reason;
	}
}

/** Halts an attempt, and remembers it there: a module that swallows the error does not get away with it. */
export function halt(attempt: {halted: Halt | null}, status: Halt['status'], message: string): never {
	attempt.halted ??= new Halt(status, message);
	throw attempt.halted;
}
