/** What the engine lends to an operation. */
export type Hands = {
	signal: AbortSignal;
	/** Between two tries of a call; over early where the person does not want to wait, or the signal ends it. */
	waitToTry: (ms: number) => Promise<void>;
	/** Throws a `Halt` when a ceiling is reached and nobody raises it. */
	holdBudget: (output_name: string) => Promise<void>;
	/** Frees the slot while the person thinks. */
	awaitPerson: <T>(decision: Promise<T>) => Promise<T>;
};
