/** What the keys of the page do. */
import type {ReviewPolicy} from '../../core/events.ts';
import type {Keystroke} from '../input/keystrokes.ts';
import type {Plan, PreflightChoice, Wanted} from './plan.ts';

/** `top`: the first operation in view. */
export type Preflight = {wanted: Wanted; top: number};

export function firstPreflight({settings, stepping}: Plan): Preflight {
	return {wanted: {review: settings.review, stepping}, top: 0};
}

const policies: readonly ReviewPolicy[] = ['all', 'declared', 'none'];

type Outcome = {preflight: Preflight; choice: PreflightChoice | null};

type PreflightKey = {
	keys: readonly string[];
	shown: string;
	/** For the foot; null: found by itself. */
	word: string | null;
	/** Deaf at first, while the page has only just come. */
	decides?: true;
	act(preflight: Preflight, plan: Plan): Outcome;
};

const stay = (preflight: Preflight): Outcome => ({preflight, choice: null});

function scroll(step: number): PreflightKey['act'] {
	return (preflight, {operations}) =>
		stay({...preflight, top: Math.max(0, Math.min(operations.length - 1, preflight.top + step))});
}

/** The one table of the page's keys: what is handled and what the foot shows. */
export const preflightKeys: readonly PreflightKey[] = [
	{
		keys: ['enter'],
		shown: 'enter',
		word: 'start',
		decides: true,
		act: preflight => ({preflight, choice: {kind: 'start', ...preflight.wanted}}),
	},
	{
		keys: ['r'],
		shown: 'r',
		word: 'reviews',
		act({wanted, top}) {
			const review = policies[(policies.indexOf(wanted.review) + 1) % policies.length]!;
			return stay({wanted: {...wanted, review}, top});
		},
	},
	{
		keys: ['s'],
		shown: 's',
		word: 'step mode',
		act: ({wanted, top}) => stay({wanted: {...wanted, stepping: !wanted.stepping}, top}),
	},
	{
		keys: ['q', 'esc', 'ctrl-c'],
		shown: 'q',
		word: 'leave unspent',
		act: preflight => ({preflight, choice: {kind: 'leave'}}),
	},
	{
		keys: ['ctrl-z'],
		shown: 'ctrl-z',
		word: 'shell',
		// What stands around every page before a run does it; here it is only told.
		act: stay,
	},
	{keys: ['up', 'k'], shown: 'up', word: null, act: scroll(-1)},
	{keys: ['down', 'j'], shown: 'down', word: null, act: scroll(1)},
	{keys: ['pageup'], shown: 'PgUp', word: null, act: scroll(-5)},
	{keys: ['pagedown'], shown: 'PgDn', word: null, act: scroll(5)},
	{keys: ['g', 'home'], shown: 'g', word: null, act: scroll(Number.NEGATIVE_INFINITY)},
	{keys: ['G', 'end'], shown: 'G', word: null, act: scroll(Number.POSITIVE_INFINITY)},
];

function keyOf({name}: Keystroke): PreflightKey | null {
	return preflightKeys.find(({keys}) => keys.includes(name)) ?? null;
}

/** Whether this keystroke would start what is paid for. */
export function isDecisive(stroke: Keystroke): boolean {
	return keyOf(stroke)?.decides === true;
}

export function pressPreflight(preflight: Preflight, plan: Plan, stroke: Keystroke): Outcome {
	const key = keyOf(stroke);
	return key ? key.act(preflight, plan) : stay(preflight);
}
