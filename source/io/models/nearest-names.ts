import {suggest} from '../../core/pipeline/suggest.ts';

const mostNamed = 3;

/** Those that a slip may have meant; if none is near and there are few, all there are. */
export function nearestNames(model: string, names: readonly string[]): string[] {
	const left = new Set(names);
	const near: string[] = [];
	while (near.length < mostNamed) {
		const next = suggest(model, left);
		if (next === null) break;
		near.push(next);
		left.delete(next);
	}
	return near.length === 0 && names.length <= mostNamed ? [...names] : near;
}
