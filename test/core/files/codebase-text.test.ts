import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {parseCodebase, renderCodebase} from '../../../source/core/files/codebase-text.ts';
import {findCollision, judgePath} from '../../../source/core/files/path-rules.ts';

const piece = fc.constantFrom(
	'`',
	'```',
	'````',
	'~~~',
	'\n',
	'\r\n',
	'\r',
	'## ',
	'a.py',
	' ',
	'\t',
	'x',
	'No files.',
	'#',
	'“',
	'\uD83D\uDE00',
	'\0',
);
const content = fc.oneof(
	fc.array(piece, {maxLength: 25}).map(parts => parts.join('')),
	fc.string({unit: 'binary'}),
);
const path = fc
	.oneof(
		fc.constantFrom(
			'main.py',
			'src/`a`.md',
			'# x.js',
			'a b/c d.txt',
			'```',
			'.env',
			'**bold**.md',
			'ünï/çode.py',
			'## y',
		),
		fc.string({unit: 'grapheme', minLength: 1, maxLength: 12}),
	)
	.map(judgePath)
	.filter(judged => 'path' in judged)
	.map(judged => judged.path);

const codebase = fc
	.array(fc.tuple(path, content), {maxLength: 6})
	.map(entries => new Map(entries))
	.filter(files => findCollision(files.keys()) === null);

const sorted = (files: ReadonlyMap<string, string>) => [...files].sort(([a], [b]) => (a < b ? -1 : 1));

describe('the text form of a codebase', () => {
	test('is a heading and a fence for each file', () => {
		expect(
			renderCodebase(
				new Map([
					['main.py', 'print(1)\n'],
					['README.md', '# Hi\n```sh\nls\n```\n'],
					['empty.txt', ''],
					['tail.js', 'x'],
				]),
			),
		).toBe(
			[
				'## README.md',
				'````markdown',
				'# Hi',
				'```sh',
				'ls',
				'```',
				'````',
				'',
				'## empty.txt',
				'```text',
				'```',
				'',
				'## main.py',
				'```python',
				'print(1)',
				'```',
				'',
				'## tail.js',
				'```javascript no-newline-at-end',
				'x',
				'```',
				'',
			].join('\n'),
		);
	});

	test('reads back as exactly the same files, whatever they hold', () => {
		fc.assert(
			fc.property(codebase, files => {
				const parsed = parseCodebase(renderCodebase(files));
				expect('files' in parsed ? sorted(parsed.files) : parsed.problem).toEqual(sorted(files));
			}),
			{numRuns: 1500},
		);
	});

	test('survives an editor that turns all its lines into CRLF', () => {
		const files = new Map([['a.py', 'x\n\ny\n']]);
		const parsed = parseCodebase(renderCodebase(files).replaceAll('\n', '\r\n'));
		expect('files' in parsed && [...parsed.files]).toEqual([...files]);
	});

	test('may begin with a note, have blank lines between files, and lack its last newline', () => {
		const parsed = parseCodebase('Fixed the sum.\n\n\n## a.py\n\n```\nx\n```\n\n\n## b.py\n```py\ny\n```');
		expect('files' in parsed && [...parsed.files]).toEqual([
			['a.py', 'x\n'],
			['b.py', 'y\n'],
		]);
	});

	test.each([
		['', 'No file was found'],
		['just words', 'No file was found'],
		['```py\nx\n```\n', 'Line 1: this fence has no heading'],
		['## a.py\nx\n', 'Line 1: the heading of a.py is not followed by a fence'],
		['## a.py\n', 'Line 1: the heading of a.py is not followed by a fence'],
		['## a.py\n```\nx\n', 'Line 2: the fence of a.py is never closed'],
		['## a.py\n```\nx\n```\nstray\n', 'Line 5: “stray” is outside any file'],
		['## a.py\n```\nx\n```\nmore\n```\n', 'Line 5: “more” is outside any file'],
		['## a.py\n```\nx\n```\n## a.py\n```\ny\n```\n', 'Line 5: a.py is there twice'],
		['## a.py\n```\nx\n```\n## A.py\n```\ny\n```\n', 'Line 5: A.py is refused because it differs from a.py'],
		['## ../a.py\n```\nx\n```\n', 'Line 1: the file name “../a.py” is refused because it leaves'],
		['## a.py\n~~~\nx\n~~~\n', 'Line 1: the heading of a.py'],
		['## a.py\n````\nx\n```\n', 'Line 2: the fence of a.py is never closed'],
	])('refuses %j', (text, problem) => {
		const parsed = parseCodebase(text);
		expect('problem' in parsed && parsed.problem).toContain(problem);
	});

	test('takes linear time for many files', () => {
		const files = new Map(Array.from({length: 3000}, (_, index) => [`f/${index}.txt`, 'line\n'.repeat(20)]));
		const parsed = parseCodebase(renderCodebase(files));
		expect('files' in parsed && parsed.files.size).toBe(3000);
	});
});
