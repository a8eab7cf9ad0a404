import {createRunner} from '../../source/io/workspace/runner.ts';

// Found out as the app does.
const cageHere = await createRunner({
	workspace: '/nonexistent',
	made: '/nonexistent',
	venv: '/nonexistent',
}).cage();

/** Whether programs can be caged on this machine. */
export const hasCage = cageHere.name !== null;

/** Tells which tests are left out where there is none. */
export function warnWithoutCage(what: string): void {
	if (cageHere.name === null) console.warn(`${what}: ${cageHere.why}`);
}
