import type {Theme} from '../theme.ts';
import {plural} from './figures.ts';
import type {Line} from './line.ts';

/** Says how many rows lie outside a window on them: in words where there are no arrows. */
export function position(top: number, height: number, rows: number, theme: Theme): Line {
	if (rows <= height) return [];
	const below = rows - height - top;
	const {up, down} = words(theme);
	const parts = [top > 0 ? up(top) : '', below > 0 ? down(below) : ''].filter(Boolean);
	return [{text: parts.join(theme.unicode ? ' ' : ', '), tone: 'quiet'}];
}

function words({unicode, spoken}: Theme): Record<'up' | 'down', (count: number) => string> {
	if (spoken)
		return {
			up: count => `${plural(count, 'line')} above`,
			down: count => plural(count, 'more line'),
		};
	return unicode
		? {up: count => `↑${count}`, down: count => `↓${count}`}
		: {up: count => `${count} above`, down: count => `${count} more`};
}
