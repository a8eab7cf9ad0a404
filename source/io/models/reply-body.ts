/** What a reply under status 200 holds when it holds no stream of chunks. */

import type {Ending} from './conclude.ts';
import {type Gathered, gather} from './gather.ts';
import {isWebPage, type Trouble, troubleOfBody} from './trouble.ts';

/** More than any one event, and any answer that is not streamed; what grows beyond would only fill the memory. */
const mostAtOnce_bytes = 16_000_000;
/** More than any model writes. */
const mostAltogether_bytes = 512_000_000;

/** Reading was given up: so much came that it is no answer. */
export class Flood extends Error {
	override readonly name = 'Flood';
}

/**
 * Lets a body through and keeps its beginning until `forget`, for the case that it is no stream of events. What
 * does not come to an end, or to an event, ends in a `Flood`.
 */
export function keepBeginning(body: ReadableStream<Uint8Array>): {
	body: ReadableStream<Uint8Array>;
	beginning(): string;
	/** An event came. */
	forget(): void;
} {
	let pieces: Uint8Array[] | null = [];
	let size = 0;
	let altogether = 0;
	const watched = body.pipeThrough(
		new TransformStream<Uint8Array, Uint8Array>({
			transform(piece, controller) {
				pieces?.push(piece);
				size += piece.length;
				altogether += piece.length;
				if (size > mostAtOnce_bytes)
					controller.error(new Flood(`${megabytes(mostAtOnce_bytes)} came without the end of an event`));
				else if (altogether > mostAltogether_bytes)
					controller.error(new Flood(`${megabytes(mostAltogether_bytes)} came, and no end`));
				else controller.enqueue(piece);
			},
		}),
	);
	return {
		body: watched,
		beginning: () => Buffer.concat(pieces ?? []).toString('utf8'),
		forget() {
			pieces = null;
			size = 0;
		},
	};
}

function megabytes(bytes: number): string {
	return `${bytes / 1_000_000} MB`;
}

/** An endpoint may ignore that we want a stream and send the whole completion at once: that is an answer too. */
export function readWholeBody(body: string, gathered: Gathered): Ending {
	const text = body.trim();
	// Nothing at all, or events without a chunk among them.
	if (text === '' || /^(data|event|id|retry)?:/.test(text)) return {how: 'ended'};
	if (isWebPage(text)) return {how: 'strange', detail: 'a web page'};
	const json = parse(text);
	const error = errorIn(json);
	if (error) return {how: 'refused', trouble: error};
	if (json && typeof json === 'object' && 'choices' in json) {
		gather(gathered, json);
		return {how: 'ended'};
	}
	return {how: 'strange', detail: JSON.stringify(text.slice(0, 120))};
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
