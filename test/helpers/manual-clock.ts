import type {Clock} from '../../source/core/ports.ts';

/** A clock that stands still until the test moves it. */
export function manualClock(start = Date.parse('2026-11-22T12:00:00Z')): Clock & {
	/** Moves the time on and wakes who is due, earliest first. */
	advance(ms: number): Promise<void>;
	/** Settles once somebody sleeps until `ms` from now, or later. */
	sleeper(ms: number): Promise<void>;
} {
	type Sleeper = {wakesAt: number; wake: () => void};
	let now = start;
	const sleepers = new Set<Sleeper>();
	const watchers = new Set<{until: number; seen: () => void}>();

	return {
		now: () => now,
		sleep(ms, signal) {
			if (signal?.aborted || ms <= 0) return Promise.resolve();
			return new Promise(resolve => {
				const sleeper = {
					wakesAt: now + ms,
					wake() {
						sleepers.delete(sleeper);
						signal?.removeEventListener('abort', sleeper.wake);
						resolve();
					},
				};
				sleepers.add(sleeper);
				signal?.addEventListener('abort', sleeper.wake, {once: true});
				for (const watcher of watchers) if (sleeper.wakesAt >= watcher.until) watcher.seen();
			});
		},
		async advance(ms) {
			const target = now + ms;
			for (;;) {
				const due = [...sleepers]
					.filter(each => each.wakesAt <= target)
					.sort((a, b) => a.wakesAt - b.wakesAt)[0];
				if (!due) break;
				now = Math.max(now, due.wakesAt);
				due.wake();
				// Whoever woke may fall asleep again before the target.
				await new Promise<void>(resolve => setImmediate(resolve));
			}
			now = target;
		},
		sleeper(ms) {
			const until = now + ms;
			if ([...sleepers].some(each => each.wakesAt >= until)) return Promise.resolve();
			return new Promise(resolve => {
				const watcher = {
					until,
					seen() {
						watchers.delete(watcher);
						resolve();
					},
				};
				watchers.add(watcher);
			});
		},
	};
}
