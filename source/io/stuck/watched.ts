/** What the watching thread is given. */
export type Watched = {
	/** Counted up by the app's own thread, as long as it comes to that. */
	beats: Int32Array<SharedArrayBuffer>;
	/** Between two looks, and two beats, ms. */
	interval: number;
	/** So long nothing may move, ms. */
	patience: number;
	/** Called on the app's own thread, as an expression. */
	call: string;
};
