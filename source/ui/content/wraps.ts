/** Remembers how texts were laid out: a long one is laid out once, a growing one only where it grew. */
import type {LiveText} from '../../core/store.ts';
import {createDocument, type Document} from '../markdown/document.ts';
import {createHighlighter} from '../markdown/highlighter.ts';
import {createWrap, type Wrap} from '../text/wrap.ts';
import type {Glyphs} from '../theme.ts';

const kept = 24;
/** How much of a rendered text is laid out in one frame, characters: some 20 ms. */
const slice = 24_000;

export type Wraps = {
	/** A finished text, raw. */
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

type Growing = {append(text: string): void};

export function createWraps(): Wraps {
	const listeners = new Set<() => void>();
	const notify = () => {
		for (const listener of listeners) listener();
	};
	const highlighter = createHighlighter();
	highlighter.subscribe(notify);
	let due: ReturnType<typeof setTimeout> | null = null;
	const finished = {raw: createShelf<Wrap>(), rendered: createShelf<Document>()};
	const growing = {raw: createFollower<Wrap>(), rendered: createFollower<Document>()};

	function advance(document: Document): Document {
		if (document.advance(slice) || due !== null) return document;
		due = setTimeout(() => {
			due = null;
			notify();
		});
		return document;
	}

	return {
		of: (text, width) => finished.raw(text, width, () => createWrap(width, text)),
		live: (text, width) => growing.raw(text, width, () => createWrap(width)),
		rendered: (text, width, glyphs) =>
			advance(finished.rendered(text, width, () => createDocument({width, glyphs, highlighter}, text))),
		renderedLive: (text, width, glyphs) =>
			advance(growing.rendered(text, width, () => createDocument({width, glyphs, highlighter}))),
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

/** Appends what has come since it was last asked. */
function createFollower<T extends Growing>(): (text: LiveText, width: number, make: () => T) => T {
	const followed = new WeakMap<LiveText, {width: number; pieces: number; made: T}>();
	return (text, width, make) => {
		let known = followed.get(text);
		if (known?.width !== width) {
			known = {width, pieces: 0, made: make()};
			followed.set(text, known);
		}
		if (known.pieces < text.pieces.length) known.made.append(text.pieces.slice(known.pieces).join(''));
		known.pieces = text.pieces.length;
		return known.made;
	};
}
