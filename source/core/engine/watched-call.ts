/** What an answer of a door has, and its promise has not. */
const ofAnswers = [
	'text',
	'stdout',
	'stderr',
	'exit_code',
	'denied',
	'decision',
	'written',
	'refused',
	'toJSON',
];

/**
 * What a call through a door gives a module of the person's own: a promise that knows whether anything waits for it, and
 * that cannot be taken for what it promises. One that nothing waits for was forgotten, and what it comes to is lost.
 */
export class WatchedCall<T> extends Promise<T> {
	/** What follows on it is nobody's concern. */
	static override get [Symbol.species](): PromiseConstructor {
		return Promise;
	}

	/** Nothing was done with it. */
	isUnseen = true;
	/** Its failure has somebody who takes it, and so does that it may come to nothing: `.catch` was called on it. */
	isLetGo = false;
	/** Throws, since it was taken for what it promises. */
	refuse: (() => never) | null = null;

	// biome-ignore lint/suspicious/noThenProperty: `await` calls it, which is how it is known.
	override then<A = T, B = never>(
		onKept?: ((value: T) => A | PromiseLike<A>) | null,
		onBroken?: ((reason: unknown) => B | PromiseLike<B>) | null,
	): Promise<A | B> {
		this.isUnseen = false;
		return super.then(onKept, onBroken);
	}

	override catch<B = never>(onBroken?: ((reason: unknown) => B | PromiseLike<B>) | null): Promise<T | B> {
		this.isLetGo = true;
		return super.catch(onBroken);
	}

	/** A text is made of it. */
	[Symbol.toPrimitive](): string {
		this.refuse?.();
		return String(Promise.prototype);
	}
}

for (const key of ofAnswers) {
	Reflect.defineProperty(WatchedCall.prototype, key, {
		get(this: WatchedCall<unknown>): void {
			// Also read of the prototype itself, which is no call.
			if (Object.hasOwn(this, 'refuse')) this.refuse?.();
		},
	});
}

/** Hears how a call ends, which is no sign that its module does. */
export function overhear<T>(
	call: Promise<T>,
	onKept: (value: T) => void,
	onBroken: (reason: unknown) => void,
): void {
	void Promise.prototype.then.call(call, onKept as (value: unknown) => void, onBroken);
}
