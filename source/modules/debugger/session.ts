/** What is remembered for as long as the operation lasts, over several debuggings. */

import type {FileSet} from '../../core/files/file-set.ts';
import type {ModuleContext} from '../../core/module.ts';
import type {Check} from './check-program.ts';
import {type Installs, nothingInstalled} from './install-needs.ts';
import {isFurther, type Progress, worked} from './progress.ts';
import type {Turn} from './repair-prompt.ts';

/** What a run is given beside the code: by the pipeline, or by the person since. */
export type Provisions = {args: string; stdin: string; network: boolean};

/** The program was looked at as it stood then. */
export type Look = {iteration: number; files: FileSet; provisions: Provisions; check: Check};

export type Session = {
	installs: Installs;
	provisions: Provisions;
	turns: Turn[];
	/** What the person told the models on the way. */
	hints: string[];
	looks: Look[];
	/** Patches are no longer shown before they run. */
	patchesPass: boolean;
	lastModel: string | null;
};

export function startSession({operation: {debug}}: ModuleContext): Session {
	return {
		installs: {...nothingInstalled},
		provisions: {args: debug.args?.trim() ?? '', stdin: debug.stdin ?? '', network: false},
		turns: [],
		hints: [],
		looks: [],
		patchesPass: false,
		lastModel: null,
	};
}

/** What came of this code when it ran, with all that it is given now; null if it never did. */
export function findLook({looks, provisions}: Session, files: FileSet): Look | null {
	return looks.findLast(look => isSame(look.files, files) && hasSame(look.provisions, provisions)) ?? null;
}

/** The look that got furthest, the first of equals; null before there is one. */
export function findBest({looks}: Session): (Look & {progress: Progress}) | null {
	let best: (Look & {progress: Progress}) | null = null;
	for (const look of looks) {
		const {check} = look;
		if (check.state === 'unverified') continue;
		const progress = check.state === 'fails' ? check.progress : worked;
		if (best === null || isFurther(progress, best.progress)) best = {...look, progress};
	}
	return best;
}

export function isSame(one: FileSet, other: FileSet): boolean {
	return one.size === other.size && [...one].every(([path, text]) => other.get(path) === text);
}

function hasSame(one: Provisions, other: Provisions): boolean {
	return one.args === other.args && one.stdin === other.stdin && one.network === other.network;
}
