/**
 * Characters that stand for themselves: a unit each, joining no neighbour, of one cell (Latin, Greek, Cyrillic, dashes
 * and quotes, arrows, mathematics, lines, blocks, shapes, Braille, the signs for what is hidden). With anything else in
 * it, a text costs fifty to four hundred times as much to measure or to take apart.
 */
const oneCell = String.raw`\x20-\x7E\xA1-\xAC\xAE-\u02FF\u0391-\u03A1\u03A3-\u03C9\u0400-\u0482\u048A-\u052F\u2010-\u2027\u2030-\u205E\u2190-\u21FF\u2260-\u22FF\u2400-\u2426\u2500-\u25FC\u270E\u2713\u2717\u27E8-\u27E9\u2800-\u28FF`;

/** One such character. */
export const aSingle = new RegExp(`[${oneCell}]`);
/** A text of nothing else: it is as wide as it is long. */
export const singles = new RegExp(`^[${oneCell}]*$`);
/** Of these, and control characters, which stand alone too: each unit is a grapheme. (`\r\n` would be one.) */
export const singlesAndControls = new RegExp(String.raw`^[\0-\f\x0E-\x1F${oneCell}]*$`);
