/** Looks for a text in the events of one run, and tells what stands in several of its texts once. */
import type {RunEvent} from '../events.ts';
import type {Needle, Place} from './needle.ts';
import {createRepeats} from './repeats.ts';
import {type FoundIn, textsOf} from './texts-of-event.ts';

export type Hit = Omit<FoundIn, 'text'> & {
	/** ms since the epoch. */
	at: number;
	/** How often it stands in this text. */
	hits: number;
	/** The first of them, with what stands around it. */
	before: string;
	found: string;
	after: string;
};

/** Units of text that are kept on each side of a hit: about as much as a row shows. */
const around = 120;

/** What tells most of where a text is at home; prompts and answers are made of the others, or become them. */
const ranks: FoundIn['kind'][] = [
	'request',
	'reply',
	'question',
	'feedback',
	'file',
	'output',
	'printed',
	'answer',
	'prompt',
	'system prompt',
];

/** So many texts with a hit, or units of them, are held until it is settled which of them are told. */
const most = {texts: 200, units: 4_000_000};

export type Search = {
	/** Takes the events in order; those that cannot hold it may be left out. */
	take(event: RunEvent): void;
	/** Tells what is left. */
	end(): void;
};

export function findInRun(needle: Needle, onHit: (hit: Hit) => void): Search {
	const repeats = createRepeats();
	let held: {found: FoundIn; at: number}[] = [];
	let units = 0;

	function settle(): void {
		const ranked = [...held].sort((a, b) => ranks.indexOf(a.found.kind) - ranks.indexOf(b.found.kind));
		const told = new Map(ranked.map(one => [one, repeats.newIn(one.found.text)]));
		for (const one of held) {
			const text = told.get(one)!;
			const place = needle.find(text);
			const {text: _, ...where} = one.found;
			if (place) onHit({...where, at: one.at, ...surroundings(text, place)});
		}

		held = [];
		units = 0;
	}

	return {
		take(event) {
			for (const found of textsOf(event)) {
				if (needle.find(found.text) === null) continue;
				held.push({found, at: Date.parse(event.timestamp)});
				units += found.text.length;
			}

			if (held.length >= most.texts || units >= most.units) settle();
		},
		end: settle,
	};
}

function surroundings(text: string, {from, to, hits}: Place) {
	// A mere slice would keep the whole text in memory for as long as the hit is there.
	const copy = (start: number, end: number): string => JSON.parse(JSON.stringify(text.slice(start, end)));
	return {
		hits,
		before: copy(Math.max(0, from - around), from),
		found: copy(from, to),
		after: copy(to, to + around),
	};
}
