/** A fork in words: what it takes over, what it makes, and what that took the last time. */
import {type Fate, type ForkWish, fatesOf} from '../../core/fork/fates.ts';
import type {RunState} from '../../core/state/run-state.ts';
import {lastAttempt} from '../../core/state/staleness.ts';
import {costOf, type Expected, timeOf} from '../run/foresight.ts';
import {dollars, duration} from '../text/figures.ts';

/** One thing a sentence. */
export function forkSentences(
	state: RunState,
	wish: ForkWish,
	{parent, moment}: {parent: string; moment: {actions: number; count: number} | null},
): string[] {
	const fates = fatesOf(state, wish);
	const isFirst = (name: string) => state.operations.get(name)!.current === 0;
	const names = (...wanted: Fate[]) =>
		[...fates].flatMap(([name, fate]) =>
			wanted.includes(fate === 'anew' && isFirst(name) ? 'ahead' : fate) ? [name] : [],
		);
	const sentence = (list: string[], say: (names: string) => string) =>
		list.length === 0 ? [] : [say(list.join(', '))];
	const again = names('anew', 'stale').map(name => {
		const operation = state.operations.get(name)!;
		return {output_name: name, effect: 'rerun' as const, ...lastAttempt(operation)};
	});
	const stale = names('stale');
	return [
		forkedFrom({parent, moment}),
		...sentence(names('taken'), list => `Taken over: ${list}.`),
		...sentence(names('review'), list => `Taken over, and still to be reviewed: ${list}.`),
		...sentence(names('set'), list => `Set to your text: ${list}.`),
		...sentence(names('anew', 'stale'), list =>
			`Made anew: ${list}. ${lastTime(costOf(again), timeOf(state, again))}`.trimEnd(),
		),
		...sentence(stale, list => `Stale before: ${list}.`),
		...sentence(names('ahead'), list => `Still to come: ${list}.`),
	];
}

/** `moment`: where it begins, if not at the end. */
export function forkedFrom({
	parent,
	moment,
}: {
	parent: string;
	moment: {actions: number; count: number} | null;
}): string {
	return moment === null
		? `Forked from ${parent}.`
		: `Forked from ${parent}, as it stood after ${moment.actions} of its ${moment.count} actions.`;
}

/** What something is expected to cost, from the last time; empty if nothing of that is known. */
export function lastTime(cost: Expected, time: Expected): string {
	const untimed = time.unknown && time.sum === 0;
	const took = `took ${duration(time.sum)}${time.unknown ? '+?' : ''}`;
	if (cost.unknown && cost.sum === 0) {
		return untimed ? '' : `Last time that ${took}; what it cost is not known.`;
	}

	return `Last time that cost ${dollars(cost.sum)}${cost.unknown ? '+?' : ''}${untimed ? '' : ` and ${took}`}.`;
}
