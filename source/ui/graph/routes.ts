/**
 * The lines between two layers. Each net has one track across the flow; its legs lead to the track and on from
 * it. Tracks are packed by the left-edge rule (Hashimoto and Stevens, 1971) in an order with few crossings.
 */
import type {Stretch} from './ports.ts';

/** A straight line, ends included; `along` counts from the first cell between the layers. */
export type Segment = {net: number; along: [number, number]; across: [number, number]};

/** Cells before the first track, from one track to the next, after the last, and where there is no track. */
export type TrackSpacing = {lead: number; step: number; tail: number; straight: number};

export type Route = {length: number; segments: Segment[]};

type Track = {
	net: number;
	leaves: number[];
	enters: number[];
	passes: number[];
	least: number;
	most: number;
	/** The other half of a net that was broken in two, which must come later. */
	rest: Track | null;
};

export function routeGap(stretches: readonly Stretch[], spacing: TrackSpacing): Route {
	const straight = stretches.filter(stretch => new Set(rowsOf(stretch)).size === 1);
	const tracks = stretches.filter(stretch => !straight.includes(stretch)).map(stretch => trackOf(stretch));
	breakCycles(tracks, new Set(stretches.flatMap(rowsOf)));
	const ordered = orderTracks(tracks);
	const slots = packTracks(ordered);
	const count = 1 + Math.max(-1, ...slots.values());
	const length =
		count === 0 ? spacing.straight : spacing.lead + (count - 1) * spacing.step + 1 + spacing.tail;
	const at = (track: Track) => spacing.lead + slots.get(track)! * spacing.step;
	const segments: Segment[] = [];
	const lay = (net: number, along: [number, number], across: [number, number]) =>
		segments.push({net, along, across});
	for (const {net, leaves, passes} of straight) {
		lay(net, [-1, passes.length > 0 ? length : length - 1], [leaves[0]!, leaves[0]!]);
	}
	const halves = new Set(tracks.map(({rest}) => rest));
	for (const track of ordered) {
		const {net, leaves, enters, passes, rest, least, most} = track;
		lay(net, [at(track), at(track)], [least, most]);
		if (!halves.has(track)) for (const row of leaves) lay(net, [-1, at(track)], [row, row]);
		if (rest) lay(net, [at(track), at(rest)], [rest.leaves[0]!, rest.leaves[0]!]);
		else for (const row of enters) lay(net, [at(track), length - 1], [row, row]);
		for (const row of passes) lay(net, [at(track), length], [row, row]);
	}
	return {length, segments};
}

function rowsOf({leaves, enters, passes}: Stretch): number[] {
	return [...leaves, ...enters, ...passes];
}

function trackOf(stretch: Stretch): Track {
	const rows = rowsOf(stretch);
	return {...stretch, least: Math.min(...rows), most: Math.max(...rows), rest: null};
}

/** A leg to `a`'s track and one from `b`'s track in the same row would meet unless `a` comes first. */
function mustPrecede(a: Track, b: Track): boolean {
	if (a.net === b.net) return a.rest === b;
	return a.leaves.some(row => b.enters.includes(row) || b.passes.includes(row));
}

/** Nets that each must come before the other: one of them goes round by a free row. */
function breakCycles(tracks: Track[], taken: Set<number>): void {
	for (let knot = findKnot(tracks); knot.length > 0; knot = findKnot(tracks)) {
		const ties = (track: Track) =>
			knot.filter(other => mustPrecede(track, other)).length *
			knot.filter(other => mustPrecede(other, track)).length;
		const broken = knot.reduce((a, b) => (ties(b) > ties(a) ? b : a));
		const row = freeRow((broken.least + broken.most) >> 1, taken);
		taken.add(row);
		const {net, leaves, enters, passes} = broken;
		const second = trackOf({net, leaves: [row], enters, passes});
		const first = {...trackOf({net, leaves, enters: [row], passes: []}), rest: second};
		tracks.splice(tracks.indexOf(broken), 1, first, second);
	}
}

function freeRow(near: number, taken: ReadonlySet<number>): number {
	for (let distance = 0; ; distance++) {
		if (!taken.has(near + distance)) return near + distance;
		if (near - distance >= 0 && !taken.has(near - distance)) return near - distance;
	}
}

/** What remains when everything that nothing precedes, or that precedes nothing, is taken away. */
function findKnot(tracks: readonly Track[]): Track[] {
	let rest = [...tracks];
	for (;;) {
		const kept = rest.filter(
			track => rest.some(other => mustPrecede(track, other)) && rest.some(other => mustPrecede(other, track)),
		);
		if (kept.length === rest.length) return kept;
		rest = kept;
	}
}

function orderTracks(tracks: readonly Track[]): Track[] {
	const within = (rows: number[], {least, most}: Track) =>
		rows.filter(row => row >= least && row <= most).length;
	const crossings = (a: Track, b: Track) => within(b.leaves, a) + within(a.enters, b) + within(a.passes, b);
	const gain = (a: Track, b: Track) => crossings(b, a) - crossings(a, b);
	const order: Track[] = [];
	const open = tracks.map(track => ({
		track,
		waits: tracks.filter(other => mustPrecede(other, track)).length,
		gain: tracks.reduce((sum, other) => (other === track ? sum : sum + gain(track, other)), 0),
	}));
	while (open.length > 0) {
		const ready = open.filter(({waits}) => waits === 0);
		const next = ready.reduce((a, b) => (b.gain > a.gain ? b : a));
		open.splice(open.indexOf(next), 1);
		order.push(next.track);
		for (const other of open) {
			if (mustPrecede(next.track, other.track)) other.waits--;
			other.gain -= gain(other.track, next.track);
		}
	}
	for (let improved = true; improved; ) {
		improved = false;
		for (let index = 0; index + 1 < order.length; index++) {
			const [a, b] = [order[index]!, order[index + 1]!];
			if (mustPrecede(a, b) || gain(b, a) <= 0) continue;
			order[index] = b;
			order[index + 1] = a;
			improved = true;
		}
	}
	return order;
}

/** Each track as early as those before it let it; tracks in one slot keep a free cell between them. */
function packTracks(order: readonly Track[]): Map<Track, number> {
	const slots = new Map<Track, number>();
	for (const track of order) {
		let slot = 0;
		for (const [other, taken] of slots) {
			const apart = other.most + 1 < track.least || track.most + 1 < other.least;
			if (!apart || mustPrecede(other, track)) slot = Math.max(slot, taken + 1);
		}
		slots.set(track, slot);
	}
	return slots;
}
