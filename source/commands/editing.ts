/** An editor of the person's own that has the terminal: whether there is one, and how to have it end. */
export type Editing = {
	/** Opens one, and settles with what comes of it. `open` gets what tells the editor to end. */
	during<T>(open: (signal: AbortSignal) => Promise<T>): Promise<T>;
	isOpen(): boolean;
	/** Has it end; settles once the terminal is taken back. */
	stop(): Promise<void>;
};

export function createEditing(): Editing {
	let stopping = new AbortController();
	let editing: Promise<unknown> | null = null;
	return {
		async during(open) {
			stopping = new AbortController();
			const edited = open(stopping.signal);
			editing = edited.catch(() => undefined);
			try {
				return await edited;
			} finally {
				editing = null;
			}
		},
		isOpen: () => editing !== null,
		async stop() {
			stopping.abort();
			await editing;
		},
	};
}
