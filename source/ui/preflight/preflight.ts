/** What the keys of the page do. */
import type {ReviewPolicy} from '../../core/events.ts';
import type {Keystroke} from '../input/keystrokes.ts';
import type {Tone} from '../theme.ts';
import type {Plan, PreflightChoice, Wanted} from './plan.ts';

export type Preflight = {
	wanted: Wanted;
	/** The first operation in view. */
	top: number;
	/** The first row of the help that is in view; null: it is not open. */
	help: number | null;
	notice: {text: string; tone: Tone} | null;
};

export function firstPreflight({settings, stepping}: Plan): Preflight {
	return {wanted: {review: settings.review, stepping}, top: 0, help: null, notice: null};
}

const policies: readonly ReviewPolicy[] = ['all', 'declared', 'none'];

type Outcome = {preflight: Preflight; choice: PreflightChoice | null};

/** The headings of the help. */
export const preflightGroups = ['Start', 'Move', 'Look'] as const;

type PreflightKey = {
	keys: readonly string[];
	shown: string;
	/** For the foot; null: it is in the help only. */
	word: string | null;
	/** The line of the help; null where another key's line tells of it. */
	meaning: string | null;
	/** The heading in the help. */
	group: (typeof preflightGroups)[number];
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
		meaning: 'start the run',
		group: 'Start',
		decides: true,
		act: preflight => ({preflight, choice: {kind: 'start', ...preflight.wanted}}),
	},
	{
		keys: ['r'],
		shown: 'r',
		word: 'reviews',
		meaning: 'which outputs it waits for your review of: all, those declared, none',
		group: 'Start',
		act(preflight) {
			const {wanted} = preflight;
			const review = policies[(policies.indexOf(wanted.review) + 1) % policies.length]!;
			return stay({...preflight, wanted: {...wanted, review}});
		},
	},
	{
		keys: ['s'],
		shown: 's',
		word: 'step mode',
		meaning: 'step mode: each operation waits until you say so',
		group: 'Start',
		act: preflight =>
			stay({...preflight, wanted: {...preflight.wanted, stepping: !preflight.wanted.stepping}}),
	},
	{
		keys: ['q', 'esc', 'ctrl-c'],
		shown: 'q',
		word: 'leave',
		meaning: 'leave; nothing was asked, and nothing is kept',
		group: 'Start',
		act: preflight => ({preflight, choice: {kind: 'leave'}}),
	},
	{
		keys: ['ctrl-z'],
		shown: 'ctrl-z',
		word: 'shell',
		meaning: 'to the shell, and back with fg',
		group: 'Look',
		// What stands around every page before a run does it; here it is only told.
		act: stay,
	},
	...movesOf([
		[['up', 'k'], 'up k', 'one operation up', -1],
		[['down', 'j'], 'down j', 'one operation down', 1],
		[['pageup'], 'PgUp', 'five up', -5],
		[['pagedown'], 'PgDn', 'five down', 5],
		[['g', 'home'], 'g', 'to the first operation', Number.NEGATIVE_INFINITY],
		[['G', 'end'], 'G', 'to the last operation', Number.POSITIVE_INFINITY],
	]),
	{
		keys: ['?'],
		shown: '?',
		word: null,
		meaning: 'every key',
		group: 'Look',
		act: preflight => stay({...preflight, help: 0}),
	},
];

function movesOf(
	moves: readonly [keys: string[], shown: string, meaning: string, step: number][],
): PreflightKey[] {
	return moves.map(([keys, shown, meaning, step]) => ({
		keys,
		shown,
		word: null,
		meaning,
		group: 'Move',
		act: scroll(step),
	}));
}

/** What closes the help. */
const closing: readonly string[] = ['?', 'esc', 'q', 'enter', 'space'];
/** How far a key scrolls the help, rows. */
const helpSteps: Record<string, number> = {up: -1, k: -1, down: 1, j: 1, pageup: -5, pagedown: 5};

/** The foot while the help is open. */
export const helpKeys = [{shown: 'esc', word: 'close'}];

function keyOf({name}: Keystroke): PreflightKey | null {
	return preflightKeys.find(({keys}) => keys.includes(name)) ?? null;
}

/** Whether this keystroke would start what is paid for. */
export function isDecisive(stroke: Keystroke): boolean {
	return keyOf(stroke)?.decides === true;
}

/** `lastHelp`: the first row of the help that is in view at its end. */
export function pressPreflight(preflight: Preflight, plan: Plan, stroke: Keystroke, lastHelp = 0): Outcome {
	const {name} = stroke;
	if (preflight.help !== null && name !== 'ctrl-c') {
		if (closing.includes(name)) return stay({...preflight, help: null});
		const help = Math.max(0, Math.min(lastHelp, preflight.help + (helpSteps[name] ?? 0)));
		return stay({...preflight, help});
	}
	const key = keyOf(stroke);
	if (key) return key.act({...preflight, notice: null}, plan);
	const text = `${name} does nothing here; ? shows every key.`;
	return stay({...preflight, notice: {text, tone: 'quiet'}});
}
