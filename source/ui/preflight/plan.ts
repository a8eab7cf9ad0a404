/** What is known of a run before it begins: the page shows it, and the person decides. */
import type {By, ReviewPolicy, RunSettings} from '../../core/events.ts';
import type {Operation} from '../../core/pipeline/pipeline.ts';
import type {RunState} from '../../core/state/run-state.ts';

/** One operation and what its module is going to do. */
export type PlannedOperation = {
	operation: Operation;
	/** Who makes its output. */
	by: By;
	/** The model that it asks, resolved; null: none. */
	model: string | null;
	/** What its model costs is known. */
	priced: boolean;
	/** Will ask the person, and no flag answers. */
	asks: boolean;
	/** Runs programs. */
	runs: boolean;
	/**
	 * `settled`: its output is there, or it was skipped, so nothing is asked again. `review`: it is there, and a
	 * decision open. `perhaps`: it is there, but made anew if what it was made from comes out otherwise.
	 */
	stage: 'ahead' | 'review' | 'perhaps' | 'settled';
	/** How its output came to be there, where it is. */
	kept?: 'kept' | 'taken over' | 'set';
};

/** It is made, or may be made anew. */
export function isAhead({stage}: PlannedOperation): boolean {
	return stage === 'ahead' || stage === 'perhaps';
}

export type Plan = {
	name: string;
	/** In the file's order. */
	operations: readonly PlannedOperation[];
	/** As the run will begin, unless the page changes them. */
	settings: RunSettings;
	/** It waits before each operation, unless the page changes that. */
	stepping: boolean;
	/** The pipeline's ceilings under those of the flags. */
	budget: RunState['budget'];
	/** What it has cost so far. */
	money: RunState['money'];
	/** Where prompts go, e.g. `api.openai.com`. */
	hosts: readonly string[];
	/** Programs can be caged here. */
	caged: boolean;
	/** Every review is approved unseen. */
	approved: boolean;
	/** How many files the workspace starts with. */
	files: number;
	/** An earlier sitting began it. */
	resumed: boolean;
	/** Where that was left, reads on after “It”; null where there was none. */
	leftOff: string | null;
	/** The run that it goes back to, a sentence; null if there is none. */
	origin: string | null;
};

/** What the page may change before the start. */
export type Wanted = {review: ReviewPolicy; stepping: boolean};

export type PreflightChoice = ({kind: 'start'} & Wanted) | {kind: 'leave'};
