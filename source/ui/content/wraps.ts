/** Remembers how texts were laid out: a long one is wrapped once, a growing one only where it grew. */
import type {LiveText} from '../../core/store.ts';
import {createWrap, type Wrap} from '../text/wrap.ts';

const kept = 24;

export type Wraps = {
	/** A finished text. */
	of(text: string, width: number): Wrap;
	/** What streams now. */
	live(text: LiveText, width: number): Wrap;
};

export function createWraps(): Wraps {
	const finished: {text: string; width: number; wrap: Wrap}[] = [];
	const growing = new WeakMap<LiveText, {width: number; pieces: number; wrap: Wrap}>();

	return {
		of(text, width) {
			const known = finished.find(one => one.width === width && one.text === text);
			if (known) return known.wrap;
			const wrap = createWrap(width, text);
			finished.unshift({text, width, wrap});
			finished.length = Math.min(finished.length, kept);
			return wrap;
		},
		live(text, width) {
			let known = growing.get(text);
			if (known?.width !== width) {
				known = {width, pieces: 0, wrap: createWrap(width)};
				growing.set(text, known);
			}

			known.wrap.append(text.pieces.slice(known.pieces).join(''));
			known.pieces = text.pieces.length;
			return known.wrap;
		},
	};
}
