/** The signals that ask a program to end, and the exit codes that tell of them. */
export const codes = {SIGINT: 130, SIGTERM: 143, SIGHUP: 129, SIGQUIT: 131} as const;

export type EndingSignal = keyof typeof codes;

/** Hands them over instead of dying of them; returns how to stop. */
export function onSignals(heed: (signal: EndingSignal, code: number) => void): () => void {
	const offs = Object.entries(codes).map(([signal, code]) => {
		const onSignal = () => heed(signal as EndingSignal, code);
		process.on(signal, onSignal);
		return () => process.off(signal, onSignal);
	});
	return () => {
		for (const off of offs) off();
	};
}
