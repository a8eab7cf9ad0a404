import {useEffect, useState} from 'react';

/** Renders again after changes, at most once in `interval` ms: a fast stream is shown in batches. */
export function useFrames(subscribe: (listener: () => void) => () => void, interval: number): void {
	const [, render] = useState(0);
	useEffect(() => {
		let timer: ReturnType<typeof setTimeout> | null = null;
		const unsubscribe = subscribe(() => {
			timer ??= setTimeout(() => {
				timer = null;
				render(count => count + 1);
			}, interval);
		});
		return () => {
			unsubscribe();
			if (timer) clearTimeout(timer);
		};
	}, [subscribe, interval]);
}
