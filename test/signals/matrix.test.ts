/**
 * Whatever the app does, and however it is told to end: it does so in order, and soon. `npm run test:signals` tries
 * every way to end in every state and prints how long each took, ORCHESTRAI_TEST_SIGNALS=text those whose title holds
 * that; without it, each once.
 */
import {afterAll, expect, test} from 'vitest';
import {holdsOnScreen, holdsPlainly, longest, untilNothingIsLeft} from './ending.ts';
import {type End, headlessEnds, type ScreenEnd, screenEnds} from './events.ts';
import type {Headless} from './going.ts';
import {type HeadlessState, headless, onScreen, type ScreenState} from './states.ts';

const {ORCHESTRAI_TEST_SIGNALS: wanted} = process.env;

/** What is tried each time: every way to end, each in a state that tells most. */
const usual = new Set([
	'SIGTERM at home',
	'SIGHUP on the page before a run',
	'SIGINT while an answer streams',
	'SIGINT, twice while three answers stream',
	'SIGQUIT while an answer is typed',
	'SIGTERM in an editor that hears no signal',
	'SIGHUP while such a program is played',
	'its window is closed while a program runs that hears no signal',
	'its terminal is killed while such a program is played',
	'its window is closed, and no signal tells in the editor of the app',
	'SIGTERM while a module never ends, without a screen',
	'nobody reads its stderr while an answer streams, without a screen',
]);

/** Ctrl-C in an editor reaches the app too, and is the editor's. */
const notMeant = new Set([
	'SIGINT in an editor that hears no signal',
	'SIGINT, twice in an editor that hears no signal',
]);

const took: {title: string; ms: number}[] = [];

function isTried(title: string): boolean {
	if (notMeant.has(title)) return false;
	if (wanted === undefined) return usual.has(title);
	return wanted === 'all' || title.includes(wanted);
}

async function measure(title: string, gone: Promise<number>): Promise<void> {
	const ms = await gone;
	took.push({title, ms});
	expect(ms).toBeLessThan(longest);
}

for (const [state, begin] of Object.entries<ScreenState>(onScreen)) {
	for (const [end, {code, before, happens}] of Object.entries<ScreenEnd>(screenEnds)) {
		const title = `${end} ${state}`;
		test.runIf(isTried(title))(title, async () => {
			const going = await begin({before});
			happens(going);
			await measure(title, untilNothingIsLeft(going));
			await holdsOnScreen(going, code);
		});
	}
}

for (const [state, begin] of Object.entries<HeadlessState>(headless)) {
	for (const [end, {code, json: only, happens}] of Object.entries<End<Headless>>(headlessEnds)) {
		for (const json of [false, true]) {
			if (only !== undefined && (only !== json || state !== 'while an answer streams')) continue;
			const title = `${end} ${state}, without a screen${json ? ' and as JSON' : ''}`;
			test.runIf(isTried(title))(title, async () => {
				const going = await begin({json});
				happens(going);
				await measure(title, untilNothingIsLeft(going));
				await holdsPlainly(going, code);
			});
		}
	}
}

afterAll(() => {
	if (wanted === undefined) return;
	const width = Math.max(...took.map(({title}) => title.length));
	console.log(took.map(({title, ms}) => `${title.padEnd(width)} ${String(ms).padStart(5)} ms`).join('\n'));
});
