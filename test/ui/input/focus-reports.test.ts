import {expect, test} from 'vitest';
import {createFocusReader} from '../../../source/ui/input/focus-reports.ts';

test('Entering and leaving the window are read from among keys, wherever the pieces are cut.', () => {
	const sent = 'a\x1b[Ob\x1b[I\x1b[A\x1b\x1b[O[I';
	for (let size = 1; size <= sent.length; size++) {
		const read = createFocusReader();
		const heard: boolean[] = [];
		for (let at = 0; at < sent.length; at += size) heard.push(...read(sent.slice(at, at + size)));
		expect(heard).toEqual([false, true, false]);
	}
});
