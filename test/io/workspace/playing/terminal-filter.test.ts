import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {resetModes} from '../../../../source/io/terminal-modes.ts';
import {createTerminalFilter} from '../../../../source/io/workspace/playing/terminal-filter.ts';
import {payloads} from '../../../helpers/payloads.ts';
import {createScreen} from '../../../helpers/terminal-screen.ts';

const ESC = '\u001b';
const bytesOf = (text: string) => new TextEncoder().encode(text);

/** All that passes of a text, or of bytes. */
function passed(printed: string | Uint8Array, unicode = true): string {
	return createTerminalFilter({unicode}).pass(typeof printed === 'string' ? bytesOf(printed) : printed);
}

/** What may stand in the output and nothing else, said anew: texts, single controls, and sequences by their kind. */
const permitted = new RegExp(
	[
		'[^\\u0000-\\u001f\\u007f-\\u009f]',
		'[\\u0007-\\u000f]',
		`${ESC}[78DEM=>]`,
		`${ESC}[()][AB0]`,
		`${ESC}\\[[\\d;]*[@A-IJKLMPSTXZ\`abdefr]`,
		`${ESC}\\[[\\d;:]*m`,
		`${ESC}\\[[su]`,
		`${ESC}\\[4[hl]`,
		`${ESC}\\[\\?(1|7|9|25|47|1047|1049|100[02356]|101[56]|2004)(;(1|7|9|25|47|1047|1049|100[02356]|101[56]|2004))*[hl]`,
	]
		.map(part => `(?:${part})`)
		.join('|'),
	'gu',
);
const rest = (output: string) => output.replaceAll(permitted, '');

/** Pieces of which sequences are made, so that random ones are often whole, and often nearly so. */
const pieces = fc.oneof(
	{
		weight: 3,
		arbitrary: fc.constantFrom(ESC, `${ESC}[`, `${ESC}]`, `${ESC}P`, `${ESC}\\`, '\u0007', '\u0018'),
	},
	{
		weight: 2,
		arbitrary: fc.constantFrom('\u009b', '\u009d', '\u0090', '\u009c', '\u0085', '\u0005', '\n', '\r'),
	},
	{weight: 3, arbitrary: fc.constantFrom(...'?>=<!$"\' ;:0123456789')},
	{weight: 3, arbitrary: fc.constantFrom(...'@ABCHJKRSTXZ[\\]^_`abcdfghiklmnpqrstuxyz|~()*+#%')},
	{weight: 1, arbitrary: fc.constantFrom('1049', '1000', '2004', '52;c;T3du', '10;?', '21', '6', '4')},
	{weight: 2, arbitrary: fc.string({unit: 'grapheme', maxLength: 4})},
);
const prints = fc.array(pieces, {maxLength: 40}).map(all => all.join(''));

describe('the filter of what a played program prints', () => {
	test.each([
		['text in any script', 'naïve 家計簿 👩‍👩‍👧 ✓ ░▒▓'],
		['lines, tabs and the bell', 'a\tb\r\nc\u0007\b\f\v'],
		['colours', `${ESC}[1;38;2;1;2;3m${ESC}[4:3mred${ESC}[m`],
		['movement', `${ESC}[A${ESC}[12;40H${ESC}[3d${ESC}[5G${ESC}7${ESC}8${ESC}[s${ESC}[u${ESC}M`],
		['erasing, inserting and scrolling', `${ESC}[2J${ESC}[K${ESC}[3L${ESC}[2;9r${ESC}[S${ESC}[4h${ESC}[5b`],
		['line drawing', `${ESC}(0lqk${ESC}(B${ESC})0\u000exx\u000f`],
		['the other page, the mouse, pasted text in brackets', `${ESC}[?1049h${ESC}[?1000;1006h${ESC}[?2004h`],
		['the keys of an application, and the cursor', `${ESC}[?1h${ESC}=${ESC}[?25l`],
	])('lets %s through as it is', (_, printed) => {
		expect(passed(printed)).toBe(printed);
	});

	test.each([
		['a title', `${ESC}]0;Owned\u0007`],
		['a title that ends in ST', `${ESC}]2;Owned${ESC}\\`],
		['a title in C1', '\u009d0;Owned\u009c'],
		['a name for a window of screen or tmux', `${ESC}kOwned${ESC}\\`],
		['the clipboard', `${ESC}]52;c;T3duZWQ=\u0007`],
		['a question for the clipboard', `${ESC}]52;c;?\u0007`],
		['a link', `${ESC}]8;;file:///etc/passwd${ESC}\\`],
		['a notification', `${ESC}]9;Owned\u0007`],
		['a change and a question of colours', `${ESC}]4;1;#fff\u0007${ESC}]10;?\u0007${ESC}]104\u0007`],
		['DCS, also with a question', `${ESC}P$qm${ESC}\\${ESC}P+q544e${ESC}\\\u0090tmux;x\u009c`],
		['APC, PM and SOS', `${ESC}_Gi=1;AAAA${ESC}\\${ESC}^x${ESC}\\${ESC}Xy${ESC}\\`],
		['questions for the state of the device', `${ESC}[5n${ESC}[6n${ESC}[?6n${ESC}[?15n`],
		['questions for the kind of device', `${ESC}[c${ESC}[>c${ESC}[=c${ESC}[0c${ESC}Z\u009bc\u0005${ESC}[>q`],
		[
			'questions for modes and settings',
			`${ESC}[?25$p${ESC}[4$p${ESC}[x${ESC}[?4m${ESC}[?1;1;0S${ESC}[1;2"v`,
		],
		['reports and changes of the window', `${ESC}[18t${ESC}[21t${ESC}[8;9;9t${ESC}[22;0;0t`],
		['the keyboard protocols', `${ESC}[>1u${ESC}[?u${ESC}[=1u${ESC}[<u${ESC}[>4;2m`],
		['a reset', `${ESC}c${ESC}[!p${ESC}#8`],
		['the end of UTF-8', `${ESC}%@`],
		['the end of what has scrolled away', `${ESC}[3J${ESC}[03J`],
		['the printer and the lamps', `${ESC}[5i${ESC}[4i${ESC}[1q`],
		['focus reports, margins, reversed colours', `${ESC}[?1004h${ESC}[?69h${ESC}[1;5s${ESC}[?5h`],
		['highlight tracking, which waits for the program', `${ESC}[?1001h${ESC}[1;2;3;4;5T`],
		['copies and fills of rectangles', `${ESC}[1;1;9;9;1;1;1;1$v${ESC}[65;1;1;9;9$x${ESC}[1;1;9;9*y`],
		['macros and keys', `${ESC}[1*z${ESC}["q${ESC}[?1s${ESC}[?1r`],
		['numbers without end', `${ESC}[999999999b${ESC}[99999b${ESC}[1;2;3;4;5;6H${ESC}[${'1'.repeat(500)}m`],
		['NUL, XON, XOFF and DEL', '\u0000\u0011\u0013\u007f'],
	])('drops %s', (_, printed) => {
		expect(passed(`a${printed}b`)).toBe('ab');
	});

	test('lets of several modes the harmless ones through', () => {
		expect(passed(`${ESC}[?12;25h${ESC}[?1004;1002;5h`)).toBe(`${ESC}[?25h${ESC}[?1002h`);
	});

	test('lets a control in the midst of a sequence act, and the sequence after it', () => {
		expect(passed(`${ESC}[3\n1m`)).toBe(`\n${ESC}[31m`);
		expect(passed(`${ESC}[3\u00181m`)).toBe('1m');
		expect(passed(`${ESC}[3${ESC}[1m`)).toBe(`${ESC}[1m`);
	});

	test('never passes on the half of anything, and swallows a string that does not end', () => {
		const filter = createTerminalFilter({unicode: true});
		const pass = (text: string) => filter.pass(bytesOf(text));
		expect(pass(`a${ESC}`)).toBe('a');
		expect(pass('[3')).toBe('');
		expect(pass('1mb')).toBe(`${ESC}[31mb`);
		expect(pass(`${ESC}]52;c;`)).toBe('');
		expect(pass('T3du\nZWQ=')).toBe('');
		expect(pass(`${ESC}[0mc`)).toBe(`${ESC}[0mc`);
	});

	test('shows bytes that are no UTF-8 as such, so that none is a control to a terminal of eight bits', () => {
		expect(passed(Uint8Array.of(0x61, 0x9b, 0x36, 0x6e, 0xff, 0xc0, 0x80))).toBe(
			'a\ufffd6n\ufffd\ufffd\ufffd',
		);
		expect(passed('é \u06db6n 家', false)).toBe('? ?6n ?');
	});

	test('passes nothing but what is permitted, whatever is printed', () => {
		fc.assert(
			fc.property(prints, fc.boolean(), (printed, unicode) => {
				expect(rest(passed(printed, unicode))).toBe('');
			}),
			{numRuns: 5000},
		);
		fc.assert(
			fc.property(fc.uint8Array({maxLength: 200}), bytes => {
				expect(rest(passed(bytes))).toBe('');
			}),
			{numRuns: 2000},
		);
	});

	test('passes the same however the bytes are cut, and changes nothing of what has passed once', () => {
		fc.assert(
			fc.property(prints, printed => {
				const bytes = bytesOf(printed);
				const whole = createTerminalFilter({unicode: true});
				const once = whole.pass(bytes);
				const single = createTerminalFilter({unicode: true});
				expect([...bytes].map(byte => single.pass(Uint8Array.of(byte))).join('')).toBe(once);
				expect([single.tail(), single.left()]).toEqual([whole.tail(), whole.left()]);
				expect(passed(once)).toBe(once);
			}),
			{numRuns: 3000},
		);
	});

	test('passes nothing but what is permitted of each payload, cut at each byte', () => {
		for (const payload of Object.values(payloads)) {
			const bytes = bytesOf(payload);
			const once = passed(bytes);
			expect(rest(once)).toBe('');
			for (let at = 1; at < Math.min(bytes.length, 400); at++) {
				const filter = createTerminalFilter({unicode: true});
				const first = filter.pass(bytes.subarray(0, at));
				expect(rest(first)).toBe('');
				expect(first + filter.pass(bytes.subarray(at))).toBe(once);
			}
		}
	});

	test('has no terminal answer, change its title or its clipboard, and leaves none in a mode once they are reset', async () => {
		const answers: string[] = [];
		const screen = createScreen({
			columns: 40,
			rows: 10,
			answer: data => answers.push(data),
			changed: () => undefined,
		});
		await screen.write(`${ESC}[6n`);
		expect(answers.splice(0)).toEqual([`${ESC}[1;1R`]);
		for (const printed of fc.sample(prints, {numRuns: 1500, seed: 7})) {
			const filter = createTerminalFilter({unicode: true});
			await screen.write(filter.pass(bytesOf(printed)));
			await screen.write(resetModes(filter.left().alternatePage));
			expect({answers, title: screen.title(), copies: screen.copies(), ...screen.modes(), printed}).toEqual({
				answers: [],
				title: '',
				copies: [],
				alternateScreen: false,
				cursorHidden: false,
				bracketedPaste: false,
				applicationCursor: false,
				focusReports: false,
				mouseTracking: 'none',
				printed,
			});
		}
		await screen.write(`${ESC}[2J${ESC}[H0123456789${'\r\n'.repeat(12)}end`);
		expect(screen.text().split('\n').at(-1)).toBe('end');
		screen.dispose();
	});

	test('tells the end of what was printed as a text: whole lines, as somebody has typed and read them', () => {
		const tailOf = (printed: string) => {
			const filter = createTerminalFilter({unicode: true});
			filter.pass(bytesOf(printed));
			return filter.tail();
		};
		expect(tailOf(`${ESC}[1mName?${ESC}[0m Adda\b \b\b \ba\r\nHello\r\n`)).toBe('Name? Ada\nHello\n');
		expect(tailOf('10%\r20%\r100%\r\ndone')).toBe('10%\n20%\n100%\ndone');
		expect(tailOf(`${ESC}[2J${ESC}[1;1Hone${ESC}[5;9Htwo${ESC}]0;title\u0007`)).toBe('one\ntwo');
		const long = tailOf(Array.from({length: 3000}, (_, n) => `line ${n}\r\n`).join(''));
		expect(long.length).toBeLessThanOrEqual(4000);
		expect(long).toMatch(/^line \d+\n/);
		expect(long.endsWith('line 2999\n')).toBe(true);
	});

	test('tells how the program has left the terminal', () => {
		const leftBy = (printed: string) => {
			const filter = createTerminalFilter({unicode: true});
			filter.pass(bytesOf(printed));
			return filter.left();
		};
		expect(leftBy('')).toEqual({alternatePage: null, moved: false, atLineStart: true});
		expect(leftBy('a\r\nb')).toEqual({alternatePage: null, moved: false, atLineStart: false});
		expect(leftBy(`a\r\n${ESC}[A${ESC}[0m`)).toMatchObject({moved: false, atLineStart: true});
		expect(leftBy(`${ESC}[H`)).toMatchObject({moved: true});
		expect(leftBy(`a${ESC}[?1049h${ESC}[Hb`)).toMatchObject({alternatePage: 1049, moved: true});
		expect(leftBy(`a${ESC}[?1049h${ESC}[Hb${ESC}[?1049l`)).toMatchObject({alternatePage: null, moved: false});
		expect(leftBy(`${ESC}[?47h`)).toMatchObject({alternatePage: 47});
	});
});
