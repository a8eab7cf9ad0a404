import type {Tab} from '../run/screen.ts';
import {type Line, widthOfLine} from '../text/line.ts';
import type {Theme} from '../theme.ts';

/** The tabs in a row, closer to each other where there is little room; then without those farthest from the current one. */
export function tabBar(
	tabs: readonly Tab[],
	current: Tab,
	room: number,
	{glyphs: {ellipsis}, colored}: Pick<Theme, 'glyphs' | 'colored'>,
): Line {
	for (const gap of [3, 2, 1]) {
		const row = rowOf(tabs, current, gap, colored);
		if (widthOfLine(row) <= room) return row;
	}

	const shown = [...tabs];
	for (;;) {
		const row: Line = [
			...(shown[0] === tabs[0] ? [] : [{text: `${ellipsis} `, tone: 'quiet' as const}]),
			...rowOf(shown, current, 1, colored),
			...(shown.at(-1) === tabs.at(-1) ? [] : [{text: ` ${ellipsis}`, tone: 'quiet' as const}]),
		];
		if (widthOfLine(row) <= room || shown.length === 1) return row;
		const at = shown.indexOf(current);
		if (at > shown.length - 1 - at) shown.shift();
		else shown.pop();
	}
}

/** Where no colour can tell, the current one stands in brackets. */
function rowOf(tabs: readonly Tab[], current: Tab, gap: number, colored: boolean): Line {
	return tabs.flatMap((tab, index) => [
		...(index === 0 ? [] : [{text: ' '.repeat(gap)}]),
		tab === current
			? {text: colored ? tab : `[${tab}]`, tone: 'accent' as const, bold: true}
			: {text: tab, tone: 'quiet' as const},
	]);
}
