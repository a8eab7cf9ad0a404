/** What has to hold once the app was told to end, whatever it was doing. */
import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {expect} from 'vitest';
import {alive} from '../helpers/alive.ts';
import {logged, runFolderOf} from '../stories/a-person.ts';
import {leavesItClean} from '../stories/in-a-shell.ts';
import {type Going, type Headless, type OnScreen, temporaryOf} from './going.ts';

const longestAlone = 2000;

/** So long it may take until nothing of it is left, ms; longer beside other tests, on a machine that is busy with them. */
export const longest = process.env.ORCHESTRAI_TEST_SIGNALS === undefined ? 3 * longestAlone : longestAlone;

/** Settles with how long it took until the app, and all that it had started, was gone, ms. */
export async function untilNothingIsLeft({app, token}: Pick<Going, 'app' | 'token'>): Promise<number> {
	const started = performance.now();
	while (isThere(app) || (token !== null && alive(token).length > 0)) {
		if (performance.now() - started > 10 * longestAlone) throw new Error('It is still there.');
		await sleep(5);
	}
	return Math.round(performance.now() - started);
}

/** Not so one that has ended, and of which its parent has not taken note yet. */
function isThere(pid: number): boolean {
	try {
		return !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
	} catch {
		return false;
	}
}

/** The terminal is as it was before, where there still is one, and the shell was told `code`. */
export async function holdsOnScreen(going: OnScreen, code: number | null): Promise<void> {
	if (code !== null) {
		const screen = await leavesItClean(going.run === 'over' ? 0 : code, going.terminal);
		if (going.run === 'stopped') expect(screen).toContain('orchestrai resume ');
		if (going.run === 'over') expect(screen).toContain('✓ done');
	}
	expect(going.terminal.processes()).toEqual([]);
	keeps(going);
}

export async function holdsPlainly(going: Headless, code: number): Promise<void> {
	const {stderr, ...ended} = await going.program.ended;
	expect(ended).toMatchObject({code, signal: null});
	expect(stderr).not.toContain('orchestrai: ');
	keeps(going);
}

/** Its run, what was in its hands, and nothing else. */
function keeps({folder, app, run, kept}: Going): void {
	if (run === 'stopped') {
		expect(logged(folder, 'run-finished').map(({status}) => status)).toEqual(['stopped']);
		expect(existsSync(join(runFolderOf(folder), 'lock'))).toBe(false);
	}
	kept();
	expect(readdirSync(temporaryOf(folder))).toEqual([]);
	// As root, programs have their place elsewhere.
	expect(readdirSync('/tmp').filter(name => name.startsWith(`orchestrai-run-${app}.`))).toEqual([]);
}
