import {expect, test} from 'vitest';
import {homeKeys} from '../../../source/ui/keys/home-keys.ts';
import {findIn} from '../../../source/ui/keys/key.ts';
import {keymap} from '../../../source/ui/keys/keymap.ts';

/**
 * What every keyboard types without a third level, and every terminal sends: letters, digits, the usual signs, what lines
 * are typed with, and Ctrl with a letter. Brackets, braces and backslashes are on the third level of many.
 */
const everywhere =
	/^(?:[A-Za-z0-9]|[!$%&()*+,./:;<=>?_-]|space|enter|esc|tab|shift-tab|backspace|up|down|left|right|ctrl-[a-z])$/;

/** Keys that many do not have, and how the same is come by with those that all have. */
const otherwise: Record<string, string> = {
	'alt-b': 'left, again and again',
	'alt-f': 'right, again and again',
	'ctrl-left': 'left, again and again',
	'ctrl-right': 'right, again and again',
	'ctrl-home': 'up, or a page up',
	'ctrl-end': 'down, or a page down',
	home: 'left, again and again',
	shift: 'ctrl-t, then as without shift',
	'alt-c': 'ctrl-c, where something is selected',
	'alt-d': 'ctrl-d, again and again',
};

test('Whatever a key does, it can be done on every keyboard', () => {
	const all: readonly {keys: readonly string[]; modes: readonly string[]; shown: string}[] = [
		...keymap,
		...homeKeys,
	];
	const lacking = all.filter(
		({keys, shown}) => keys.length > 0 && !keys.some(key => everywhere.test(key)) && !(shown in otherwise),
	);
	expect(lacking.map(({shown, modes}) => `${shown} in ${modes.join(', ')}`)).toEqual([]);
	expect(all.length).toBeGreaterThan(150);
	for (const {keys} of all) for (const key of keys) expect(key).not.toMatch(/^f\d|insert|hyper|super|altgr/);
});

test('A key that stands in for another does what that one does, in each of its modes', () => {
	const pairs = ['[ (', '] )', '{ ;', '} :', 'pageup ctrl-p', 'pagedown ctrl-n', 'ctrl-space ctrl-t'].map(
		pair => pair.split(' '),
	) as [string, string][];
	let compared = 0;
	for (const [key, other] of pairs) {
		for (const entry of keymap.filter(({keys}) => keys.includes(key) && keys.includes(other))) {
			for (const mode of entry.modes) {
				expect(findIn(keymap, other, mode), `${other} in ${mode}`).toBe(findIn(keymap, key, mode));
				compared++;
			}
		}
	}
	expect(compared).toBeGreaterThan(20);
});
