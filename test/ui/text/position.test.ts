import {expect, test} from 'vitest';
import {position} from '../../../source/ui/text/position.ts';
import {textOf} from '../../../source/ui/text/rich.ts';
import {createTheme} from '../../../source/ui/theme.ts';

test('How many rows lie below cannot be read as a version, whatever can be drawn.', () => {
	const told = (unicode: boolean) => textOf(position(2, 10, 15, createTheme({unicode})));
	expect([told(true), told(false)]).toEqual(['↑2 ↓3', '^2 +3']);
});
