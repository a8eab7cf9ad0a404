/** The call to a person who is away, from the screen's first moment to its last. */
import type {Terminal} from '../../core/ports.ts';
import type {RunView} from '../../core/store.ts';
import {systemClock} from '../../io/clock.ts';
import {createNotifier, type NotifyHow} from '../../io/notifier.ts';
import {startCaller} from '../../ui/call/caller.ts';
import type {Presence} from '../../ui/call/presence.ts';
import type {Desk} from '../../ui/desk.ts';
import type {Theme} from '../../ui/theme.ts';
import type {Surroundings} from '../command.ts';

export type Calls = {
	/** The terminal as it is lent to others: its title and its focus reports are theirs meanwhile. */
	quiet(terminal: Terminal): Terminal;
	/** The same for a while; returns how to take both back. */
	hush(): () => void;
	/** Leaves the terminal as it was. */
	end(): void;
};

/** However the process ends, as long as it can still write, the terminal is left as it was. */
export function callWhenNeeded({
	view,
	desk,
	presence,
	theme,
	notify,
	around,
}: {
	view: RunView;
	desk: Desk;
	presence: Presence;
	theme: Theme;
	notify: NotifyHow;
	around: Surroundings;
}): Calls {
	const notifier = createNotifier({
		how: notify,
		environment: around.environment,
		write: sequence => around.stdout.send(sequence),
	});
	notifier.begin();
	process.once('exit', notifier.end);
	let over = false;
	const stop = startCaller({view, desk, presence, notifier, glyphs: theme.glyphs, now: systemClock.now});
	function hush(): () => void {
		notifier.end();
		return () => {
			if (!over) notifier.begin();
		};
	}

	return {
		quiet: terminal => ({
			lend: task =>
				terminal.lend(async () => {
					const takeBack = hush();
					try {
						return await task();
					} finally {
						takeBack();
					}
				}),
		}),
		hush,
		end() {
			over = true;
			stop();
			notifier.end();
			process.off('exit', notifier.end);
		},
	};
}
