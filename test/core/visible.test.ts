import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {countHidden, escapeJson, makeVisible} from '../../source/core/visible.ts';
import {emojiParts, isDangerous} from '../helpers/hidden-characters.ts';

const codes = [...Array(0x11_0000).keys()];
const dangerous = fc.constantFrom(...codes.filter(isDangerous)).map(code => String.fromCodePoint(code));
const emoji = fc.constantFrom('👩', '💻', '❤', '👍🏽', '❤\uFE0F', '1\uFE0F\u20E3', '🏳\uFE0F\u200D🌈');
const hostile = fc.array(
	fc.oneof(
		dangerous,
		emoji,
		fc.constantFrom('\r\n', '\u001B[31m', '\u001B]52;c;', 'a', 'é', '漢'),
		fc.string(),
	),
	{maxLength: 40},
);
const piled = fc.array(fc.constantFrom('a', '👩', '\u200D👩', '\u200D👩'.repeat(5), '\u0300'.repeat(5)));

describe('makeVisible', () => {
	test('leaves ordinary text, newlines and tabs as they are', () => {
		const text = 'def main():\n\tprint("héllo, 漢字 — ±½ שלום नमस्ते ⚲◆")\n';
		expect(makeVisible(text)).toBe(text);
	});

	test.each([
		['an escape sequence', '\u001B[31mred', '␛[31mred'],
		[
			'an escape that would be left over after stripping',
			'\u001B\u001B[0m]52;c;eA==\u0007',
			'␛␛[0m]52;c;eA==␇',
		],
		['NUL, backspace and DEL', 'a\0b\bc\u007F', 'a␀b␈c␡'],
		['a lone carriage return', 'real\rfake', 'real␍fake'],
		['C1 controls', 'a\u009B31m\u0085', 'a⟨U+009B⟩31m⟨U+0085⟩'],
		['bidi controls', 'user\u202Efdp.exe\u2069', 'user⟨U+202E⟩fdp.exe⟨U+2069⟩'],
		['zero-width characters', 'pass\u200Bword\u2060\uFEFF', 'pass⟨U+200B⟩word⟨U+2060⟩⟨U+FEFF⟩'],
		['a joiner between letters', 'a\u200Db', 'a⟨U+200D⟩b'],
		['a joiner at the end of an emoji', '👩\u200Dx', '👩⟨U+200D⟩x'],
		['a second selector behind an emoji', '❤\uFE0F\uFE0F', '❤\uFE0F⟨U+FE0F⟩'],
		['tag characters', 'hi\u{E0041}\u{E007F}', 'hi⟨U+E0041⟩⟨U+E007F⟩'],
		['variation selectors that carry bytes', 'x\u{E0100}\uFE01', 'x⟨U+E0100⟩⟨U+FE01⟩'],
		['lone surrogates', '\uD83D and \uDE00', '⟨U+D83D⟩ and ⟨U+DE00⟩'],
		['line and paragraph separators', 'a\u2028b\u2029', 'a⟨U+2028⟩b⟨U+2029⟩'],
		['soft hyphens and fillers', 'a\u00ADb\u3164', 'a⟨U+00AD⟩b⟨U+3164⟩'],
	])('shows %s', (_, text, shown) => {
		expect(makeVisible(text)).toBe(shown);
	});

	test('keeps joiners and selectors where an emoji has them', () => {
		const text = '👩‍💻 ❤️ 🏳️‍🌈 👩🏽‍🚀 1️⃣';
		expect(makeVisible(text)).toBe(text);
	});

	test('lets eight marks stand on one character, and shows the others', () => {
		expect(makeVisible(`Z${'\u0300'.repeat(8)}`)).toBe(`Z${'\u0300'.repeat(8)}`);
		expect(makeVisible(`Z${'\u0300'.repeat(10)}a\u0300`)).toBe(
			`Z${'\u0300'.repeat(8)}⟨U+0300⟩⟨U+0300⟩a\u0300`,
		);
		expect(makeVisible('กำลังนี้ बिल्ली שָׁלוֹם')).toBe('กำลังนี้ बिल्ली שָׁלוֹם');
	});

	test('lets eight joiners stand in one emoji, and shows the others', () => {
		const nine = `👩${'\u200D👩'.repeat(8)}`;
		expect(makeVisible(nine)).toBe(nine);
		expect(makeVisible(`${nine}\u200D👩\u200D👩 👩\u200D👩`)).toBe(`${nine}⟨U+200D⟩👩⟨U+200D⟩👩 👩\u200D👩`);
	});

	test('writes CRLF as LF when newlines stay', () => {
		expect(makeVisible('a\r\nb\r\r\n')).toBe('a\nb␍\n');
	});

	test('makes one line of several when newlines must not stay', () => {
		expect(makeVisible('a\r\nb\tc\n', {keepNewlines: false})).toBe('a␍␊b␉c␊');
	});

	test('never lets a live control character through, whatever comes', () => {
		fc.assert(
			fc.property(hostile, fc.boolean(), (pieces, keepNewlines) => {
				const shown = makeVisible(pieces.join(''), {keepNewlines});
				const left = [...shown.replace(emojiParts, '')].filter(character =>
					isDangerous(character.codePointAt(0)!),
				);
				expect(left.filter(character => !(keepNewlines && '\n\t'.includes(character)))).toEqual([]);
			}),
			{numRuns: 3000},
		);
	});

	test('changes nothing in what it has made visible', () => {
		fc.assert(
			fc.property(hostile, pieces => {
				const shown = makeVisible(pieces.join(''));
				expect(makeVisible(shown)).toBe(shown);
			}),
		);
	});

	test.each([
		['fifty megabytes of ordinary text', 'a line of quite ordinary text\n', 50_000_000],
		['five megabytes in which every second character is an escape', '\u001B]', 5_000_000],
		['five megabytes of joined emoji', '👩‍💻 ', 5_000_000],
	])('reads %s to its end', (_, piece, length) => {
		const text = piece.repeat(length / piece.length);
		expect(makeVisible(text)).toHaveLength(text.length);
	});
});

describe('countHidden', () => {
	test('counts what would be replaced, by code', () => {
		expect([...countHidden('a\tb\r\n👩\u200D💻')]).toEqual([]);
		expect([...countHidden(`👩${'\u200D👩'.repeat(10)} Z${'\u0300'.repeat(9)}a\u0300`)]).toEqual([
			[0x200d, 2],
			[0x300, 1],
		]);
		expect([...countHidden('\u001B[0m\u001B\r\uD83D\u{E0041}a\u200D')]).toEqual([
			[0x1b, 2],
			[0x0d, 1],
			[0xd83d, 1],
			[0xe0041, 1],
			[0x200d, 1],
		]);
	});

	test('finds something where the text is shown otherwise than it is, and only there', () => {
		fc.assert(
			fc.property(fc.oneof(hostile, piled), pieces => {
				const text = pieces.join('').replaceAll('\r\n', '\n');
				expect(countHidden(text).size > 0).toBe(makeVisible(text) !== text);
			}),
		);
	});
});

describe('escapeJson', () => {
	test('writes every hidden or acting character as an escape', () => {
		expect(escapeJson({text: '\u001B[0m\u007F\u009B\u202E\u{E0041}👩‍💻\n'})).toBe(
			'{"text":"\\u001b[0m\\u007f\\u009b\\u202e\\udb40\\udc41👩\\u200d💻\\n"}',
		);
	});

	test('parses back to the same value', () => {
		fc.assert(
			fc.property(hostile, pieces => {
				const line = escapeJson({pieces, whole: pieces.join('')});
				expect(JSON.parse(line)).toEqual({pieces, whole: pieces.join('')});
				expect([...line].filter(character => isDangerous(character.codePointAt(0)!))).toEqual([]);
			}),
		);
	});

	test('writes null for what JSON cannot say', () => {
		expect(escapeJson(undefined)).toBe('null');
	});
});
