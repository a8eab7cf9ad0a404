import {readFileSync} from 'node:fs';
import fc from 'fast-check';
import stringWidth from 'string-width';
import {describe, expect, test, vi} from 'vitest';
import {renderCodebase} from '../../../source/core/files/codebase-text.ts';
import {createDocument} from '../../../source/ui/markdown/document.ts';
import {createHighlighter} from '../../../source/ui/markdown/highlighter.ts';
import {createTheme} from '../../../source/ui/theme.ts';
import {documentOf, noColors, read, rowsOf} from './read.ts';

describe('a Markdown text', () => {
	test('is read as headings, paragraphs, lists and quotations', () => {
		const text = [
			'# A plan',
			'',
			'It keeps **what you spend** in *one* `file.json`.',
			'',
			'## Steps',
			'1. Parse what is given on the command line',
			'   - `add`',
			'2. Store',
			'',
			'- [x] parse',
			'- [ ] store',
			'',
			'> Said',
			'> > before',
			'',
			'---',
			'The end.',
		].join('\n');
		expect(read(text, 30)).toEqual([
			'A plan',
			'──────',
			'',
			'It keeps what you spend in one',
			'file.json.',
			'',
			'Steps',
			'1. Parse what is given on the',
			'   command line',
			'   • add',
			'2. Store',
			'',
			'✓ parse',
			'○ store',
			'',
			'┃ Said',
			'┃ ┃ before',
			'',
			'──────────────────────────────',
			'The end.',
		]);
	});

	test('has its looks as tones, weights and slants', () => {
		const [row] = [documentOf('**bold** *slanted* `code` [here](http://a.b)').row(0)];
		expect(row).toEqual([
			{text: 'bold', bold: true},
			{text: ' '},
			{text: 'slanted', italic: true},
			{text: ' '},
			{text: 'code', tone: 'code'},
			{text: ' '},
			{text: 'here', underline: true},
			{text: ' (http://a.b)', tone: 'quiet'},
		]);
	});

	test('keeps its line ends, and shows HTML and names with underscores as they are', () => {
		expect(read('Roses\nare red.\n\n<b>x</b> &lt;y&gt; __init__.py<br>z')).toEqual([
			'Roses',
			'are red.',
			'',
			'<b>x</b> <y> __init__.py',
			'z',
		]);
	});

	test('has tables that fit: columns aligned, cells wrapped', () => {
		const table =
			'| Name | What it does | Cost |\n|---|:-:|--:|\n| add | Adds an entry to the file | 1 |\n| **list** | x | 12.5 |';
		expect(read(table, 34)).toEqual([
			'Name │     What it does     │ Cost',
			'─────┼──────────────────────┼─────',
			'add  │ Adds an entry to the │    1',
			'     │         file         │',
			'list │          x           │ 12.5',
		]);
		expect(read(table, 10)[0]).toBe('| Name |');
	});

	test('shows the files of a codebase under their names, whatever these look like', () => {
		const files = new Map([
			['src/__init__.py', 'import os\n'],
			['b_*_.md', '# Not a heading\n```\nnested\n```\n'],
		]);
		expect(read(renderCodebase(files))).toEqual([
			'b_*_.md',
			'│ # Not a heading               markdown',
			'│ ```',
			'│ nested',
			'│ ```',
			'',
			'src/__init__.py',
			'│ import os                       python',
		]);
	});

	test('has code that wraps beside its gutter, also within a list', () => {
		expect(read('- So:\n  ```py\n  if long_enough: then_it_wraps()\n\n  end()\n  ```\n- next', 24)).toEqual([
			'• So:',
			'  │ if long_enough:',
			'  ┆ then_it_wraps()',
			'  │',
			'  │ end()',
			'• next',
		]);
	});

	test('is the same whether it comes whole or in pieces', () => {
		const text = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8');
		const whole = rowsOf(documentOf(text, 60));
		const document = documentOf('', 60);
		for (let at = 0; at < text.length; at += 7) {
			document.append(text.slice(at, at + 7));
			document.advance(1000);
			document.row(document.rows() - 1);
		}
		expect(rowsOf(document)).toEqual(whole);
	});

	test('grows at the cost of what is new: what is finished is not made again', () => {
		const document = documentOf('First.\n\nSecond.\n\n', 60);
		document.append('Third');
		document.advance(1000);
		const first = document.row(0);
		document.append(' and more.\n\nFourth.');
		document.advance(1000);
		expect(document.row(0)).toBe(first);
		expect(rowsOf(document).filter(row => row !== '')).toEqual([
			'First.',
			'Second.',
			'Third and more.',
			'Fourth.',
		]);
	});

	test('is laid out in slices when it is long', () => {
		const document = createDocument(
			{width: 60, glyphs: createTheme().glyphs, highlighter: noColors},
			'A paragraph.\n\n'.repeat(1000),
		);
		expect(document.advance(120)).toBe(false);
		expect(document.rows()).toBeLessThan(30);
		expect(document.advance(1e6)).toBe(true);
		expect(document.rows()).toBe(1999);
	});
});

describe('code', () => {
	test('is plain until the grammars have come, and then coloured', async () => {
		const highlighter = createHighlighter();
		const came = vi.fn();
		highlighter.subscribe(came);
		const document = documentOf('```python\nimport os  # it\nclass A:\n    x = "y"\n```', 60, highlighter);
		expect(document.row(1)).toEqual([{text: '│ ', tone: 'quiet'}, {text: 'class A:'}]);
		await vi.waitFor(() => expect(came).toHaveBeenCalled());
		expect(document.row(1).map(({text, tone}) => [text, tone])).toEqual([
			['│ ', 'quiet'],
			['class', 'keyword'],
			[' ', undefined],
			['A', 'title'],
			[':', undefined],
		]);
		expect(document.row(0).map(span => span.tone)).toContain('comment');
		expect(document.row(2).map(span => span.tone)).toContain('string');
	});

	test.each([
		'javascript',
		'ts',
		'bash',
		'json',
		'yaml',
		'html',
		'css',
		'sql',
		'go',
		'rust',
		'java',
		'c',
		'cpp',
		'diff',
		'md',
	])('of %s is known', async language => {
		const highlighter = createHighlighter();
		highlighter.highlight(language, '');
		await vi.waitFor(() => expect(highlighter.highlight(language, 'x')).not.toBeNull());
	});

	test('that nobody knows stays as it is, and so does all of it if there are no grammars', async () => {
		const none = createHighlighter(async () => Promise.reject(new Error('No such package')));
		expect(none.highlight('python', 'x')).toBeNull();
		await Promise.resolve();
		expect(none.highlight('python', 'x')).toBeNull();
		expect(read('```klingon\nqapla\n```', 20)).toEqual(['│ qapla      klingon']);
	});
});

describe('a text that wants to do harm', () => {
	const hostile = [
		'>',
		'> ',
		'- ',
		'1. ',
		'[',
		'![',
		'*a**b',
		'a_',
		'**_*',
		'`',
		'```\n',
		'<a',
		'|',
		'|a|b|\n|-|-|\n',
		'  - \n',
		'[a](',
		'家',
		'\u001B[31m',
		'\u202E',
		'e\u0301\u0301',
		'&#27;',
		'\n',
		'\t',
		'x',
	];

	test.each(hostile)('does no more than take its time: %j, a hundred thousand times', piece => {
		const started = performance.now();
		const document = documentOf(piece.repeat(Math.ceil(100_000 / piece.length)), 50);
		for (const row of rowsOf(document)) expect(stringWidth(row)).toBeLessThanOrEqual(50);
		// Fifty times what it takes, so that a busy machine does not matter and a square does.
		expect(performance.now() - started).toBeLessThan(15_000);
	});

	test('keeps to the width, whatever it is and however it comes', () => {
		const pieces = fc.constantFrom(
			...hostile,
			...[
				'# ',
				'\n\n',
				' ',
				'word ',
				'- [x] ',
				'~~~\n',
				'| a | b |\n|---|:-:|\n',
				'👩‍👩‍👧',
				'\r\n',
				'\u0000',
				'<br>',
				'    ',
				'***',
				'https://example.com/',
				'\uD83D',
			],
		);
		fc.assert(
			fc.property(fc.array(pieces, {maxLength: 60}), fc.integer({min: 8, max: 70}), (parts, width) => {
				const document = documentOf('', width);
				for (const part of parts) {
					document.append(part);
					document.advance(100);
					document.row(document.rows() - 1);
				}
				document.advance(1e6);
				const rows = rowsOf(document);
				for (const [index, row] of rows.entries()) {
					expect(stringWidth(row)).toBeLessThanOrEqual(width);
					expect(row).not.toMatch(/[\p{Cc}\u202E]/u);
					expect(row.startsWith(document.text(index).trimEnd())).toBe(true);
				}
			}),
			{numRuns: 300},
		);
	});
});
