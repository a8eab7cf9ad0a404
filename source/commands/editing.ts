/** An editor of the person's own that has the terminal: whether there is one, and how to have it end. */
export type Editing = {
	/** Opens one, and settles with what comes of it. `open` gets what tells the editor to end. */
	during<T>(open: (signal: AbortSignal) => Promise<T>): Promise<T>;
	isOpen(): boolean;
	/** Whether Ctrl-C is the editor's: it goes to both, and of an editor that it ended the app may hear that first. */
	takesInterrupt(): boolean;
	/** Has it end; settles once the terminal is taken back. */
	stop(): Promise<void>;
};

/** So long after the editor's end Ctrl-C may still be the one that ended it, ms. */
const together = 250;

export function createEditing(): Editing {
	let stopping = new AbortController();
	let editing: Promise<unknown> | null = null;
	let endedAt = Number.NEGATIVE_INFINITY;
	return {
		async during(open) {
			stopping = new AbortController();
			const edited = open(stopping.signal);
			editing = edited.catch(() => undefined);
			try {
				return await edited;
			} finally {
				editing = null;
				endedAt = performance.now();
			}
		},
		isOpen: () => editing !== null,
		takesInterrupt: () => editing !== null || performance.now() - endedAt < together,
		async stop() {
			stopping.abort();
			await editing;
		},
	};
}
