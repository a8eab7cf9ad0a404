import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {renderCodebase} from '../../../source/core/files/codebase-text.ts';
import {makeVisible} from '../../../source/core/visible.ts';
import type {Content} from '../../../source/ui/content/content.ts';
import {compareFiles} from '../../../source/ui/diff/compare-files.ts';
import {createDiffs} from '../../../source/ui/diff/diffs.ts';
import {pairLines} from '../../../source/ui/diff/pair-lines.ts';
import {compareLines, type DiffRow, tooDifferent} from '../../../source/ui/diff/rows.ts';
import {sideBySideContent} from '../../../source/ui/diff/side-by-side.ts';
import {unifiedContent} from '../../../source/ui/diff/unified.ts';
import {compareWords} from '../../../source/ui/diff/words.ts';
import {widthOfLine} from '../../../source/ui/text/line.ts';
import {createTheme} from '../../../source/ui/theme.ts';

const {glyphs} = createTheme();

const someLine = fc.oneof(
	{
		weight: 4,
		arbitrary: fc.constantFrom(
			'',
			'one',
			'two words',
			'three  words here',
			'家計簿',
			'\tindented',
			'x'.repeat(90),
			'a\r',
		),
	},
	{weight: 1, arbitrary: fc.string({unit: 'binary', maxLength: 40}).map(text => text.replaceAll('\n', ''))},
);
const someText = fc
	.tuple(fc.array(someLine, {maxLength: 40}), fc.boolean())
	.map(([lines, ended]) => lines.join('\n') + (ended && lines.length > 0 ? '\n' : ''));

/** One side of a comparison, put together again. */
function sideOf(rows: readonly DiffRow[], side: 'removed' | 'added'): string {
	return rows
		.map(row =>
			row.kind === 'same' || row.kind === side ? row.line.text + (row.line.ended ? '\n' : '') : '',
		)
		.join('');
}

function allRows({rows, row}: Content) {
	return Array.from({length: rows}, (_, index) => row(index));
}

const shown = (content: Content) => allRows(content).map(row => row.map(({text}) => text).join(''));

describe('a comparison of two texts', () => {
	test('holds all of both: each side can be put together from its rows', () => {
		fc.assert(
			fc.property(someText, someText, (old, now) => {
				const {rows, added, removed} = compareLines(old, now, {around: Number.POSITIVE_INFINITY});
				expect(rows.length === 0).toBe(old === now);
				if (old === now) return;
				expect(sideOf(rows, 'removed')).toBe(old);
				expect(sideOf(rows, 'added')).toBe(now);
				expect(rows.filter(row => row.kind === 'added')).toHaveLength(added);
				expect(rows.filter(row => row.kind === 'removed')).toHaveLength(removed);
			}),
		);
	});

	test('leaves out what is far from any change, and says how much: every line is there or counted', () => {
		fc.assert(
			fc.property(someText, someText, (old, now) => {
				fc.pre(old !== now);
				const {rows} = compareLines(old, now);
				let line = 0;
				for (const row of rows) {
					if (row.kind === 'skipped') line += row.lines;
					else if (row.kind === 'same' || row.kind === 'removed') expect(row.old).toBe(++line);
				}

				expect(line).toBe(old === '' ? 0 : old.split('\n').length - (old.endsWith('\n') ? 1 : 0));
			}),
		);
	});

	test('keeps three lines around a change', () => {
		const lines = Array.from({length: 50}, (_, index) => `line ${index + 1}`);
		const {rows} = compareLines(lines.join('\n'), lines.with(24, 'another').join('\n'));
		expect(shown(unifiedContent(rows, 60, glyphs))).toEqual([
			'… 21 unchanged lines',
			'22 22   line 22',
			'23 23   line 23',
			'24 24   line 24',
			'25    - line 25',
			'   25 + another',
			'26 26   line 26',
			'27 27   line 27',
			'28 28   line 28',
			'… 22 unchanged lines',
		]);
	});

	test('says that only the newline at the end is missing', () => {
		expect(shown(unifiedContent(compareLines('one\n', 'one').rows, 60, glyphs))).toEqual([
			'1   - one',
			'  1 + one (no newline at the end)',
		]);
	});

	test('never makes a row wider than asked for, in one column or two, and shows what would act on the terminal', () => {
		fc.assert(
			fc.property(someText, someText, fc.integer({min: 10, max: 160}), (old, now, width) => {
				const {rows} = compareLines(old, now);
				const contents = [unifiedContent(rows, width, glyphs)];
				if (width >= 40) contents.push(sideBySideContent(rows, width, glyphs));
				for (const row of contents.flatMap(allRows)) {
					expect(widthOfLine(row)).toBeLessThanOrEqual(width);
					const text = row.map(span => span.text).join('');
					expect(makeVisible(text, {keepNewlines: false})).toBe(text);
				}
			}),
		);
	});

	test('gives up on what has too little in common, and shows all of both sides', () => {
		const lines = (name: string) =>
			Array.from({length: 60_000}, (_, index) => `${name} ${index} ${'·'.repeat(30)}\n`).join('');
		const [old, now] = [lines('old'), lines('now')];
		expect(old.length + now.length).toBeGreaterThan(5e6 / 2);
		const {rows} = compareLines(old, now);
		const content = unifiedContent(rows, 80, glyphs);
		expect(rows[0]).toEqual({kind: 'note', text: tooDifferent});
		expect(content.rows).toBeGreaterThan(120_000);
		expect(sideOf(rows, 'added')).toBe(now);
	});

	test('finds one changed line in 5 MB', () => {
		const lines = Array.from({length: 100_000}, (_, index) => `${index} ${'x'.repeat(45)}`);
		const {rows, added, removed} = compareLines(lines.join('\n'), lines.with(77_777, 'here').join('\n'));
		expect({added, removed, rows: rows.length}).toEqual({added: 1, removed: 1, rows: 10});
	});
});

describe('the words of a changed line', () => {
	test('are marked where they differ', () => {
		const {rows} = compareLines('total = sum(prices)\n', 'total = sum(costs)\n');
		const marked = allRows(unifiedContent(rows, 60, glyphs)).map(row =>
			row.filter(({inverse}) => inverse).map(({text}) => text),
		);
		expect(marked).toEqual([['prices'], ['costs']]);
	});

	test('put together are the line, on both sides', () => {
		fc.assert(
			fc.property(someLine, someLine, (old, now) => {
				const words = compareWords(old, now);
				if (!words) return;
				expect(words.old.map(({text}) => text).join('')).toBe(old);
				expect(words.now.map(({text}) => text).join('')).toBe(now);
			}),
		);
	});

	test('are not marked in a line that has become another one', () => {
		expect(compareWords('import os', 'def main():')).toBeNull();
	});
});

describe('a comparison of two file sets', () => {
	const old = new Map([
		['a.py', 'print(1)\n'],
		['gone.py', 'nothing in common\n'],
		['same.py', 'as ever\n'],
		['tax.py', 'def tax(x):\n    return x * 2\n\nprint(tax(3))\n'],
	]);
	const now = new Map([
		['a.py', 'print(2)\n'],
		['lib/tax.py', 'def tax(x):\n    return x * 2\n\nprint(tax(4))\n'],
		['new.py', 'print("new")\n'],
		['same.py', 'as ever\n'],
	]);

	test('names what was changed, added, deleted and renamed, in path order', () => {
		const {rows, files} = compareFiles(old, now);
		expect(files).toBe(4);
		expect(rows.filter(row => row.kind === 'file')).toEqual([
			{kind: 'file', path: 'a.py', what: '', added: 1, removed: 1},
			{kind: 'file', path: 'gone.py', what: 'deleted', added: 0, removed: 1},
			{kind: 'file', path: 'lib/tax.py', what: 'renamed from tax.py', added: 1, removed: 1},
			{kind: 'file', path: 'new.py', what: 'added', added: 1, removed: 0},
		]);
	});

	test('accounts for every file of both sides, whatever the sets', () => {
		const path = fc.constantFrom('a.py', 'b.py', 'c/d.py', 'e.md', '__proto__');
		const fileSet = fc.array(fc.tuple(path, someText), {maxLength: 5}).map(entries => new Map(entries));
		fc.assert(
			fc.property(fileSet, fileSet, (before, after) => {
				const after2 = new Map<string, string>(before);
				for (const row of compareFiles(before, after).rows) {
					if (row.kind !== 'file') continue;
					const from = /renamed from (\S+?),?( unchanged)?$/.exec(row.what)?.[1];
					if (from) after2.delete(from);
					if (row.what.startsWith('deleted')) after2.delete(row.path);
					else after2.set(row.path, (after as Map<string, string>).get(row.path)!);
				}

				expect([...after2].sort()).toEqual([...after].sort());
			}),
		);
	});

	test('is made of two codebase texts, and of their lines where one cannot be read', () => {
		const diffs = createDiffs();
		const compared = diffs.texts(renderCodebase(old), renderCodebase(now), true);
		expect(compared.rows[0]).toMatchObject({kind: 'file', path: 'a.py'});
		expect(diffs.texts(renderCodebase(old), renderCodebase(now), true)).toBe(compared);
		expect(diffs.texts(renderCodebase(old), 'no code', true).rows[0]?.kind).not.toBe('file');
	});
});

test('Two columns put what belongs together into one row.', () => {
	const {rows} = compareLines('one\ntwo\nthree\n', 'one\n2\n2.5\nthree\n');
	expect(shown(sideBySideContent(rows, 43, glyphs)).map(row => row.trimEnd())).toEqual([
		'1   one              │ 1   one',
		'2 - two              │ 2 + 2',
		'                     │ 3 + 2.5',
		'3   three            │ 4   three',
	]);
});

test('A line that changed stands beside itself, also where others came before it.', () => {
	const {rows} = compareLines(
		'start\ntotal = sum(prices)\nend\n',
		'start\nimport os\nx = 1\ntotal = sum(costs)\nend\n',
	);
	expect(shown(sideBySideContent(rows, 63, glyphs)).map(row => row.trimEnd())).toEqual([
		'1   start                      │ 1   start',
		'                               │ 2 + import os',
		'                               │ 3 + x = 1',
		'2 - total = sum(prices)        │ 4 + total = sum(costs)',
		'3   end                        │ 5   end',
	]);
});

test('Lines pair in their order, each at most once.', () => {
	const lines = fc.array(someLine, {maxLength: 12}).map(texts => texts.map(text => ({text, ended: true})));
	fc.assert(
		fc.property(lines, lines, (removed, added) => {
			const pairs = pairLines(removed, added);
			expect(pairs).toHaveLength(removed.length);
			const taken = pairs.filter(to => to !== null);
			expect(taken).toEqual([...new Set(taken)].sort((a, b) => a - b));
			for (const to of taken) expect(added[to]).toBeDefined();
		}),
	);
});
