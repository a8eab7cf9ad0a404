import {expect, test} from 'vitest';
import {position} from '../../../source/ui/text/position.ts';
import {textOf} from '../../../source/ui/text/rich.ts';
import {createTheme} from '../../../source/ui/theme.ts';

test('How many rows lie outside is told in words where there are no arrows, and what they are where it is read aloud.', () => {
	const told = (theme: Parameters<typeof createTheme>[0]) => textOf(position(2, 10, 15, createTheme(theme)));
	expect([{}, {unicode: false}, {spoken: true}].map(told)).toEqual([
		'↑2 ↓3',
		'2 above, 3 more',
		'2 lines above, 3 more lines',
	]);
});
