/**
 * What was thrown, as an error that can be read without a further surprise. Code of a module may throw anything: null,
 * a text, an object whose message throws when it is read.
 */
export function asError(thrown: unknown): Error {
	try {
		if (thrown instanceof Error && typeof thrown.message === 'string' && isText(thrown.stack)) return thrown;
	} catch {
		// A proxy, or a getter, that throws.
	}
	return new Error(`It threw ${describe(thrown)}.`);
}

function isText(value: unknown): boolean {
	return value === undefined || typeof value === 'string';
}

function isError(thrown: unknown): boolean {
	try {
		return thrown instanceof Error;
	} catch {
		return false;
	}
}

const longest = 200;

function describe(thrown: unknown): string {
	if (typeof thrown === 'function') return 'a function';
	if (typeof thrown === 'symbol') return 'a symbol';
	if (isError(thrown)) return 'an error that cannot be read';
	if (thrown === undefined || typeof thrown === 'bigint') return String(thrown);
	try {
		const text = JSON.stringify(thrown);
		return text.length > longest ? `${text.slice(0, longest)}…` : text;
	} catch {
		return 'something that cannot be shown';
	}
}
