import {createTwoFilesPatch, structuredPatch} from 'diff';
import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {applyEdits} from '../../../source/core/files/apply-edits.ts';
import type {Edit} from '../../../source/core/files/edit.ts';
import {readSearchReplace} from '../../../source/core/files/search-replace.ts';
import {readUnifiedDiff} from '../../../source/core/files/unified-diff.ts';

const program = 'import sys\n\ndef run():\n    print(1)\n    return 0\n\nrun()\n';

function block(search: string[], replace: string[]): Edit {
	const lines = ['<<<<<<< SEARCH', ...search, '=======', ...replace, '>>>>>>> REPLACE'];
	const {hunk, creates, problem} = readSearchReplace(lines, 1);
	return {path: 'main.py', line: 1, kind: creates ? 'create' : 'change', hunks: [hunk], problem};
}

const diff = (...lines: string[]) => readUnifiedDiff(lines, 1, 'main.py');
const refusal = (text: string | null, edits: Edit[]) => {
	const applied = applyEdits(text, edits);
	return 'refused' in applied ? applied.refused : JSON.stringify(applied.text);
};

describe('a search/replace block', () => {
	test('replaces lines that stand once, and nothing else', () => {
		const edit = block(['    print(1)', '    return 0'], ['    print(2)']);
		expect(applyEdits(program, [edit])).toEqual({
			text: 'import sys\n\ndef run():\n    print(2)\n\nrun()\n',
		});
	});

	test('keeps the line ends of the file, and a missing last one', () => {
		expect(applyEdits('a\r\nb\r\nc', [block(['b', 'c'], ['x', 'y'])])).toEqual({text: 'a\r\nx\r\ny'});
	});

	test('overlooks spaces at the ends of lines if nothing fits with them', () => {
		expect(applyEdits('a  \nb\n', [block(['a'], ['x'])])).toEqual({text: 'x\nb\n'});
		expect(applyEdits('a  \na\n', [block(['a'], ['x'])])).toEqual({text: 'a  \nx\n'});
		expect(refusal('a  \na\t\n', [block(['a'], ['x'])])).toContain(
			'stand 2 times in the file, at lines 1, 2',
		);
	});

	test('never overlooks an indentation, and says which line stands there instead', () => {
		expect(refusal(program, [block(['  print(1)'], ['x'])])).toBe(
			'part 1 (line 1 of the answer) does not fit: the line “  print(1)” is nowhere in the file; nearest to it is line 4: “    print(1)”',
		);
	});

	test('that fits but for one line is told what stands in its place', () => {
		expect(refusal(program, [block(['def run():', '    print(2)', '    return 0'], ['x'])])).toBe(
			'part 1 (line 1 of the answer) does not fit: the line “    print(2)” is not there after line 3: “def run():”: there stands line 4: “    print(1)”',
		);
	});

	test('matches whole lines only', () => {
		expect(refusal('abc\n', [block(['ab'], ['x'])])).toContain('nowhere');
	});

	test('sees what the blocks before it did, and none is applied if one does not fit', () => {
		const first = block(['run()'], ['go()', 'stop()']);
		expect(applyEdits(program, [first, block(['go()'], ['go(1)'])])).toEqual({
			text: program.replace('\nrun()\n', '\ngo(1)\nstop()\n'),
		});
		expect(refusal(program, [first, block(['run()'], ['x'])])).toContain('part 2');
		expect(refusal(program, [first, block(['stopp()'], ['x'])])).toContain('which this answer put there');
	});

	test('without anything to search for makes a new file, and never touches one that is there', () => {
		expect(applyEdits(null, [block([], ['a', 'b'])])).toEqual({text: 'a\nb\n'});
		expect(applyEdits('', [block([], ['a'])])).toEqual({text: 'a\n'});
		expect(refusal(program, [block([], ['a'])])).toContain('there already');
		expect(refusal(null, [block(['a'], ['b'])])).toContain('no such file');
	});

	test('without replacement deletes its lines', () => {
		expect(applyEdits('a\nb\nc\n', [block(['b'], [])])).toEqual({text: 'a\nc\n'});
		expect(applyEdits('a\n', [block(['a'], [])])).toEqual({text: ''});
	});

	test('with two dividers is refused unless the marks tell which is meant', () => {
		const lines = ['<<<<<<< SEARCH', 'T', '=======', 'b', '=======', 'T', '=======', 'c', '>>>>>>> REPLACE'];
		expect(readSearchReplace(lines, 1).problem).toContain('more than one line of =======');
		const longer = lines.with(0, '<<<<<<<<< SEARCH').with(4, '=========');
		const {hunk, creates, problem} = readSearchReplace(longer, 1);
		expect({creates, problem}).toEqual({creates: false, problem: null});
		expect(applyEdits('T\n=======\nb\n', [{...block(['x'], ['x']), hunks: [hunk]}])).toEqual({
			text: 'T\n=======\nc\n',
		});
	});
});

describe('a unified diff', () => {
	test('is found by its lines, whatever its numbers say', () => {
		const edits = diff(
			'@@ -90,7 +91,2 @@ def run',
			' def run():',
			'-    print(1)',
			'+    print(2)',
			'     return 0',
		);
		expect(applyEdits(program, edits)).toEqual({text: program.replace('print(1)', 'print(2)')});
	});

	test('with its lines in several places goes where it says, or nowhere', () => {
		expect(applyEdits('a\nb\na\nb\n', diff('@@ -3,2 +3,2 @@', ' a', '-b', '+c'))).toEqual({
			text: 'a\nb\na\nc\n',
		});
		expect(refusal('a\nb\na\nb\n', diff('@@ -2,2 +2,2 @@', ' a', '-b', '+c'))).toContain('2 times');
		expect(refusal('a\nb\na\nb\n', diff('@@ @@', ' a', '-b', '+c'))).toContain('at lines 1, 3');
	});

	test('does without numbers, and without the line for them', () => {
		expect(applyEdits('a\nb\n', diff('@@', ' a', '-b', '+c'))).toEqual({text: 'a\nc\n'});
		expect(applyEdits('a\nb\n', diff('-b', '+c'))).toEqual({text: 'a\nc\n'});
	});

	test('that inserts without a line around it is refused', () => {
		expect(refusal('a\nb\n', diff('@@ -1,0 +2 @@', '+c'))).toContain('nothing tells where it belongs');
	});

	test('with a line that has no mark is refused by that line', () => {
		expect(refusal('a\nb\n', diff('@@ -1,2 +1,2 @@', 'a', '-b', '+c'))).toContain(
			'line 2 of the answer, “a”',
		);
	});

	test('makes and deletes files', () => {
		const [made] = readUnifiedDiff(['--- /dev/null', '+++ b/new.py', '@@ -0,0 +1,2 @@', '+a', '+b'], 1, null);
		expect(made).toMatchObject({path: 'new.py', kind: 'create'});
		expect(applyEdits(null, [made!])).toEqual({text: 'a\nb\n'});
		const [gone] = readUnifiedDiff(['--- a/old.py', '+++ /dev/null', '@@ -1 +0,0 @@', '-a'], 1, null);
		expect(gone).toMatchObject({path: 'old.py', kind: 'delete'});
		expect(applyEdits('a\n', [gone!])).toEqual({text: null});
		expect(refusal('a\nb\n', [gone!])).toContain('does not hold all of its lines');
	});

	test('that renames, copies or is binary is refused', () => {
		const [renamed] = readUnifiedDiff(
			['diff --git a/x.py b/y.py', 'similarity index 100%', 'rename from x.py', 'rename to y.py'],
			1,
			null,
		);
		expect(renamed!.problem).toContain('renames or copies');
		expect(
			readUnifiedDiff(['--- x.py', '+++ y.py', '@@ -1 +1 @@', '-a', '+b'], 1, null)[0]!.problem,
		).toContain('renames');
		expect(
			readUnifiedDiff(['diff --git a/x.png b/x.png', 'Binary files a/x.png and b/x.png differ'], 1, null)[0]!
				.problem,
		).toContain('binary');
	});

	test.each([
		['--- a/src/x.py', '+++ b/src/x.py'],
		['--- src/x.py', '+++ src/x.py'],
		['--- src/x.py', '+++ b/src/x.py'],
		['--- a/src/x.py\t2024-01-01 10:00:00', '+++ b/src/x.py\t2024-01-01 10:00:00'],
		['--- src/x.py.orig', '+++ src/x.py'],
		['--- original/src/x.py', '+++ modified/src/x.py'],
		['--- "a/src/x.py"', '+++ "b/src/x.py"'],
	])('names its file by %s and %s', (from, to) => {
		expect(readUnifiedDiff([from, to, '@@ -1 +1 @@', '-a', '+b'], 1, null)).toMatchObject([
			{path: 'src/x.py', kind: 'change', problem: null},
		]);
	});

	test('of two hunks that touch the same line is refused', () => {
		const edits = diff('@@ -1 +1 @@', '-a', '+b', '@@ -1 +1 @@', '-a', '+c');
		expect(refusal('a\n', edits)).toContain('where another part of the answer does');
	});

	test('in an envelope is read, too', () => {
		const edits = readUnifiedDiff(
			[
				'*** Begin Patch',
				'*** Update File: main.py',
				'@@ def run():',
				'-    print(1)',
				'+    print(2)',
				'*** Add File: new.py',
				'+x',
				'*** Delete File: old.py',
				'*** End Patch',
			],
			1,
			null,
		);
		expect(edits.map(({path, kind, problem}) => [path, kind, problem === null])).toEqual([
			['main.py', 'change', true],
			['new.py', 'create', true],
			['old.py', 'change', false],
		]);
		expect(applyEdits(program, [edits[0]!])).toEqual({text: program.replace('print(1)', 'print(2)')});
		expect(applyEdits(null, [edits[1]!])).toEqual({text: 'x\n'});
	});
});

const line = fc.constantFrom(
	'a',
	'b',
	'',
	' ',
	'\tif x:',
	'-- a',
	'++ b',
	'@@ -1 +1 @@',
	'=======',
	'```',
	'é',
	'\\ No',
	'a  ',
);
const text = fc
	.tuple(fc.array(line, {maxLength: 25}), fc.constantFrom('\n', ''), fc.constantFrom('\n', '\r\n'))
	.map(([lines, last, end]) => (lines.length === 0 ? '' : lines.join(end) + (last === '' ? '' : end)));
const unixText = text.map(each => each.replaceAll('\r\n', '\n'));

test('the diff of two texts, applied to the one, gives the other', () => {
	fc.assert(
		fc.property(unixText, unixText, fc.integer({min: 1, max: 4}), (a, b, context) => {
			fc.pre(a !== b);
			const patch = createTwoFilesPatch('a/x', 'b/x', a, b, '', '', {context});
			const edits = readUnifiedDiff(patch.replace(/\n$/, '').split('\n'), 1, null);
			const applied = applyEdits(a, edits);
			// A hunk of nothing but added lines has no place that could be checked.
			if ('refused' in applied) expect(applied.refused).toMatch(/nothing tells where/);
			else expect(applied.text).toBe(b);
		}),
		{numRuns: 1500},
	);
});

test('a hunk with wrong numbers goes to its one place or is refused, and never elsewhere', () => {
	const unique = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,6}$/), {minLength: 3, maxLength: 20});
	fc.assert(
		fc.property(unique, fc.nat(), fc.integer({min: 0, max: 40}), (lines, seed, wrong) => {
			const a = `${lines.join('\n')}\n`;
			const b = `${lines.with(seed % lines.length, 'CHANGED').join('\n')}\n`;
			const {hunks} = structuredPatch('x', 'x', a, b, '', '', {context: 2});
			const edits = readUnifiedDiff([`@@ -${wrong},9 +${wrong},1 @@`, ...hunks[0]!.lines], 1, 'x');
			expect(applyEdits(a, edits)).toEqual({text: b});
		}),
		{numRuns: 300},
	);
});

test('a hunk whose context was changed anywhere is refused', () => {
	fc.assert(
		fc.property(unixText, unixText, fc.nat(), (a, b, seed) => {
			const patch = structuredPatch('x', 'x', a, b, '', '', {context: 3});
			const lines = patch.hunks.flatMap(({lines: each}) => ['@@', ...each]);
			const checked = lines.flatMap((each, at) => (/^[ -]/.test(each) ? [at] : []));
			fc.pre(checked.length > 0);
			const at = checked[seed % checked.length]!;
			const edits = readUnifiedDiff(lines.with(at, `${lines[at]!}~`), 1, 'x');
			expect(applyEdits(a, edits)).toHaveProperty('refused');
		}),
		{numRuns: 500},
	);
});

test('a search/replace block for any lines that stand once replaces these, and is refused for any that do not', () => {
	fc.assert(
		fc.property(text, fc.nat(), fc.nat(), fc.array(line), (whole, from, count, replace) => {
			const end = whole.includes('\r\n') ? '\r\n' : '\n';
			const lines = whole.split(end);
			if (lines.at(-1) === '') lines.pop();
			fc.pre(lines.length > 0);
			const start = from % lines.length;
			const search = lines.slice(start, start + 1 + (count % 5));
			const edit: Edit = {
				...block(['x'], ['x']),
				hunks: [
					{
						line: 1,
						at: null,
						endsInNewline: null,
						lines: [
							...search.map(each => ({mark: '-' as const, text: each})),
							...replace.map(each => ({mark: '+' as const, text: each})),
						],
					},
				],
			};
			const places = lines.filter((_, at) => search.every((each, index) => lines[at + index] === each));
			const applied = applyEdits(whole, [edit]);
			if (places.length !== 1) {
				expect(applied).toHaveProperty('refused');
				return;
			}
			const expected = lines.toSpliced(start, search.length, ...replace);
			const last = whole.endsWith(end) && expected.length > 0 ? end : '';
			expect(applied).toEqual({text: expected.join(end) + last});
		}),
		{numRuns: 1500},
	);
});

test('lines that repeat without end are searched in one pass', () => {
	const whole = 'a\n'.repeat(100_000);
	const edit = block([...Array.from({length: 50_000}, () => 'a'), 'b'], ['x']);
	expect(refusal(whole, [edit])).toContain('does not fit');
});
