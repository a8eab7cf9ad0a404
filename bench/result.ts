/** What the rounds of a row come to: medians, the median of the ratios of pairs, and the spread. */
import type {Goal, Measurement, Row, Unit} from './row.ts';

/** Ours and the peer's, measured one right after the other: what slows the machine down slows both. */
export type Round = {ours: Measurement; peer: Measurement | null};

export type Spread = [least: number, most: number];

export type Side = {
	name: string;
	/** The median; null where it cannot be measured. */
	figure: number | null;
	/** Medians of what the program told beside it. */
	more?: Record<string, number>;
	/** Why there is no figure: a sentence. */
	missing?: string;
};

export type Result = {
	name: string;
	unit: Unit;
	ours: Side;
	peer: Side | null;
	/** Ours ÷ the peer's: the median of those of each round. */
	ratio: number | null;
	goal: Goal | null;
	/** Null where there is no goal, or nothing that could be held to it. */
	met: boolean | null;
	spread: {ours: Spread | null; peer: Spread | null; ratio: Spread | null};
	rounds: number;
};

export function concludeRow({name, unit, ours, peer, goal}: Row, rounds: readonly Round[]): Result {
	const ourFigures = figuresOf(rounds.map(round => round.ours));
	const peerFigures = figuresOf(rounds.map(round => round.peer));
	const ratios = rounds.flatMap(round =>
		'figure' in round.ours && round.peer && 'figure' in round.peer
			? [round.ours.figure / round.peer.figure]
			: [],
	);
	const result: Result = {
		name,
		unit,
		ours: sideOf(
			ours.name,
			rounds.map(round => round.ours),
		),
		peer:
			peer &&
			sideOf(
				peer.name,
				rounds.map(round => round.peer),
			),
		ratio: medianOf(ratios),
		goal,
		met: null,
		spread: {ours: spreadOf(ourFigures), peer: spreadOf(peerFigures), ratio: spreadOf(ratios)},
		rounds: rounds.length,
	};
	const held = heldOf(result);
	return {...result, met: goal && held !== null ? held <= goal.most : null};
}

/** What the goal is about; null where there is none, or it could not be measured. */
export function heldOf({goal, ratio, ours}: Pick<Result, 'goal' | 'ratio' | 'ours'>): number | null {
	if (goal === null) return null;
	return goal.of === 'ratio' ? ratio : ours.figure;
}

export function medianOf(figures: readonly number[]): number | null {
	if (figures.length === 0) return null;
	const sorted = figures.toSorted((a, b) => a - b);
	const middle = sorted.length >> 1;
	return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

function spreadOf(figures: readonly number[]): Spread | null {
	return figures.length === 0 ? null : [Math.min(...figures), Math.max(...figures)];
}

function figuresOf(measurements: readonly (Measurement | null)[]): number[] {
	return measurements.flatMap(measured => (measured && 'figure' in measured ? [measured.figure] : []));
}

function sideOf(name: string, measurements: readonly (Measurement | null)[]): Side {
	const figure = medianOf(figuresOf(measurements));
	const beside = new Map<string, number[]>();
	for (const measured of measurements) {
		if (!measured || !('figure' in measured)) continue;
		for (const [key, value] of Object.entries(measured.more ?? {}))
			beside.set(key, [...(beside.get(key) ?? []), value]);
	}

	const missing = measurements.find(measured => measured !== null && 'missing' in measured);
	return {
		name,
		figure,
		...(beside.size > 0
			? {more: Object.fromEntries([...beside].map(([key, values]) => [key, medianOf(values)!]))}
			: {}),
		...(figure === null && missing && 'missing' in missing ? {missing: missing.missing} : {}),
	};
}
