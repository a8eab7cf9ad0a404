/** What the app writes and draws, for who has or wants no character beyond ASCII; as many cells as before. */

const punctuation = pairs('…—–‐‑−’‘‚“”„«»×·•→←↑↓≈⟨⟩', '~-----\'\'\'"""""x--><^v~<>');
/** What stands at the beginning of a line that the app prints, and what it draws with. */
const marks = pairs('✓✗●○◆◌⊘✎↺↻≡■▶▌│┃┆─━┼├┤╭╮╰╯', '*xoo!S/~@%=#>>||:-=+++++++');

/** Pictures of control characters, as untrusted text shows them. */
const pictures = /[\u2400-\u2421]/g;
const punctuated = patternOf(punctuation);
const marked = patternOf(new Map([...punctuation, ...marks]));

/** Typographic punctuation as plain one; all else stays, so that what people and models wrote can be read. */
export function plainPunctuation(text: string): string {
	if (isAscii.test(text)) return text;
	return text.replace(punctuated, sign => punctuation.get(sign)!).replace(pictures, '^');
}

/** The marks and strokes of what is printed line by line as well. */
export function plainMarks(text: string): string {
	if (isAscii.test(text)) return text;
	return text.replace(marked, sign => punctuation.get(sign) ?? marks.get(sign)!).replace(pictures, '^');
}

const isAscii = /^[\0-\x7F]*$/;

function pairs(from: string, to: string): Map<string, string> {
	return new Map([...from].map((sign, index) => [sign, [...to][index]!]));
}

function patternOf(signs: ReadonlyMap<string, string>): RegExp {
	return new RegExp(`[${[...signs.keys()].join('')}]`, 'g');
}
