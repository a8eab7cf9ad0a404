/** What the person is told while code of a module lets the app do nothing else. */
import {watchForStuck} from '../../io/stuck/watch-for-stuck.ts';
import type {Surroundings} from '../command.ts';
import {hasOwn, type Modules} from './plan.ts';

const sentence =
	'orchestrai: code of a module keeps the app busy, and nothing else is done meanwhile. Ctrl-C ends it here and now; what was done is kept.';

/**
 * Off the terminal at once, and on it again; missing where there is no screen. `leave`: whether what is written can be
 * read there, and is true.
 */
type Screen = {leave(): boolean; back(): void};

/** Says so, once the screen is out of the way. Only code of the folder is not known to let go. Returns how to stop. */
export function sayWhenStuck(modules: Modules, {stderr}: Surroundings, screen?: Screen): () => void {
	if (!hasOwn(modules)) return () => undefined;
	return watchForStuck({
		stuck() {
			if (screen?.leave() === false) return;
			stderr.write(`${sentence}\r\n`);
		},
		free: () => screen?.back(),
	});
}
