/** Shorter ones are more likely to be words of the text than secrets. */
const shortestSecret = 8;

/** Takes keys out of a text: those given, and whatever looks like a bearer token or an `sk-…` key. */
export function redact(text: string, secrets: readonly string[]): string {
	let clean = text;
	for (const secret of secrets) {
		if (secret.length >= shortestSecret) clean = clean.replaceAll(secret, '[key]');
	}
	return clean
		.replace(/\b(Bearer|Basic)\s+[\w.~+/=-]{8,}/gi, '$1 [key]')
		.replace(/\bsk-[\w-]{16,}/g, '[key]');
}
