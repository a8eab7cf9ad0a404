/** What the person is told while code of a module lets the app do nothing else. */
import {watchForStuck} from '../../io/stuck/watch-for-stuck.ts';
import type {Surroundings} from '../command.ts';
import {hasOwn, type Modules} from './plan.ts';

const sentence = (resumeCommand: string) =>
	`orchestrai: code of a module keeps the app busy, and nothing else is done meanwhile. Ctrl-C ends it here and now; what was done is kept: ${resumeCommand} goes on.`;

/**
 * Off the terminal at once, and on it again; missing where there is no screen. `leave`: whether what is written can be
 * read there, and is true.
 */
type Screen = {leave(): boolean; back(): void};

/** Whoever ends it then hears no summary: how to go on is said at once. */
type WhenStuck = {resumeCommand: string; screen?: Screen};

/** Says so, once the screen is out of the way. Only code of the folder is not known to let go. Returns how to stop. */
export function sayWhenStuck(
	modules: Modules,
	{stderr}: Surroundings,
	{resumeCommand, screen}: WhenStuck,
): () => void {
	if (!hasOwn(modules)) return () => undefined;
	return watchForStuck({
		stuck() {
			if (screen?.leave() === false) return;
			stderr.write(`${sentence(resumeCommand)}\r\n`);
		},
		free: () => screen?.back(),
	});
}
