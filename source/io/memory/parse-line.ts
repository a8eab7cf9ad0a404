/** Undefined when it is not JSON. */
export function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

export function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * An action's line. What follows the action is a comma, nothing, or the part of the old closing brackets that a
 * writer had not yet written over when it was stopped.
 */
export function parseLine(text: string): {value: unknown; bytes: number} | null {
	for (const tail of [',', ',]}', '']) {
		if (!text.endsWith(`}${tail}`)) continue;
		const body = text.slice(0, text.length - tail.length);
		const value = parse(body);
		if (value !== undefined) return {value, bytes: Buffer.byteLength(body)};
	}
	return null;
}

/** The length of an action that a line holds, as its end tells; null if it ends otherwise. */
export function lengthOf(bytes: Buffer): number | null {
	const last = bytes.at(-1);
	const length = last === 0x2c ? bytes.length - 1 : bytes.length;
	return bytes[length - 1] === 0x7d ? length : null;
}
