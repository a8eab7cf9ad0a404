/** Random texts of what sequences are made of, through all that makes them visible; and how fast that is. */
import chalk from 'chalk';
import {expect, onTestFinished, test} from 'vitest';
import {escapeJson, makeVisible} from '../../source/core/visible.ts';
import {cutLine, type Line} from '../../source/ui/text/line.ts';
import {paint} from '../../source/ui/text/paint.ts';
import {createTheme} from '../../source/ui/theme.ts';
import {foreignIn} from '../helpers/foreign-sequences.ts';
import {createScreen} from '../helpers/terminal-screen.ts';

const isWhole = process.env.ORCHESTRAI_TEST_PAYLOADS === 'all';
const count = isWhole ? 200_000 : 20_000;

const alphabet = [
	...'\u001B\u001B\u001B\u001B[[]]P_^Xk\\\\?>=!;;:0123456789mHJKhlrnctqu$"\'() abc\n\t\r\b\0\u0007\u0005\u0018\u007F',
	...Array.from({length: 32}, (_, code) => String.fromCharCode(0x80 + code)),
	...'\u200B\u200C\u200D\u200E\u202A\u202D\u202E\u2066\u2069\uFEFF\u2028\u2029\uFE0E\uFE0F\u20E3\u00AD\u061C\u0300\u0489',
	'\u{E0041}',
	'\u{E0100}',
	'\uD83D',
	'\uDC69',
	'👩',
	'❤',
	'🏽',
	'漢',
	'ש',
	'\r\n',
	'\u001B]52;c;',
	'\u001B]0;',
	'\u001B[?',
	'tmux;',
];

/** The same texts each time. */
function createTexts(seed: number): () => string {
	let state = seed;
	const random = (below: number) => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return Math.floor((state / 0x1_0000_0000) * below);
	};
	return () => Array.from({length: random(24)}, () => alphabet[random(alphabet.length)]).join('');
}

test(`Of ${count} random texts, none that was made visible acts on a terminal or hides, nor changes when that is done again.`, {
	timeout: 600_000,
}, async () => {
	const answers: string[] = [];
	const screen = createScreen({
		columns: 80,
		rows: 24,
		answer: data => answers.push(data),
		changed: () => undefined,
	});
	const modes = screen.modes();
	const next = createTexts(42);
	for (let done = 0; done < count; done += 500) {
		const texts = Array.from({length: 500}, next);
		const shown = texts.map(text => makeVisible(text));
		const lines = texts.map(text => makeVisible(text, {keepNewlines: false}));
		const json = escapeJson(texts);
		const all = [...shown, ...lines, json].join('\n');
		expect(foreignIn(all)).toEqual([]);
		expect(shown.map(text => makeVisible(text))).toEqual(shown);
		expect(lines.join('')).not.toMatch(/[\n\t]/);
		expect(JSON.parse(json)).toEqual(texts);
		await screen.write(all);
		expect({answers, title: screen.title(), bells: screen.bells(), copies: screen.copies()}).toEqual({
			answers: [],
			title: '',
			bells: 0,
			copies: [],
		});
		expect(screen.notifications()).toEqual([]);
	}

	expect(screen.modes()).toEqual(modes);
	screen.dispose();
});

test('Random rows in colours, cut wherever that may be, hold nothing but their looks.', {
	timeout: 600_000,
}, () => {
	const {level} = chalk;
	onTestFinished(() => {
		chalk.level = level;
	});
	chalk.level = 3;
	const theme = createTheme({color: true});
	const next = createTexts(7);
	for (let done = 0; done < count / 20; done++) {
		const spans: Line = [
			{text: next(), tone: 'bad', bold: true},
			{text: next(), underline: true, inverse: true},
			{text: next(), tone: 'quiet', italic: true, dim: true},
		];
		const rows = [spans, cutLine(spans, done % 30), cutLine(spans, 1)].map(row => paint(row, theme));
		expect(foreignIn(rows.join('\n'))).toEqual([]);
	}
});

const kinds: [name: string, piece: string][] = [
	['plain ASCII', 'a line of quite ordinary text\n'],
	['nothing but escapes', '\u001B'],
	['OSC after OSC', '\u001B]'],
	['text of several bytes a character', '漢字かな混じり文、é '],
	['emoji with joiners', '👩‍💻 '],
	['lines that end in CRLF', 'line\r\n'],
];

/** Of this thread: what else the machine does meanwhile is not counted. */
function cpu_ms(): number {
	const {user, system} = process.threadCpuUsage?.() ?? process.cpuUsage();
	return (user + system) / 1000;
}

test.runIf(isWhole).each(kinds)(
	'50 MB of %s are made visible in under a second.',
	{timeout: 600_000},
	(name, piece) => {
		const text = piece.repeat(Math.ceil(50_000_000 / Buffer.byteLength(piece)));
		expect(Buffer.byteLength(text)).toBeGreaterThanOrEqual(50_000_000);
		const times = [1, 2, 3].map(() => {
			const begun = cpu_ms();
			expect(makeVisible(text).length).toBeGreaterThan(0);
			return cpu_ms() - begun;
		});
		console.log(`50 MB of ${name}: ${Math.round(Math.min(...times))} ms`);
		expect(Math.min(...times)).toBeLessThan(1000);
	},
);
