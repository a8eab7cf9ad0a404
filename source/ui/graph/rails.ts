/**
 * One row per operation, in an order in which it can run, with its edges as lanes on the left, in the manner of
 * `git log --graph`. An operation's lane goes down from its mark to the last that reads it; in the row of a
 * reader, a line along the row leads from the lanes it reads to its mark, or the lane comes down on the mark.
 */
import {dependentsOf, type Node, topologicalOrder} from '../../core/graph/graph.ts';
import {cutLine} from '../text/line.ts';
import {cutMiddle, widthOf} from '../text/width.ts';
import {type Canvas, createCanvas, setCell, writeLine} from './canvas.ts';
import type {Card} from './cards.ts';
import type {GraphGlyphs} from './glyphs.ts';
import {arms} from './pen.ts';

/** `lane` is the operation whose lane it is; `crosses`: the line along the row passes behind. */
type RailCell = {arms: number; lane: string | null; crosses: boolean};

export type RailRow = {
	id: string;
	/** The lane that the operation's own mark stands in. */
	at: number;
	/** One entry for each lane of the row, free ones included. */
	lanes: RailCell[];
	/** Whether the line along the row goes on from a lane to the next. */
	joined: boolean[];
};

/** Operations in a cycle, or behind one, are left out. */
export function railsOf(operations: readonly Node[]): RailRow[] {
	const order = topologicalOrder(operations);
	const unread = new Map([...dependentsOf(order)].map(([id, readers]) => [id, readers.length]));
	const lanes: (string | null)[] = [];
	// A mark that nobody reads: the mark below it would look as if it did.
	let unreadMark = -1;
	return order.map(({output_name: id, inputs}) => {
		const reads = new Set(inputs);
		const ending = new Set<number>();
		for (const [index, lane] of lanes.entries()) {
			if (lane === null || !reads.has(lane)) continue;
			const left = unread.get(lane)! - 1;
			unread.set(lane, left);
			if (left === 0) ending.add(index);
		}
		const free = lanes.findIndex(
			(lane, index) => ending.has(index) || (lane === null && index !== unreadMark),
		);
		const at = free === -1 ? lanes.length : free;
		const read = [...lanes.keys()].filter(index => lanes[index] !== null && reads.has(lanes[index]!));
		const [first, last] = [Math.min(at, ...read), Math.max(at, ...read)];
		if (at === lanes.length) lanes.push(null);
		const cells = lanes.map((lane, index): RailCell => {
			const along =
				(index > first && index <= last ? arms.left : 0) | (index >= first && index < last ? arms.right : 0);
			if (index === at) return {arms: 0, lane: id, crosses: false};
			if (lane === null) return {arms: along, lane: null, crosses: false};
			if (!read.includes(index)) return {arms: arms.up | arms.down, lane, crosses: along !== 0};
			return {arms: along | arms.up | (ending.has(index) ? 0 : arms.down), lane, crosses: false};
		});
		const joined = cells.map((_, index) => index >= first && index < last);
		for (const index of ending) lanes[index] = null;
		unreadMark = unread.get(id)! > 0 ? -1 : at;
		lanes[at] = unreadMark === at ? null : id;
		while (lanes.length > unreadMark + 1 && lanes.at(-1) === null) lanes.pop();
		return {id, at, lanes: cells, joined};
	});
}

/** Cells from one lane to the next: 2, or 1 where there is no room for 2. */
export type Pitch = 1 | 2;

/** Columns that the lanes take. */
export function laneWidth(rows: readonly RailRow[], pitch: Pitch): number {
	return rows.reduce((most, {lanes}) => Math.max(most, (lanes.length - 1) * pitch + 1), 0);
}

/** Names begin in one column, details in another; what does not fit `width` is cut, the lanes last. */
export function paintRails(
	rows: readonly RailRow[],
	cardOf: (id: string) => Card,
	glyphs: GraphGlyphs,
	pitch: Pitch,
	width: number,
): Canvas {
	const canvas = createCanvas(width, rows.length);
	const names = laneWidth(rows, pitch) + 1;
	const widest = rows.reduce((most, {id}) => Math.max(most, widthOf(cardOf(id).name.text)), 0);
	const room = Math.max(1, Math.min(widest, width - names));
	for (const [y, {id, at, lanes, joined}] of rows.entries()) {
		for (const [index, {arms: bits, lane, crosses}] of lanes.entries()) {
			if (bits !== 0) {
				const ends = (bits & arms.up) !== 0 && (bits & arms.down) === 0;
				const glyph = crosses ? glyphs.crossing : ends ? glyphs.laneEnds[bits]! : glyphs.strokes[bits]!;
				setCell(canvas, index * pitch, y, {glyph, role: 'line', id: lane});
			}
			if (pitch === 2 && joined[index]) {
				setCell(canvas, index * pitch + 1, y, {glyph: glyphs.horizontal, role: 'line', id});
			}
		}
		const card = cardOf(id);
		writeLine(canvas, at * pitch, y, [card.mark ?? {text: glyphs.node}], id);
		writeLine(canvas, names, y, [{...card.name, text: cutMiddle(card.name.text, room, glyphs.ellipsis)}], id);
		const left = width - names - room - 2;
		const [detail] = card.details;
		if (detail && left > 3)
			writeLine(canvas, names + room + 2, y, cutLine(detail, left, glyphs.ellipsis), id);
	}
	return canvas;
}
