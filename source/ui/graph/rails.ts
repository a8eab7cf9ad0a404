/**
 * One row per operation, in an order in which it can run, with its edges as lanes on the left, in the manner of
 * `git log --graph`. An operation's lane goes down from its mark to the last that reads it; in the row of a
 * reader, a line along the row leads from the lanes it reads to its mark, or the lane comes down on the mark.
 */
import {dependentsOf, type Node, topologicalOrder} from '../../core/graph/graph.ts';
import {cutLine, widthOfLine} from '../text/line.ts';
import {cutMiddle, widthOf} from '../text/width.ts';
import {type Canvas, createCanvas, setCell, writeLine} from './canvas.ts';
import type {Card} from './cards.ts';
import type {GraphGlyphs} from './glyphs.ts';
import type {Rectangle, Size} from './layout.ts';
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
	/** Which of the operations above it reads. */
	reads: string[];
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
		const readLanes = new Map(read.map(index => [index, lanes[index]!]));
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
		return {id, at, lanes: cells, joined, reads: read.map(index => readLanes.get(index)!)};
	});
}

/** Cells from one lane to the next: 2, or 1 where there is no room for 2. */
export type Pitch = 1 | 2;

/** Columns that the lanes take. */
export function laneWidth(rows: readonly RailRow[], pitch: Pitch): number {
	return rows.reduce((most, {lanes}) => Math.max(most, (lanes.length - 1) * pitch + 1), 0);
}

/** Where everything of the rails stands. */
export type Rails = Size & {
	rows: RailRow[];
	pitch: Pitch;
	/** Columns for the lanes: fewer than they take where the names would have no room. */
	lanes: number;
	/** Columns for the names, which begin one after the lanes. */
	names: number;
};

/** Names shorter than this say too little: the lanes give way first. */
const leastName = 16;

/** `cardOf` gives each card as large as it will become. */
export function fitRails(
	rows: RailRow[],
	cardOf: (id: string) => Card,
	width: number,
	pitch: Pitch = laneWidth(rows, 2) + 1 + leastName <= width ? 2 : 1,
): Rails {
	const cards = rows.map(({id}) => cardOf(id));
	const widest = cards.reduce((most, {name}) => Math.max(most, widthOf(name.text)), 0);
	const detail = cards.reduce((most, {details}) => Math.max(most, widthOfLine(details[0] ?? [])), 0);
	const lanes = Math.min(laneWidth(rows, pitch), Math.max(1, width - 1 - Math.min(widest, leastName)));
	const left = Math.max(1, width - lanes - 1);
	// Long names leave the details half of the row.
	const names = Math.min(widest, detail > 0 ? Math.max(leastName, left >> 1, left - 2 - detail) : left, left);
	const natural = lanes + 1 + names + (detail > 0 ? 2 + detail : 0);
	return {rows, pitch, lanes, names, width: Math.min(width, natural), height: rows.length};
}

/** Cells for a detail, in a row that is `width` wide. */
export function roomForDetail({lanes, names}: Rails, width: number): number {
	return Math.max(0, width - lanes - 1 - names - 2);
}

/** Names begin in one column, details in another; what does not fit is cut, the marks and names last. */
export function paintRails(
	rails: Rails,
	cardOf: (id: string) => Card,
	glyphs: GraphGlyphs,
	view: Rectangle = {x: 0, y: 0, width: rails.width, height: rails.height},
): Canvas {
	const {pitch, names} = rails;
	const canvas = createCanvas(view.width, view.height);
	const left = roomForDetail(rails, view.x + view.width);
	for (const [y, row] of rails.rows.slice(view.y, view.y + view.height).entries()) {
		const card = cardOf(row.id);
		const at = Math.min(row.at * pitch, rails.lanes - 1) - view.x;
		paintLanes(canvas, y, row, rails, glyphs, view.x);
		writeLine(canvas, at, y, [card.mark ?? {text: glyphs.node}], row.id);
		const name = {...card.name, text: cutMiddle(card.name.text, names, glyphs.ellipsis)};
		writeLine(canvas, rails.lanes + 1 - view.x, y, [name], row.id);
		const [detail] = card.details;
		if (!detail || left <= 3) continue;
		writeLine(canvas, rails.lanes + 3 + names - view.x, y, cutLine(detail, left, glyphs.ellipsis), row.id);
	}
	return canvas;
}

function paintLanes(
	canvas: Canvas,
	y: number,
	{id, lanes, joined}: RailRow,
	{pitch, lanes: room}: Rails,
	glyphs: GraphGlyphs,
	left: number,
): void {
	for (const [index, {arms: bits, lane, crosses}] of lanes.entries()) {
		const x = index * pitch;
		if (x >= room) {
			setCell(canvas, room - 1 - left, y, {glyph: glyphs.ellipsis, role: 'line'});
			return;
		}
		if (bits !== 0) {
			const ends = (bits & arms.up) !== 0 && (bits & arms.down) === 0;
			const glyph = crosses ? glyphs.crossing : ends ? glyphs.laneEnds[bits]! : glyphs.strokes[bits]!;
			setCell(canvas, x - left, y, {glyph, role: 'line', id: lane});
		}
		if (pitch === 2 && joined[index] && x + 1 < room) {
			setCell(canvas, x + 1 - left, y, {glyph: glyphs.horizontal, role: 'line', id});
		}
	}
}
