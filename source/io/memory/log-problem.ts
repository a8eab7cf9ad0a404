/** Why a memory log, or its run, cannot be used: a value, with a sentence for the person. */
export type LogProblem = {
	kind:
		| 'missing'
		| 'empty'
		| 'not-a-log'
		| 'cut'
		| 'newer'
		| 'python'
		| 'locked'
		| 'ambiguous'
		| 'unreadable'
		| 'unwritable';
	/** What happened, where, and what to do next. */
	problem: string;
	cause?: unknown;
};

/** Tells a problem from what was asked for. */
export function isLogProblem(value: object): value is LogProblem {
	return 'problem' in value;
}
