const millisecondsPer = {ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000};

const amount = '\\d{1,12}(?:\\.\\d{1,6})?';
const withUnits = `(?:${amount}(?:ms|s|m|h|d)\\s*)+`;

/** What the text of a duration looks like, as the source of a pattern. */
export const durationPattern = `^\\s*(?:${amount}\\s*|${withUnits})$`;
const bareSeconds = new RegExp(`^${amount}$`);
const unitsOnly = new RegExp(`^${withUnits}$`);

/** Timers of JavaScript hold 31 bits of milliseconds; a longer one would fire at once. */
export const longestDuration = 24 * millisecondsPer.d;

/**
 * `30s`, `10m`, `1.5h`, `500ms`, `1m30s`, or a bare number of seconds → milliseconds. Null if it is none of
 * these, or not more than zero, or longer than 24 days.
 */
export function parseDuration(source: string | number): number | null {
	const text = String(source).trim();
	const milliseconds = bareSeconds.test(text) ? Number(text) * 1000 : sumOfUnits(text);
	if (milliseconds === null) return null;
	const rounded = Math.round(milliseconds);
	return rounded > 0 && rounded <= longestDuration ? rounded : null;
}

function sumOfUnits(text: string): number | null {
	if (text.length > 50 || !unitsOnly.test(text)) return null;
	const parts = [...text.matchAll(/([\d.]+)(ms|s|m|h|d)/g)];
	return parts.reduce(
		(sum, [, amount, unit]) => sum + Number(amount) * millisecondsPer[unit as keyof typeof millisecondsPer],
		0,
	);
}

/** `10m`, `30s`: in the largest unit of which it is a whole number. */
export function spellDuration(milliseconds: number): string {
	const [unit, size] = Object.entries(millisecondsPer).findLast(([, each]) => milliseconds % each === 0)!;
	return `${milliseconds / size}${unit}`;
}
