/** Shorter ones could be ordinary words, and would blot out text. */
export const shortestSecret = 16;

/** Replaces what must not reach the disk. */
export type Redact = (text: string) => string;

/**
 * Replaces each of the keys in use by `[redacted]`, as it stands and as it looks inside JSON.
 * Keys of fewer than 16 characters are left alone.
 */
export function createRedactor(secrets: readonly string[]): Redact {
	const forms = formsOf(secrets);
	return text => forms.reduce((rest, secret) => rest.replaceAll(secret, '[redacted]'), text);
}

/** How the keys look that are redacted, the longest first. */
export function formsOf(secrets: readonly string[]): string[] {
	const forms = secrets
		.filter(secret => secret.length >= shortestSecret)
		.flatMap(secret => [JSON.stringify(secret).slice(1, -1), secret]);
	return [...new Set(forms)].sort((a, b) => b.length - a.length);
}
