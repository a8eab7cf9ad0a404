/** Reads a new ceiling as a person types it. */

/** `2.50` or `$2.50` are dollars, `500k tokens` or `2M` tokens, `30 min` minutes. Null if it is none of them. */
export function readCeiling(
	text: string,
): {max_usd: number} | {max_tokens: number} | {max_minutes: number} | null {
	const minutes = /^\s*(\d+)\s*m(?:in(?:ute)?s?)\s*$/i.exec(text);
	if (minutes) return Number(minutes[1]) > 0 ? {max_minutes: Number(minutes[1])} : null;
	const match = /^\s*(\$?)\s*(\d+(?:[.,]\d+)?)\s*([km]?)\s*(tok(?:en)?s?)?\s*$/i.exec(text);
	if (!match) return null;
	const [, dollar, digits, scale, unit] = match;
	const amount = Number(digits!.replace(',', '.'));
	if (amount <= 0) return null;
	if (scale === '' && !unit) return {max_usd: amount};
	if (dollar) return null;
	return {max_tokens: Math.round(amount * {'': 1, k: 1000, m: 1e6}[scale!.toLowerCase() as '' | 'k' | 'm'])};
}
