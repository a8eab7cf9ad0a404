/** What the body of a reply holds: events, or something else altogether. */
import type {Readable} from 'node:stream';
import type {Ending} from './conclude.ts';
import {createEventParser, type ServerEvent} from './event-stream.ts';
import {type Gathered, gather} from './gather.ts';
import {isWebPage, type Trouble, troubleOfBody} from './trouble.ts';

/** More than any one event, and any answer that is not streamed; what grows beyond would only fill the memory. */
const mostAtOnce_bytes = 16_000_000;
/** More than any model writes. */
const mostAltogether_bytes = 512_000_000;
/** More than anybody says of an error. */
const mostOfRefusal_bytes = 1_000_000;

/** Reading was given up: so much came that it is no answer. */
export class Flood extends Error {
	override readonly name = 'Flood';
}

/** Reads a body piece by piece. What does not come to an end, or to an event, ends in a `Flood`. */
export function createBodyReader(): {
	/** The events that this piece brings to their end. */
	push(piece: Uint8Array): ServerEvent[];
	/** The event that was left without an end. */
	end(): ServerEvent[];
	/** All that came, if there was no event in it. */
	withoutEvents(): string;
} {
	const parser = createEventParser();
	let beginning: Uint8Array[] | null = [];
	let sinceEvent = 0;
	let altogether = 0;
	return {
		push(piece) {
			sinceEvent += piece.length;
			altogether += piece.length;
			if (sinceEvent > mostAtOnce_bytes)
				throw new Flood(`${megabytes(mostAtOnce_bytes)} came without the end of an event`);
			if (altogether > mostAltogether_bytes)
				throw new Flood(`${megabytes(mostAltogether_bytes)} came, and no end`);
			const events = parser.push(piece);
			if (events.length > 0) {
				beginning = null;
				sinceEvent = 0;
			} else beginning?.push(piece);
			return events;
		},
		end: parser.end,
		withoutEvents: () => Buffer.concat(beginning ?? []).toString('utf8'),
	};
}

/** A whole body as text. */
export async function readText(body: Readable): Promise<string> {
	const pieces: Uint8Array[] = [];
	let size = 0;
	for await (const piece of body as AsyncIterable<Uint8Array>) {
		pieces.push(piece);
		size += piece.length;
		if (size > mostAtOnce_bytes) throw new Flood(`${megabytes(mostAtOnce_bytes)} came, and no end`);
	}
	return Buffer.concat(pieces).toString('utf8');
}

/** What an endpoint says of its refusal: the status tells more, so what comes of it by any mishap will do. */
export async function readRefusal(body: Readable): Promise<string> {
	const pieces: Uint8Array[] = [];
	let size = 0;
	try {
		for await (const piece of body as AsyncIterable<Uint8Array>) {
			pieces.push(piece);
			size += piece.length;
			if (size > mostOfRefusal_bytes) break;
		}
	} catch {
		// It broke over it.
	}
	return Buffer.concat(pieces).toString('utf8');
}

function megabytes(bytes: number): string {
	return `${bytes / 1_000_000} MB`;
}

/** The chunks of a completion that events hold; `ending`: with them it is over, by what came behind them. */
export function readChunks(events: readonly ServerEvent[]): {chunks: unknown[]; ending: Ending | null} {
	const chunks: unknown[] = [];
	for (const {name, data} of events) {
		if (data.startsWith('[DONE]')) return {chunks, ending: {how: 'ended'}};
		const json = parse(data);
		if (json === undefined) return {chunks, ending: {how: 'broken', trouble: noJson, fallback: 'malformed'}};
		const error = errorIn(json) ?? (name === 'error' ? troubleOfBody(json, null) : null);
		if (error) return {chunks, ending: {how: 'refused', trouble: error}};
		chunks.push(json);
	}
	return {chunks, ending: null};
}

const noJson: Trouble = {
	status: null,
	code: '',
	param: null,
	detail: 'an event that is no JSON',
	retry_after_ms: null,
};

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
		gather(gathered, [json]);
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
		return undefined;
	}
}
