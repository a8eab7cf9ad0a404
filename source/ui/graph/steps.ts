/** Where the arrow keys lead from one operation: to the neighbour in the picture. */
import type {Drawing} from './choose.ts';
import type {Layout} from './layout.ts';

export type Way = 'left' | 'right' | 'up' | 'down';

export const opposite: Readonly<Record<Way, Way>> = {left: 'right', right: 'left', up: 'down', down: 'up'};

/** `readsOf` gives the inputs of an operation. Null at the end of the picture. */
export function stepFrom(
	drawing: Drawing,
	readsOf: (id: string) => readonly string[],
	id: string,
	way: Way,
): string | null {
	if (drawing.kind === 'boxes') return stepInLayout(drawing.layout, readsOf, id, way);
	const own = drawing.rows.findIndex(row => row.id === id);
	if (own === -1) return drawing.rows[0]?.id ?? null;
	if (way === 'left' || way === 'right') return null;
	return drawing.rows[way === 'up' ? own - 1 : own + 1]?.id ?? null;
}

/** The operation where the picture begins or ends. */
export function endOf(drawing: Drawing, end: 'first' | 'last'): string | null {
	const at = end === 'first' ? 0 : -1;
	if (drawing.kind === 'rails') return drawing.rows.at(at)?.id ?? null;
	return layersOf(drawing.layout).at(at)?.at(at)?.id ?? null;
}

/** Across the flow, where the middle of a box is; along it, where it begins. */
type Spot = {id: string; across: number; along: number};

const layers = new WeakMap<Layout, Spot[][]>();

/** The boxes by layer, in the order in which they stand there. */
function layersOf(layout: Layout): Spot[][] {
	const known = layers.get(layout);
	if (known) return known;
	const found = new Map<number, Spot[]>();
	for (const [id, {x, y, width, height}] of layout.boxes) {
		const [along, across] = layout.direction === 'lr' ? [x, y + height / 2] : [y, x + width / 2];
		const layer = found.get(along) ?? [];
		layer.push({id, across, along});
		found.set(along, layer);
	}
	const sorted = [...found.values()]
		.sort((a, b) => a[0]!.along - b[0]!.along)
		.map(layer => layer.sort((a, b) => a.across - b.across));
	layers.set(layout, sorted);
	return sorted;
}

/**
 * Along the flow to the next layer: to who reads it (or what it reads) there, else to who is nearest. Across it
 * within the layer, and from its last to what lies further on in the layers near by. So every operation can be
 * reached from every other.
 */
function stepInLayout(
	layout: Layout,
	readsOf: (id: string) => readonly string[],
	id: string,
	way: Way,
): string | null {
	const all = layersOf(layout);
	const layer = all.findIndex(spots => spots.some(spot => spot.id === id));
	const own = all[layer]?.find(spot => spot.id === id);
	if (!own) return all[0]?.[0]?.id ?? null;
	const sign = way === 'right' || way === 'down' ? 1 : -1;
	const alongWays = layout.direction === 'lr' ? ['left', 'right'] : ['up', 'down'];
	if (alongWays.includes(way)) {
		const next = all[layer + sign] ?? [];
		const linked = next.filter(spot =>
			sign > 0 ? readsOf(spot.id).includes(id) : readsOf(id).includes(spot.id),
		);
		return nearest(linked.length > 0 ? linked : next, spot => Math.abs(spot.across - own.across));
	}
	const beside = all[layer]![all[layer]!.indexOf(own) + sign];
	if (beside) return beside.id;
	for (let distance = 1; distance < all.length; distance++) {
		const near = [...(all[layer - distance] ?? []), ...(all[layer + distance] ?? [])].filter(
			spot => (spot.across - own.across) * sign > 0,
		);
		const found = nearest(near, spot => Math.abs(spot.across - own.across));
		if (found !== null) return found;
	}
	return null;
}

function nearest(spots: readonly Spot[], distance: (spot: Spot) => number): string | null {
	let best: Spot | null = null;
	for (const spot of spots) if (best === null || distance(spot) < distance(best)) best = spot;
	return best?.id ?? null;
}
