import {useEffect, useRef, useState} from 'react';

type Subscribe = (listener: () => void) => () => void;

export type Frames = {
	/** What the person did: shown at once. */
	acts?: Subscribe;
	/** What else happens: shown at once too after a while of quiet, else at most once in `batch` ms. */
	happens: Subscribe;
	batch: number;
	/** So many ms after a frame another is drawn, so that clocks and spinners move. Null: they stand still. */
	idle: number | null;
};

/** Renders again when something changed. Each frame shows all that there is, whatever it was drawn for. */
export function useFrames({acts, happens, batch, idle}: Frames): void {
	const [, render] = useState(0);
	const drawnAt = useRef(Number.NEGATIVE_INFINITY);
	useEffect(() => {
		drawnAt.current = performance.now();
		if (idle === null) return;
		const beat = setTimeout(() => render(count => count + 1), idle);
		return () => clearTimeout(beat);
	});
	useEffect(() => {
		let due: {at: number; timer: ReturnType<typeof setTimeout>} | null = null;
		const draw = () => {
			due = null;
			// What happens before React has drawn it is in this frame too.
			drawnAt.current = performance.now();
			render(count => count + 1);
		};
		const drawAt = (at: number) => {
			if (due && due.at <= at) return;
			if (due) clearTimeout(due.timer);
			due = {at, timer: setTimeout(draw, Math.max(0, at - performance.now()))};
		};
		// Not in the listener itself: keys come in batches, and each of them may say so.
		const stops = [acts?.(() => drawAt(0)), happens(() => drawAt(drawnAt.current + batch))];
		return () => {
			for (const stop of stops) stop?.();
			if (due) clearTimeout(due.timer);
		};
	}, [acts, happens, batch]);
}
