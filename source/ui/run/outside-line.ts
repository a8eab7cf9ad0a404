import type {Outside} from '../graph/pan.ts';
import type {Line} from '../text/line.ts';
import type {Theme} from '../theme.ts';

/** `← 12  ↑ 3  34 of 100  54 →`: where the view is in a graph that is larger; nothing if it shows all. */
export function outsideLine({left, right, up, down, shown, all}: Outside, {glyphs, unicode}: Theme): Line {
	if (shown === all) return [];
	const parts = [
		left > 0 ? `${glyphs.left} ${left}` : '',
		up > 0 ? (unicode ? `↑ ${up}` : `${up} above`) : '',
		`${shown} of ${all}`,
		down > 0 ? (unicode ? `↓ ${down}` : `${down} below`) : '',
		right > 0 ? `${right} ${glyphs.right}` : '',
	];
	return [{text: parts.filter(Boolean).join('  '), tone: 'accent'}];
}
