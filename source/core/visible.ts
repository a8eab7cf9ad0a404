/**
 * The sanitizer for untrusted text on its way to a screen or to plain output. Characters that act on a
 * terminal, hide, or reorder what stands around them are replaced by something that shows; they are never
 * stripped, because removing one can bring the pieces of another sequence together.
 */

const PICTURE = '\\p{Extended_Pictographic}';
const SKIN = '\\u{1F3FB}-\\u{1F3FF}';

/**
 * Controls (C0, DEL, C1), lone surrogates, line and paragraph separators, interlinear annotations, and all
 * that Unicode calls default-ignorable: bidi controls, zero-width characters, tags, variation selectors,
 * soft hyphens, fillers.
 */
const HIDDEN =
	'\\p{Cc}\\p{Cs}\\u2028\\u2029\\uFFF9-\\uFFFB\\p{Bidi_Control}\\p{Default_Ignorable_Code_Point}';

/** A joiner or an emoji selector in the place where an emoji has it. */
const IN_EMOJI = `(?<!${PICTURE}\\uFE0F|[0-9#*]\\uFE0F(?=\\u20E3)|${PICTURE}[\\uFE0F${SKIN}]?\\u200D(?=${PICTURE}))`;

const hidden = new RegExp(`[${HIDDEN}]`, 'gu');
const hiddenInLine = new RegExp(`[${HIDDEN}]${IN_EMOJI}`, 'gu');
const hiddenInText = new RegExp(`\\r\\n|(?![\\n\\t])[${HIDDEN}]${IN_EMOJI}`, 'gu');

const glyphs = new Map<string, string>([['\r\n', '\n']]);

/**
 * The text with every such character made visible: `␛` for the old controls, `⟨U+202E⟩` for the rest.
 * Linear in time; the result is at most eight times as long. Newlines and tabs stay and CRLF becomes LF,
 * unless `keepNewlines` is false: then the result is one line. Joiners and selectors inside emoji stay.
 * A stream has to be cut between whole characters: half a surrogate pair counts as a lone one.
 */
export function makeVisible(text: string, {keepNewlines = true}: {keepNewlines?: boolean} = {}): string {
	return text.replace(keepNewlines ? hiddenInText : hiddenInLine, glyphOf);
}

/**
 * JSON on one line in which every such character is written as `\uXXXX`, so that it parses back to the same
 * value and is safe to print. What JSON cannot say (undefined, a function) becomes `null`.
 */
export function escapeJson(value: unknown): string {
	return (JSON.stringify(value) ?? 'null').replace(hidden, escapeCharacter);
}

function glyphOf(character: string): string {
	const known = glyphs.get(character);

	if (known !== undefined) {
		return known;
	}

	const glyph = drawGlyph(character.codePointAt(0)!);
	glyphs.set(character, glyph);
	return glyph;
}

/** Unicode's control pictures begin at U+2400 in the order of C0; DEL has its own. */
function drawGlyph(code: number): string {
	if (code < 0x20) {
		return String.fromCharCode(0x24_00 + code);
	}

	return code === 0x7f ? '␡' : `⟨U+${code.toString(16).toUpperCase().padStart(4, '0')}⟩`;
}

function escapeCharacter(character: string): string {
	return Array.from(
		{length: character.length},
		(_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`,
	).join('');
}
