/** What is made when it is first asked for, and then stays. */
export function once<T>(make: () => T): () => T {
	let made: {value: T} | undefined;
	return () => {
		made ??= {value: make()};
		return made.value;
	};
}
