/** Whether the person is at the terminal, as far as it tells. Framework-free. */

/** Without a word of the terminal about its window, so long without a key means away, ms. */
export const longSilence = 30_000;

export type Presence = {
	/** A key was pressed, or a text pasted: whoever does that is there. */
	pressed(): void;
	/** The terminal said that its window was entered, or left. */
	focused(within: boolean): void;
	away(): boolean;
	/** When the person last showed themselves, ms since the epoch. */
	seenAt(): number;
	/** How long until silence counts as absence, ms; null where only the terminal's word counts. */
	remaining(): number | null;
	/** Called after every sign; returns how to stop. */
	subscribe(listener: () => void): () => void;
};

/** Whoever starts the app is there. `now`: ms since the epoch. */
export function createPresence(now: () => number): Presence {
	const listeners = new Set<() => void>();
	let within: boolean | null = null;
	let seenAt = now();
	const remaining = () => (within === null ? Math.max(0, seenAt + longSilence - now()) : null);
	function show(): void {
		seenAt = now();
		tell();
	}

	function tell(): void {
		for (const listener of listeners) listener();
	}

	return {
		pressed() {
			// A terminal that missed the return tells of it by its keys.
			if (within === false) within = true;
			show();
		},
		focused(entered) {
			within = entered;
			if (entered) show();
			else tell();
		},
		away: () => (within === null ? remaining() === 0 : !within),
		seenAt: () => seenAt,
		remaining,
		subscribe(listener) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
	};
}
