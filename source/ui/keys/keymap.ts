/** The one table of keys: what is handled, what the foot shows and what the help lists all come from it. */
import type {Facts} from '../run/actions.ts';
import {type Mode, restingMode, type Screen} from '../run/screen.ts';
import {confirming} from './confirming.ts';
import {deciding, decidingFurther} from './deciding.ts';
import {directing} from './directing.ts';
import {editing} from './editing.ts';
import {finding, seeking} from './finding.ts';
import {findIn, footOf} from './key.ts';
import {groups, type KeyEntry} from './key-entry.ts';
import {leaving} from './leaving.ts';
import {looking, zooming} from './looking.ts';
import {moving} from './moving.ts';
import {playing} from './playing.ts';
import {proposing} from './proposing.ts';
import {comparing, reading} from './reading.ts';
import {rendering} from './rendering.ts';
import {replaying} from './replaying.ts';
import {attending, running} from './running.ts';
import {steering} from './steering.ts';
import {typing} from './typing.ts';

/** What decides comes first, so that the foot begins with it. */
export const keymap: readonly KeyEntry[] = [
	...replaying,
	...deciding,
	...directing,
	...comparing,
	...decidingFurther,
	...playing,
	...zooming,
	...confirming,
	...proposing,
	...seeking,
	...typing,
	...attending,
	...reading,
	...steering,
	...running,
	...editing,
	...moving,
	...leaving,
	...rendering,
	...finding,
	...looking,
];

/** What the help lists: what the person does now comes first; of a recording nothing that would change its run. */
export function helpFor({editing, open, replay}: Pick<Screen, 'editing' | 'open' | 'replay'>): {
	groups: readonly KeyEntry['group'][];
	keys: readonly KeyEntry[];
} {
	if (replay) {
		const here: readonly Mode[] = ['replay', 'found', 'search'];
		const keys = keymap.filter(({modes}) => modes.some(mode => here.includes(mode)));
		return {groups: groups.filter(group => ['Replay', 'Move', 'Look', 'Find'].includes(group)), keys};
	}
	const here = groups.filter(group => group !== 'Replay');
	const asked = keysFor(restingMode({open, replay}));
	const weight = (group: string) => (editing ? Number(group === 'Editing') : asked.get(group)) ?? 0;
	return {groups: here.toSorted((one, other) => weight(other) - weight(one)), keys: keymap};
}

/** How many keys mean something here, in each group of which none does where nothing is asked. */
function keysFor(mode: Mode): Map<string, number> {
	const counts = new Map<string, number>();
	const within = (one: Mode) => keymap.filter(({modes}) => modes.includes(one)).map(({group}) => group);
	for (const group of within(mode)) counts.set(group, (counts.get(group) ?? 0) + 1);
	for (const group of within('browse')) counts.delete(group);
	return counts;
}

/** The entry that a keystroke means in a mode. */
export function findKey(name: string, mode: Mode): KeyEntry | null {
	return findIn(keymap, name, mode);
}

/** A deciding key that is pressed when a request has only just come was meant for what was there before; in a line that was touched it was not. */
export function isDeaf({decides}: KeyEntry, {deafUntil, typing}: Screen, now: number): boolean {
	const touched = typing !== null && typing.editor.text !== typing.offered;
	return decides === true && !touched && now < deafUntil;
}

/** What the foot shows: the keys that work now and a word for each, the deciding ones first. */
export function footKeys(mode: Mode, facts: Facts): {entry: KeyEntry; word: string}[] {
	return footOf(keymap, mode, facts);
}
