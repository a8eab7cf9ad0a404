/** Where a debugger asks the person how to go on, and what they may say. */
import type {FileSet} from './files/file-set.ts';

/**
 * `patch`: a repair was written and has not run. `lack`: the run lacked something that no repair supplies. `stuck`:
 * the iterations or the models are used up.
 */
export type Plight = 'patch' | 'lack' | 'stuck';

/** What a person may choose there. */
export type Course =
	/** The patch runs. */
	| 'run'
	/** Words for the model; of a patch: why it is rejected. */
	| 'hint'
	/** The code, edited by the person. */
	| 'edit'
	/** As many iterations again. */
	| 'more'
	/** Another model goes on. */
	| 'model'
	/** The code of an earlier iteration. */
	| 'roll-back'
	/** What the program reads, or is started with. */
	| 'input'
	| 'arguments'
	/** The program may reach the network, for the rest of the run. */
	| 'network'
	/** The code is passed on as it is. */
	| 'pass'
	/** The operation counts as failed. */
	| 'give-up';

export type Situation = {
	about: Plight;
	/** What there is to know, a sentence or a few. */
	message: string;
	/** What makes sense here. */
	courses: readonly Course[];
	/** What runs the program. */
	command: string;
	/** The iteration in which the program got furthest, if that is not the last; `how`: a clause. */
	best?: {iteration: number; how: string} | null;
	/** Why edited code could not be run, a sentence; null if it could. */
	judge?(files: FileSet): string | null;
};

/** What the person chose, as a module is told it. */
export type Direction =
	/** `rest`: and every later patch of this loop. */
	| {kind: 'run'; rest: boolean}
	| {kind: 'hint' | 'input' | 'arguments'; text: string}
	/** Not written yet. */
	| {kind: 'edit'; files: FileSet}
	| {kind: 'model'; model: string}
	| {kind: 'roll-back'; iteration: number}
	| {kind: 'more' | 'network' | 'pass' | 'give-up'};
