/** What a reply under status 200 holds when it holds no stream of chunks. */

import type {Ending} from './conclude.ts';
import {emptyGathering, type Gathered, gather} from './gather.ts';
import {isWebPage, type Trouble, troubleOfBody} from './trouble.ts';

/** More than any answer that is not streamed. */
const mostKept_bytes = 8_000_000;

/** Lets a body through and keeps its beginning until `forget`, for the case that it is no stream of events. */
export function keepBeginning(body: ReadableStream<Uint8Array>): {
	body: ReadableStream<Uint8Array>;
	beginning(): string;
	forget(): void;
} {
	let pieces: Uint8Array[] | null = [];
	let size = 0;
	const watched = body.pipeThrough(
		new TransformStream<Uint8Array, Uint8Array>({
			transform(piece, controller) {
				if (pieces && size < mostKept_bytes) {
					pieces.push(piece);
					size += piece.length;
				}
				controller.enqueue(piece);
			},
		}),
	);
	return {
		body: watched,
		beginning: () => Buffer.concat(pieces ?? []).toString('utf8'),
		forget() {
			pieces = null;
		},
	};
}

/** An endpoint may ignore that we want a stream and send the whole completion at once: that is an answer too. */
export function readWholeBody(body: string): {ending: Ending; gathered: Gathered} {
	const gathered = emptyGathering();
	const text = body.trim();
	// Nothing at all, or events without a chunk among them.
	if (text === '' || /^(data|event|id|retry)?:/.test(text)) return {ending: {how: 'ended'}, gathered};
	if (isWebPage(text)) return {ending: {how: 'strange', detail: 'a web page'}, gathered};
	const json = parse(text);
	const error = errorIn(json);
	if (error) return {ending: {how: 'refused', trouble: error}, gathered};
	if (json && typeof json === 'object' && 'choices' in json) {
		gather(gathered, json);
		return {ending: {how: 'ended'}, gathered};
	}
	return {ending: {how: 'strange', detail: JSON.stringify(text.slice(0, 120))}, gathered};
}

function errorIn(json: unknown): Trouble | null {
	if (!json || typeof json !== 'object' || !('error' in json) || !json.error) return null;
	return troubleOfBody(json.error, null);
}

function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
}
