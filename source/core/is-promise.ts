/** Of what a module made, which may be something that does not let itself be looked at. */
export function isPromise(value: unknown): value is Promise<unknown> {
	try {
		return value instanceof Promise;
	} catch {
		return false;
	}
}
