/** Waits for what a screen will show, looking at it whenever it changed and never in between. */

export type Sought = string | RegExp | ((screen: string) => boolean);

export type Waiting = {
	until(what: Sought, options?: {timeoutMs?: number}): Promise<string>;
	/** To be called at every change of the screen. */
	look(): void;
	/** Nothing will change any more: refuses whoever waits, or comes later for what is not there. */
	close(why: string): void;
};

type Waiter = {look(): void; fail(why: string): void};

export function createWaiting(text: () => string, size: () => [columns: number, rows: number]): Waiting {
	const waiters = new Set<Waiter>();
	let closed: string | null = null;

	function until(what: Sought, {timeoutMs = 10_000} = {}): Promise<string> {
		// Made here, so that its stack leads to the line of the test that waits.
		const failure = new Error();
		Error.captureStackTrace(failure, until);
		const {promise, resolve, reject} = Promise.withResolvers<string>();
		const waiter: Waiter = {
			look() {
				try {
					const screen = text();
					if (!holds(screen, what)) return;
					resolve(screen);
				} catch (error) {
					reject(error);
				}
				leave();
			},
			fail(why) {
				failure.message = `Waited for ${named(what)}: ${why}. ${pictured(text(), size())}`;
				reject(failure);
				leave();
			},
		};
		const timer = setTimeout(() => waiter.fail(`it did not come in ${timeoutMs} ms`), timeoutMs);
		const leave = () => {
			clearTimeout(timer);
			waiters.delete(waiter);
		};
		waiters.add(waiter);
		waiter.look();
		if (closed !== null && waiters.has(waiter)) waiter.fail(closed);
		return promise;
	}

	return {
		until,
		look() {
			for (const waiter of waiters) waiter.look();
		},
		close(why) {
			closed ??= why;
			for (const waiter of waiters) waiter.fail(why);
		},
	};
}

function holds(screen: string, what: Sought): boolean {
	if (typeof what === 'string') return screen.includes(what);
	// Not test(): with the flag g it would go on from its last match.
	if (what instanceof RegExp) return screen.search(what) !== -1;
	return what(screen);
}

function named(what: Sought): string {
	return typeof what === 'string' ? JSON.stringify(what) : String(what);
}

function pictured(screen: string, [columns, rows]: [number, number]): string {
	const rule = '─'.repeat(columns);
	const lines = screen.split('\n').map(line => `│${line}`);
	return [`The screen (${columns}×${rows}):`, `┌${rule}`, ...lines, `└${rule}`].join('\n');
}
