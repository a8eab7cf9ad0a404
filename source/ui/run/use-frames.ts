import {useEffect, useRef, useState} from 'react';

type Subscribe = (listener: () => void) => () => void;

export type Frames = {
	/** What the person did: shown at once. */
	acts?: Subscribe;
	/**
	 * What else happens: shown at once too after a while of quiet, else at most once in `batch` ms, and so seldom that
	 * drawing takes a tenth of the time at most: on a slow machine, or a huge screen, frames are rarer.
	 */
	happens: Subscribe;
	batch: number;
	/** So many ms after a frame another is drawn, so that clocks and spinners move. Null: they stand still. */
	idle: number | null;
};

const share = 1 / 10;
/** However slow drawing is, ms. */
const longestWait = 500;

/** Renders again when something changed. Each frame shows all that there is, whatever it was drawn for. */
export function useFrames({acts, happens, batch, idle}: Frames): void {
	const [, render] = useState(0);
	const begunAt = useRef<number | null>(null);
	const nextAt = useRef(Number.NEGATIVE_INFINITY);
	useEffect(() => {
		const now = performance.now();
		const cost = begunAt.current === null ? 0 : now - begunAt.current;
		begunAt.current = null;
		nextAt.current = now - cost + Math.min(longestWait, Math.max(batch, cost / share));
		if (idle === null) return;
		const beat = setTimeout(() => render(count => count + 1), idle);
		return () => clearTimeout(beat);
	});
	useEffect(() => {
		let due: {at: number; timer: ReturnType<typeof setTimeout>} | null = null;
		const draw = () => {
			due = null;
			begunAt.current = performance.now();
			// What happens before React has drawn it is in this frame too.
			nextAt.current = begunAt.current + batch;
			render(count => count + 1);
		};
		const drawAt = (at: number) => {
			if (due && due.at <= at) return;
			if (due) clearTimeout(due.timer);
			due = {at, timer: setTimeout(draw, Math.max(0, at - performance.now()))};
		};
		// Not in the listener itself: keys come in batches, and each of them may say so.
		const stops = [acts?.(() => drawAt(0)), happens(() => drawAt(nextAt.current))];
		return () => {
			for (const stop of stops) stop?.();
			if (due) clearTimeout(due.timer);
		};
	}, [acts, happens, batch]);
}
