/** What a run is made of changed since: what the page about it shows, and what its keys do. */
import type {Changes} from '../../core/adoption/changes.ts';
import type {Outcome} from '../../core/adoption/foresee-adoption.ts';
import type {Keystroke} from '../input/keystrokes.ts';

export type ChangePage = {
	/** The pipeline's. */
	name: string;
	changes: Changes;
	/** What adopting it leads to; a sentence: why it cannot be adopted. */
	adopting: {outcomes: readonly Outcome[]} | {cannot: string};
	/** The texts that differ, as recorded and as they are now. */
	texts: readonly {title: string; before: string; after: string}[];
};

export type ChangeChoice =
	/** It goes on with what it recorded. */
	{kind: 'keep'} | {kind: 'adopt'} | {kind: 'leave'};

/** Rows that the difference has, and of them, those that fit. */
export type Extent = {rows: number; height: number};

type Pressed = {top: number; choice: ChangeChoice | null};

type ChangeKey = {
	keys: readonly string[];
	shown: string;
	/** For the foot; null: found by itself. */
	word: string | null;
	/** Deaf at first, while the page has only just come. */
	decides?: true;
	/** Why it does nothing now; null if it works. */
	off?(page: ChangePage): string | null;
	act(top: number, extent: Extent): Pressed;
};

function scroll(step: (height: number) => number): ChangeKey['act'] {
	return (top, {rows, height}) => ({
		top: Math.max(0, Math.min(rows - height, top + step(height))),
		choice: null,
	});
}

const choose =
	(choice: ChangeChoice): ChangeKey['act'] =>
	top => ({top, choice});

/** The one table of the page's keys: what is handled and what the foot shows. */
const changeKeys: readonly ChangeKey[] = [
	{
		keys: ['enter'],
		shown: 'enter',
		word: 'go on as recorded',
		decides: true,
		act: choose({kind: 'keep'}),
	},
	{
		keys: ['a'],
		shown: 'a',
		word: 'adopt the new',
		decides: true,
		off: ({adopting}) => ('cannot' in adopting ? adopting.cannot : null),
		act: choose({kind: 'adopt'}),
	},
	{
		keys: ['q', 'esc', 'ctrl-c'],
		shown: 'q',
		word: 'leave',
		act: choose({kind: 'leave'}),
	},
	{keys: ['down', 'j'], shown: 'j k', word: 'difference', act: scroll(() => 1)},
	{
		keys: ['ctrl-z'],
		shown: 'ctrl-z',
		word: 'shell',
		// What stands around every page before a run does it; here it is only told.
		act: top => ({top, choice: null}),
	},
	{keys: ['up', 'k'], shown: 'up', word: null, act: scroll(() => -1)},
	{keys: ['pagedown', 'space'], shown: 'PgDn', word: null, act: scroll(height => height - 1)},
	{keys: ['pageup'], shown: 'PgUp', word: null, act: scroll(height => 1 - height)},
	{keys: ['g', 'home'], shown: 'g', word: null, act: scroll(() => Number.NEGATIVE_INFINITY)},
	{keys: ['G', 'end'], shown: 'G', word: null, act: scroll(() => Number.POSITIVE_INFINITY)},
];

/** The keys that work on this page. */
export function keysOf(page: ChangePage): readonly ChangeKey[] {
	return changeKeys.filter(({off}) => (off?.(page) ?? null) === null);
}

/** `hearing`: keys that decide are heard by now. */
export function pressChange(
	page: ChangePage,
	{name}: Keystroke,
	{top, extent, hearing}: {top: number; extent: Extent; hearing: boolean},
): Pressed {
	const key = keysOf(page).find(({keys}) => keys.includes(name));
	return !key || (key.decides && !hearing) ? {top, choice: null} : key.act(top, extent);
}
