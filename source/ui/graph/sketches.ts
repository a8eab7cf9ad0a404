/** The drawings of one graph, each made at most once, when it is first looked at. */
import type {Node} from '../../core/graph/graph.ts';
import {type Card, type CardForm, sizeOfCard} from './cards.ts';
import type {Drawing} from './choose.ts';
import {type Form, railForm} from './forms.ts';
import {type Layout, layoutGraph, type Size} from './layout.ts';
import {fitRails, railsOf} from './rails.ts';
import {ranksOf} from './ranks.ts';

export type Sketches = {
	/**
	 * The first form whose size is accepted; null if none is. Whoever accepts a size accepts every smaller one.
	 * `bounded`: some size is too large.
	 */
	boxes(
		forms: readonly Form[],
		accepts: (size: Size, form: Form) => boolean,
		bounded?: boolean,
	): Drawing | null;
	/** At most `width` wide. */
	rails(width: number): Drawing;
};

/** Above so many operations no drawing with boxes fits a terminal, and trying all of them would cost seconds. */
const mostTried = 300;

/** `cardOf` gives each card as large as it will become. */
export function createSketches(
	operations: readonly Node[],
	cardOf: (id: string, form: CardForm) => Card,
	ascii: boolean,
): Sketches {
	const layouts = new Map<Form, Layout>();
	const sizes = new Map<Form, Map<string, Size>>();
	const sizesOf = (form: Form) =>
		remember(
			sizes,
			form,
			() => new Map(operations.map(({output_name: id}) => [id, sizeOfCard(cardOf(id, form), form)] as const)),
		);
	const layoutOf = (form: Form) =>
		remember(layouts, form, () => {
			const sizeOf = sizesOf(form);
			return layoutGraph(operations, id => sizeOf.get(id)!, {...form, apart: form.apart || ascii});
		});
	let rows: ReturnType<typeof railsOf> | null = null;
	let ranks: ReadonlyMap<string, number> | null = null;
	return {
		boxes(forms, accepts, bounded = true) {
			if (bounded && operations.length > mostTried) return null;
			for (const form of forms) {
				if (bounded && !layouts.has(form)) {
					ranks ??= ranksOf(operations);
					if (!accepts(leastSize(sizesOf(form), ranks, form), form)) continue;
				}
				const layout = layoutOf(form);
				const {width, height} = layout;
				if (accepts({width, height}, form)) return {kind: 'boxes', layout, form, width, height};
			}
			return null;
		},
		rails(width) {
			rows ??= railsOf(operations);
			return {kind: 'rails', ...fitRails(rows, id => cardOf(id, railForm), width)};
		},
	};
}

/** No layout is smaller: boxes side by side, and the shortest of lines between them. */
function leastSize(
	sizes: ReadonlyMap<string, Size>,
	ranks: ReadonlyMap<string, number>,
	{direction}: Form,
): Size {
	const down = direction === 'tb';
	const lengths: number[] = [];
	const breadths: number[] = [];
	for (const [id, rank] of ranks) {
		const {width, height} = sizes.get(id)!;
		lengths[rank] = Math.max(lengths[rank] ?? 0, down ? height : width);
		breadths[rank] = (breadths[rank] ?? 0) + (down ? width : height);
	}
	const along = lengths.reduce((sum, length) => sum + length + 2, -2);
	const across = Math.max(0, ...breadths);
	return down ? {width: across, height: along} : {width: along, height: across};
}

function remember<K, V>(known: Map<K, V>, key: K, make: () => V): V {
	const found = known.get(key);
	if (found !== undefined) return found;
	const made = make();
	known.set(key, made);
	return made;
}
