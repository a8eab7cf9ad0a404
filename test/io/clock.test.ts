import {expect, test} from 'vitest';
import {neverBack} from '../../source/io/clock.ts';

test('A clock that is set back goes on from where it was; one that is set on is followed.', () => {
	let wall = 1000;
	const now = neverBack(() => wall);
	const seen = [1000, 1010, 400, 410, 5000, 5000, 4999, 5009].map(time => {
		wall = time;
		return now();
	});
	expect(seen).toEqual([1000, 1010, 1010, 1020, 5610, 5610, 5610, 5620]);
});
