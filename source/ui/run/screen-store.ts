/** Holds what the screen remembers, and tells of each change. */
import {firstScreen, type Notice, type Screen} from './screen.ts';

export type ScreenStore = {
	screen(): Screen;
	change(changes: Partial<Screen>): void;
	/** Until the next key. */
	say(text: string, tone?: Notice['tone']): void;
	subscribe(listener: () => void): () => void;
};

export function createScreenStore(first: Screen = firstScreen): ScreenStore {
	const listeners = new Set<() => void>();
	let screen = first;

	function change(changes: Partial<Screen>): void {
		screen = {...screen, ...changes};
		for (const listener of listeners) listener();
	}

	return {
		screen: () => screen,
		change,
		say: (text, tone = 'quiet') => change({notice: {text, tone}}),
		subscribe(listener) {
			listeners.add(listener);
			return () => {
				listeners.delete(listener);
			};
		},
	};
}
