/** Remembers how texts were laid out: a long one is laid out once, a growing one only where it grew. */
import type {GrowingText} from '../../core/growing-text.ts';
import type {LiveText} from '../../core/store.ts';
import {createDocument, type Document} from '../markdown/document.ts';
import {createHighlighter} from '../markdown/highlighter.ts';
import {createWrap, type Wrap} from '../text/wrap.ts';
import type {Glyphs} from '../theme.ts';

const kept = 24;
/** How much of a text is laid out in one frame, characters: some 20 ms. */
const slice = {raw: 250_000, rendered: 24_000};

export type Wraps = {
	/** A finished text, raw. Of a long one there is more each time. */
	of(text: string, width: number): Wrap;
	/** What streams now, raw. */
	live(text: LiveText, width: number): Wrap;
	/** A finished text as Markdown. Of a long one there is more each time. */
	rendered(text: string, width: number, glyphs: Glyphs): Document;
	/** What streams now as Markdown. */
	renderedLive(text: LiveText, width: number, glyphs: Glyphs): Document;
	/** Told when a text that was shown can be shown better, or further. */
	subscribe(listener: () => void): () => void;
};

export function createWraps(): Wraps {
	const listeners = new Set<() => void>();
	const notify = () => {
		for (const listener of listeners) listener();
	};
	const highlighter = createHighlighter();
	highlighter.subscribe(notify);
	let due: ReturnType<typeof setTimeout> | null = null;
	const finished = {raw: createShelf<Wrap>(), rendered: createShelf<Document>()};
	const growing = {raw: createFollower<Wrap>(), rendered: createFollower<Followed>()};

	/** Lays out a slice, and where that was not all sees to it that another frame lays out the next. */
	function advance<T extends Wrap | Document>(laid: T, characters: number): T {
		if (laid.advance(characters) || due !== null) return laid;
		due = setTimeout(() => {
			due = null;
			notify();
		});
		return laid;
	}

	return {
		of: (text, width) =>
			advance(
				finished.raw(text, width, () => createWrap(width, text)),
				slice.raw,
			),
		live: ({text}, width) =>
			advance(
				growing.raw(text, width, () => createWrap(width, text)),
				slice.raw,
			),
		rendered: (text, width, glyphs) =>
			advance(
				finished.rendered(text, width, () => createDocument({width, glyphs, highlighter}, text)),
				slice.rendered,
			),
		renderedLive({text}, width, glyphs) {
			const followed = growing.rendered(text, width, () => ({
				document: createDocument({width, glyphs, highlighter}),
				length: 0,
			}));
			followed.document.append(text.slice(followed.length));
			followed.length = text.length;
			return advance(followed.document, slice.rendered);
		},
		subscribe(listener) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
	};
}

/** The last few that were asked for. */
function createShelf<T>(): (text: string, width: number, make: () => T) => T {
	const shelf: {text: string; width: number; made: T}[] = [];
	return (text, width, make) => {
		const known = shelf.find(one => one.width === width && one.text === text);
		if (known) return known.made;
		const made = make();
		shelf.unshift({text, width, made});
		shelf.length = Math.min(shelf.length, kept);
		return made;
	};
}

/** A document, and how much of its text it was given. */
type Followed = {document: Document; length: number};

/** What was made of a growing text, as long as the width stays. */
function createFollower<T>(): (text: GrowingText, width: number, make: () => T) => T {
	const followed = new WeakMap<GrowingText, {width: number; made: T}>();
	return (text, width, make) => {
		const known = followed.get(text);
		if (known?.width === width) return known.made;
		const made = make();
		followed.set(text, {width, made});
		return made;
	};
}
