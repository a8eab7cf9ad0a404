import type {Theme} from '../theme.ts';
import type {Line} from './line.ts';

/** Says how many rows lie outside a window on them. */
export function position(top: number, height: number, rows: number, {glyphs}: Theme): Line {
	if (rows <= height) return [];
	const below = rows - height - top;
	const parts = [top > 0 ? `${glyphs.up}${top}` : '', below > 0 ? `${glyphs.down}${below}` : ''];
	return [{text: parts.filter(Boolean).join(' '), tone: 'quiet'}];
}
