/** How far a program got before it failed, so that the best of several versions can be told. */
import type {ProgramOutcome} from '../../core/ports.ts';
import type {Failure} from './failures/read-failure.ts';

/** From nothing to everything. */
const REACHED = ['install', 'reading', 'starting', 'running', 'tests', 'done'] as const;

export type Progress = {
	/** Where it failed; `done`: nowhere. */
	reached: (typeof REACHED)[number];
	/** Tests that passed, of those that were counted. */
	passed: number;
	counted: number;
	/** Lines that it had printed by then. */
	lines: number;
};

/** Of a program that works. */
export const worked: Progress = {reached: 'done', passed: 0, counted: 0, lines: 0};

/** `stage`: what was tried last. `failure`: null if that succeeded. `outcome`: null if nothing was run. */
export function measureProgress({
	stage,
	outcome,
	failure,
}: {
	stage: 'install' | 'run' | 'test';
	outcome: Pick<ProgramOutcome, 'stdout' | 'stderr'> | null;
	failure: Failure | null;
}): Progress {
	const nothing = {passed: 0, counted: 0, lines: 0};
	if (failure === null) return worked;
	if (stage === 'install') return {reached: 'install', ...nothing};
	if (stage === 'test' && failure.tests) {
		const {passed, failed} = failure.tests;
		return {reached: 'tests', passed, counted: passed + failed, lines: 0};
	}
	return {
		...nothing,
		reached: stage === 'test' ? 'tests' : failure.moment,
		lines: outcome ? linesBefore(outcome, failure) : 0,
	};
}

/** Strictly: what got equally far is not further. */
export function isFurther(one: Progress, other: Progress): boolean {
	const steps = [
		REACHED.indexOf(one.reached) - REACHED.indexOf(other.reached),
		one.passed - other.passed,
		one.lines - other.lines,
	];
	return (steps.find(step => step !== 0) ?? 0) > 0;
}

/** A clause for the person and the model: `3 of 5 tests pass`. */
export function describeProgress({reached, passed, counted, lines}: Progress): string {
	const when =
		lines === 0 ? 'before it prints anything' : `after ${lines} line${lines === 1 ? '' : 's'} of output`;
	switch (reached) {
		case 'install':
			return 'its packages cannot be installed';
		case 'reading':
			return 'its code cannot be read';
		case 'starting':
			return 'it fails while it starts';
		case 'running':
			return `it fails ${when}`;
		case 'tests':
			return counted > 0 ? `${passed} of ${counted} tests pass` : `it runs, and its test fails ${when}`;
		case 'done':
			return 'it works';
	}
}

/** What floods its output, or never ends, does not get further by it. */
function linesBefore({stdout, stderr}: Pick<ProgramOutcome, 'stdout' | 'stderr'>, failure: Failure): number {
	if (failure.kind === 'limit' || failure.kind === 'timeout') return 0;
	const told = failure.kind === 'error' ? failure.excerpt : null;
	return [stdout, stderr]
		.map(output => (told === null || !output.includes(told) ? output : output.slice(0, output.indexOf(told))))
		.reduce((sum, output) => sum + output.split('\n').filter(line => line.trim()).length, 0);
}
