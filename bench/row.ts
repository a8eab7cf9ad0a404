/** What the table is made of: each row is one comparison, measured in processes of their own. */

/** Somebody who is measured: a program that prints one line of JSON on stdout, see `Measurement`. */
export type Contender = {
	/** As the table calls it: `OrchestrAI`, `LangGraph.js (MemorySaver)`. */
	name: string;
	/** Arguments of node, run in the folder `bench`: `['programs/overhead-ours.ts', 'chain']`. */
	program: readonly string[];
};

export type Unit = 'ms' | 'µs' | 's' | 'MB' | '×' | '%' | 'bytes';

/** What is held: `ratio` is ours ÷ peer, `figure` is ours. */
export type Goal = {of: 'ratio' | 'figure'; most: number};

export type Row = {
	/** As the table calls it, e.g. `overhead of a no-op operation, 20 wide × 50 deep`. No two rows share one. */
	name: string;
	unit: Unit;
	ours: Contender;
	/** Null: measured against its goal alone. */
	peer: Contender | null;
	/** Null: reported only. */
	goal: Goal | null;
	/** How many times at least; default 5. */
	rounds?: number;
	/** Whether the quick form measures it: it fails on what is worse than twice its goal, in under two minutes. */
	quick: boolean;
};

/** The line that a program prints. */
export type Measurement =
	/** In the unit of the row; `more`: what belongs beside it. */
	| {figure: number; more?: Record<string, number>}
	/** A sentence: why it cannot be measured here. */
	| {missing: string};
