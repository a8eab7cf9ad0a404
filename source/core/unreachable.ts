/** Makes the compiler list every place that a new variant breaks. */
export function unreachable(value: never): never {
	throw new Error(`This should not exist: ${JSON.stringify(value)}`);
}
