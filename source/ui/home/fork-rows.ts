/** The small list from which the person picks where a fork begins: each operation, and what would become of it. */
import type {RunState} from '../../core/state/run-state.ts';
import {rowsAround} from '../content/content.ts';
import {foresightRows} from '../content/foresight.ts';
import type {Line} from '../text/line.ts';
import {paragraph, type Room} from './preview.ts';

/** `picked`: its place among those that can run. */
export function forkRows(state: RunState, picked: number, room: Room): Line[] {
	const {width, height, theme} = room;
	const name = state.order[picked]?.output_name ?? null;
	const proposal = {kind: 'fork' as const, output_name: name, action: null};
	const {heading, rows} = foresightRows(state, proposal, {width: width - 2, theme});
	const said = paragraph(
		'A new run makes it anew, and what depends on it; the rest is taken over, and not paid for again.',
		room,
		'quiet',
		2,
	);
	const marked = rows.map(
		(row, index): Line => [
			{text: index === picked ? `${theme.glyphs.selected} ` : '  ', tone: 'accent', mark: true},
			...row,
		],
	);
	const most = Math.max(1, height - said.length - 1);
	return [...said, [{text: '  '}, ...heading], ...rowsAround(marked, picked, most)];
}
