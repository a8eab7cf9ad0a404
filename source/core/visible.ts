/**
 * The sanitizer for untrusted text on its way to a screen or to plain output. Characters that act on a
 * terminal, hide, or reorder what stands around them are replaced by something that shows; they are never
 * stripped, because removing one can bring the pieces of another sequence together.
 */
import {codePointKinds, kindAt} from './code-points.ts';

/**
 * Controls (C0, DEL, C1), lone surrogates, line and paragraph separators, interlinear annotations, the joiners of
 * hieroglyphs, and all that Unicode calls default-ignorable: bidi controls, zero-width characters, tags, variation
 * selectors, soft hyphens, fillers.
 */
const HIDDEN =
	'\\p{Cc}\\p{Cs}\\u2028\\u2029\\uFFF9-\\uFFFB\\u{13430}-\\u{1343F}\\p{Bidi_Control}\\p{Default_Ignorable_Code_Point}';

const hidden = new RegExp(`[${HIDDEN}]`, 'gu');

/** `mark`: takes no room, and piles up on the character before it. `joining`: belongs in emoji. `half`: of a pair. */
const kind = {plain: 0, hidden: 1, mark: 2, joining: 3, half: 4} as const;

const isHidden = new RegExp(`[${HIDDEN}]`, 'u');
const kinds = codePointKinds(character =>
	/\p{Cs}/u.test(character)
		? kind.half
		: /[\u200D\uFE0F]/.test(character)
			? kind.joining
			: isHidden.test(character)
				? kind.hidden
				: /[\p{Mn}\p{Me}]/u.test(character)
					? kind.mark
					: kind.plain,
);
const pictures = codePointKinds(character => (/\p{Extended_Pictographic}/u.test(character) ? 1 : 0));

/** No writing needs more on one character; a flood of them covers the rows above and below. */
const mostMarks = 8;

/** No emoji joins more pictures; a chain of them is one character, however long. */
const mostJoined = 8;
/** Units from one joiner of an emoji to the next: a picture and its colour. */
const longestPart = 5;

const joiner = 0x20_0d;
const emojiSelector = 0xfe_0f;
const keycap = 0x20_e3;

/** Units that are gathered before they become a string: to join millions of short ones would take seconds. */
const block = 8192;
/** What shows unchanged and is as long is taken over in one piece. */
const longStretch = 64;
/** The longest glyph is ⟨U+E0041⟩. */
const gathered = new Uint16Array(block + longStretch + 16);
const isLittleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;
const decoder = new TextDecoder(isLittleEndian ? 'utf-16le' : 'utf-16be', {ignoreBOM: true});

const glyphs = new Map<number, Uint16Array>();

/**
 * The text with every such character made visible: `␛` for the old controls, `⟨U+202E⟩` for the rest, and all beyond
 * eight of the marks on one character and of the joiners in one emoji. Linear in time; the result is at most eight
 * times as long. Newlines and tabs stay and CRLF becomes LF, unless `keepNewlines` is false: then the result is one
 * line. Joiners and selectors inside emoji stay. A stream has to be cut between whole characters: half a surrogate
 * pair counts as a lone one.
 */
export function makeVisible(text: string, {keepNewlines = true}: {keepNewlines?: boolean} = {}): string {
	let shown = '';
	let filled = 0;
	/** What is before it has been taken over. */
	let taken = 0;
	let piles: Piles | null = null;
	const {pages, fill} = kinds;
	for (let at = 0; at < text.length; at++) {
		const unit = text.charCodeAt(at);
		let what = (pages[unit >> 8] ?? fill(unit >> 8))[unit & 0xff]!;
		if (what === kind.plain) continue;
		if (keepNewlines && (unit === 0x0a || unit === 0x09)) continue;
		let code = unit;
		let end = at + 1;
		if (what === kind.half) {
			code = text.codePointAt(at)!;
			if (code !== unit) end++;
			what = code === unit ? kind.hidden : kindAt(kinds, code);
		}

		if (what === kind.mark || what === kind.joining) {
			piles ??= new Piles(text);
			if (what === kind.mark ? piles.isMarkTooMany(at, end) : piles.isJoinerAstray(at, code))
				what = kind.hidden;
		}

		if (what !== kind.hidden) {
			at = end - 1;
			continue;
		}

		if (at - taken > longStretch) {
			shown += gatheredText(filled) + text.slice(taken, at);
			filled = 0;
		} else {
			while (taken < at) gathered[filled++] = text.charCodeAt(taken++);
		}

		if (keepNewlines && unit === 0x0d && text.charCodeAt(end) === 0x0a) {
			// CRLF becomes LF.
		} else if (unit < 0x20) {
			gathered[filled++] = 0x24_00 + unit;
		} else {
			const glyph = glyphs.get(code) ?? drawGlyph(code);
			for (let index = 0; index < glyph.length; index++) gathered[filled++] = glyph[index]!;
		}

		// Where there is one, there may be masses, most of them among ASCII.
		for (let plain = 0; end < text.length && filled < block && plain < longStretch; end++) {
			const next = text.charCodeAt(end);
			if (next >= 0x7f) break;
			if (next >= 0x20 || (keepNewlines && (next === 0x0a || next === 0x09))) {
				gathered[filled++] = next;
				plain++;
			} else {
				plain = 0;
				const isCrlf = keepNewlines && next === 0x0d && text.charCodeAt(end + 1) === 0x0a;
				if (!isCrlf) gathered[filled++] = 0x24_00 + next;
			}
		}

		if (filled >= block) {
			shown += gatheredText(filled);
			filled = 0;
		}

		taken = end;
		at = end - 1;
	}

	return taken === 0 ? text : shown + gatheredText(filled) + text.slice(taken);
}

function gatheredText(length: number): string {
	const units = gathered.subarray(0, length);
	return length < 256 ? String.fromCharCode(...units) : decoder.decode(units);
}

/** How far marks are piled up, and emoji joined, in a text that is read from its beginning. */
class Piles {
	readonly #text: string;
	#marks = 0;
	#endOfMarks = -1;
	#joined = 0;
	#lastJoiner = Number.NEGATIVE_INFINITY;

	constructor(text: string) {
		this.#text = text;
	}

	isMarkTooMany(at: number, end: number): boolean {
		this.#marks = this.#endOfMarks === at ? this.#marks + 1 : 1;
		this.#endOfMarks = end;
		return this.#marks > mostMarks;
	}

	/** In no emoji, or one too many in it. */
	isJoinerAstray(at: number, code: number): boolean {
		if (!isInEmoji(this.#text, at, code)) return true;
		if (code !== joiner) return false;
		this.#joined = at - this.#lastJoiner <= longestPart ? this.#joined + 1 : 1;
		this.#lastJoiner = at;
		return this.#joined > mostJoined;
	}
}

/** The characters that `makeVisible` replaces: how often each stands in the text, by code. */
export function countHidden(text: string): Map<number, number> {
	const counts = new Map<number, number>();
	const piles = new Piles(text);
	for (let at = 0; at < text.length; at++) {
		const unit = text.charCodeAt(at);
		if (kindAt(kinds, unit) === kind.plain || unit === 0x0a || unit === 0x09) continue;
		if (unit === 0x0d && text.charCodeAt(at + 1) === 0x0a) continue;
		const code = text.codePointAt(at)!;
		const what = kindAt(kinds, code);
		const isReplaced =
			what === kind.hidden ||
			what === kind.half ||
			(what === kind.mark && piles.isMarkTooMany(at, at + (code > 0xff_ff ? 2 : 1))) ||
			(what === kind.joining && piles.isJoinerAstray(at, code));
		if (isReplaced) counts.set(code, (counts.get(code) ?? 0) + 1);
		if (code > 0xff_ff) at++;
	}

	return counts;
}

/**
 * JSON on one line in which every such character is written as `\uXXXX`, so that it parses back to the same
 * value and is safe to print. What JSON cannot say (undefined, a function) becomes `null`.
 */
export function escapeJson(value: unknown): string {
	return unlikeCommands((JSON.stringify(value) ?? 'null').replace(hidden, escapeCharacter));
}

/** JSON that is the same to who parses it, and no command to GitHub's runner, which looks for them anywhere in a line. */
export function unlikeCommands(json: string): string {
	return json.replaceAll('##[', '##\\u005b');
}

/** A joiner or an emoji selector in the place where an emoji has it. */
function isInEmoji(text: string, at: number, code: number): boolean {
	const before = codeBefore(text, at);
	if (code === emojiSelector)
		return isPicture(before) || (isKey(before) && text.charCodeAt(at + 1) === keycap);
	const isDressed = before === emojiSelector || (before >= 0x1_f3_fb && before <= 0x1_f3_ff);
	const pictured =
		isPicture(before) || (isDressed && isPicture(codeBefore(text, at - (before > 0xff_ff ? 2 : 1))));
	return pictured && at + 1 < text.length && isPicture(text.codePointAt(at + 1)!);
}

function isPicture(code: number): boolean {
	return kindAt(pictures, code) === 1;
}

/** Of `1️⃣`, `#️⃣`, `*️⃣`. */
function isKey(code: number): boolean {
	return (code >= 0x30 && code <= 0x39) || code === 0x23 || code === 0x2a;
}

/** The code point that ends there; 0 at the beginning. */
function codeBefore(text: string, at: number): number {
	if (at <= 0) return 0;
	const unit = text.charCodeAt(at - 1);
	const whole = at > 1 && unit >= 0xdc_00 && unit <= 0xdf_ff ? text.codePointAt(at - 2)! : unit;
	return whole > 0xff_ff ? whole : unit;
}

/** Unicode's control pictures begin at U+2400 in the order of C0; DEL has its own. */
function drawGlyph(code: number): Uint16Array {
	const text = code === 0x7f ? '␡' : `⟨U+${code.toString(16).toUpperCase().padStart(4, '0')}⟩`;
	const glyph = Uint16Array.from(text, character => character.charCodeAt(0));
	glyphs.set(code, glyph);
	return glyph;
}

function escapeCharacter(character: string): string {
	return Array.from(
		{length: character.length},
		(_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`,
	).join('');
}
