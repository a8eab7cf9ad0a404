/** Which model repairs in which iteration: the cheapest that gets further. */
import type {ModelConfig} from '../../core/pipeline/pipeline.ts';

const ROLES: readonly string[] = ['small', 'medium', 'large'];

/** One request for a repair: by which rung, and for which failure. */
export type Ask = {rung: number; fingerprint: string};

export type Patience = {
	/** How often a failure may be seen on one rung. */
	same_error_limit: number;
	/** How many requests one rung gets. */
	escalate_after: number;
};

/** The models to climb, cheapest first. A role is followed by the roles above it, a named model by none. */
export function buildLadder({model, escalate}: ModelConfig): string[] {
	if (escalate) return [...(model ? [model] : ROLES.slice(0, 1)), ...escalate];
	if (!model) return [...ROLES];
	return ROLES.includes(model) ? ROLES.slice(ROLES.indexOf(model)) : [model];
}

/**
 * The rung for the failure at hand, `floor` or higher: it never goes down. Null when the last rung has met this same
 * failure too often, or goes to and fro between it and another: asking again would only cost.
 */
export function chooseRung(
	asks: readonly Ask[],
	fingerprint: string,
	rungs: number,
	{same_error_limit, escalate_after}: Patience,
	floor = 0,
): number | null {
	const rung = Math.min(Math.max(asks.at(-1)?.rung ?? 0, floor), rungs - 1);
	const here = asks.filter(ask => ask.rung === rung);
	const inVain = here.filter(ask => ask.fingerprint === fingerprint).length;
	const isPingPong = goesToAndFro([...here.map(ask => ask.fingerprint), fingerprint]);
	if (rung === rungs - 1) return inVain >= same_error_limit || isPingPong ? null : rung;
	// With this sight of it the failure was seen once more than it was asked about.
	const seen = inVain + 1;
	const isSame = inVain > 0 && seen >= same_error_limit;
	return isSame || isPingPong || here.length >= escalate_after ? rung + 1 : rung;
}

/** The last four are two failures in turn: each repair of one brings back the other. */
function goesToAndFro(fingerprints: readonly string[]): boolean {
	const [a, b, c, d] = fingerprints.slice(-4);
	return d !== undefined && a === c && b === d && a !== b;
}
