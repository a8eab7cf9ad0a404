import {useEffect, useState} from 'react';

/**
 * Renders again after changes, at most once in `interval` ms, so that a fast stream is shown in batches; and after
 * `idle` ms without a change, so that clocks and spinners move. Null: they stand still.
 */
export function useFrames(
	subscribe: (listener: () => void) => () => void,
	interval: number,
	idle: number | null = null,
): void {
	const [, render] = useState(0);
	useEffect(() => {
		let due: ReturnType<typeof setTimeout> | null = null;
		let beat: ReturnType<typeof setTimeout> | null = null;
		const rest = () => {
			if (due) clearTimeout(due);
			if (beat) clearTimeout(beat);
			due = null;
			beat = null;
		};
		const draw = () => {
			rest();
			if (idle !== null) beat = setTimeout(draw, idle);
			render(count => count + 1);
		};
		const unsubscribe = subscribe(() => {
			due ??= setTimeout(draw, interval);
		});
		if (idle !== null) beat = setTimeout(draw, idle);
		return () => {
			unsubscribe();
			rest();
		};
	}, [subscribe, interval, idle]);
}
