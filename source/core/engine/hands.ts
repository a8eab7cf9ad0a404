/** What the engine lends to an operation. */
export type Hands = {
	signal: AbortSignal;
	/**
	 * For the wait between two tries of a call: what it returns waits, until the signal ends it. Over early where the person
	 * does not want to wait, and has said so since this was called.
	 */
	foreseeWait: () => (ms: number, signal: AbortSignal) => Promise<void>;
	/** Throws a `Halt` when a ceiling is reached and nobody raises it. */
	holdBudget: (output_name: string) => Promise<void>;
	/** Frees the slot while the person thinks. */
	awaitPerson: <T>(decision: Promise<T>) => Promise<T>;
};
