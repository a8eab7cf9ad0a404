import {createTwoFilesPatch} from 'diff';
import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {applyEdits, type Edit} from '../../../source/core/files/edits.ts';
import {readUnifiedDiff} from '../../../source/core/files/unified-diff.ts';

const edit = (before: string, after: string, near: number | null = null): Edit => ({
	before: before === '' ? [] : before.split('\n'),
	after: after === '' ? [] : after.split('\n'),
	near,
});
const refusal = (text: string, ...edits: Edit[]) => {
	const applied = applyEdits(text, edits);
	return 'refused' in applied ? applied.refused : applied;
};

describe('an edit', () => {
	test('takes the place of the lines that it names, and of nothing else', () => {
		expect(applyEdits('a\nb\nc\n', [edit('b', 'B\nBB')])).toEqual({text: 'a\nB\nBB\nc\n'});
		expect(applyEdits('a\nb\nc\n', [edit('b\nc', '')])).toEqual({text: 'a\n'});
	});

	test('builds on those before it', () => {
		expect(applyEdits('a\nb\n', [edit('a', 'b\nb2'), edit('b2', 'x')])).toEqual({text: 'b\nx\nb\n'});
	});

	test('keeps the ends of lines as the file has them', () => {
		expect(applyEdits('a\r\nb\r\n', [edit('b', 'c\nd')])).toEqual({text: 'a\r\nc\r\nd\r\n'});
		expect(applyEdits('a\nb', [edit('b', 'c')])).toEqual({text: 'a\nc'});
	});

	test('forgives blanks at the ends of lines where the exact line is not there', () => {
		expect(applyEdits('a  \nb\n', [edit('a', 'x')])).toEqual({text: 'x\nb\n'});
		expect(applyEdits('a  \na\n', [edit('a', 'x')])).toEqual({text: 'a  \nx\n'});
	});

	test('never forgives another indentation, and says so', () => {
		expect(refusal('if x:\n    go()\n', edit('go()', 'stop()'))).toEqual({
			number: 1,
			reason: 'its line “go()” is indented otherwise in the file, at line 2',
		});
	});

	test('of what is not there is refused with the line and the one most like it', () => {
		expect(refusal('def total(rows):\n    return 1\n', edit('def total(row):', ''))).toEqual({
			number: 1,
			reason: 'its line “def total(row):” is not in the file; line 1 is “def total(rows):”',
		});
	});

	test('of lines that stand apart is refused', () => {
		expect(refusal('a\nb\nc\n', edit('a\nc', ''))).toMatchObject({reason: expect.stringContaining('order')});
	});

	test('of what stands there more than once is refused with the places, unless one is nearer to the line it gave', () => {
		expect(refusal('a\nb\na\n', edit('a', 'x'))).toMatchObject({
			reason: 'what it replaces stands there 2 times, at lines 1, 3: give more lines around it',
		});
		expect(applyEdits('a\nb\na\n', [edit('a', 'x', 3)])).toEqual({text: 'a\nb\nx\n'});
		expect(refusal('a\nb\na\n', edit('a', 'x', 2))).toMatchObject({number: 1});
	});

	test('that does not fit takes those before it along: nothing is changed', () => {
		expect(refusal('a\nb\n', edit('a', 'x'), edit('z', 'y'))).toMatchObject({number: 2});
	});

	test('without anything to replace makes a file that was empty', () => {
		expect(applyEdits('', [edit('', 'x')])).toEqual({text: 'x\n'});
		expect(refusal('a\n', edit('', 'x'))).toMatchObject({number: 1});
	});
});

describe('a diff that a tool made', () => {
	const line = fc.constantFrom('a', 'b', 'c', '  d', '', 'e f', '\tg', '---', '+++ x', '@@');
	const text = fc
		.tuple(fc.array(line, {maxLength: 14}), fc.boolean())
		.map(([lines, ended]) => (lines.length === 0 ? '' : `${lines.join('\n')}${ended ? '\n' : ''}`))
		.filter(one => !one.endsWith('\n\n') && one !== '\n');

	test('turns the one text into the other, whatever they are', () => {
		fc.assert(
			fc.property(text, text, fc.integer({min: 0, max: 4}), (before, after, context) => {
				fc.pre(before !== after);
				const patch = createTwoFilesPatch('a/f', 'b/f', before, after, '', '', {context});
				const rows = patch.split('\n').slice(1);
				const {files, problem} = readUnifiedDiff(rows, 'closed');
				expect(problem).toBeNull();
				expect(applyEdits(before, files[0]!.edits)).toEqual({text: after});
			}),
			{numRuns: 2000},
		);
	});

	test('is refused, or still right, when its line numbers are wrong', () => {
		const distinct = Array.from({length: 30}, (_, index) => `line ${index}`).join('\n');
		fc.assert(
			fc.property(fc.integer({min: 0, max: 29}), fc.integer({min: 1, max: 99}), (changed, wrong) => {
				const before = `${distinct}\n`;
				const after = before.replace(`line ${changed}\n`, 'another line\n');
				const patch = createTwoFilesPatch('a/f', 'b/f', before, after);
				const rows = patch
					.replace(/^@@ -\d+/m, `@@ -${wrong}`)
					.split('\n')
					.slice(1);
				expect(applyEdits(before, readUnifiedDiff(rows, 'closed').files[0]!.edits)).toEqual({text: after});
			}),
		);
	});

	test('is refused when a line around it is another, never put elsewhere', () => {
		const distinct = Array.from({length: 12}, (_, index) => `line ${index}`).join('\n');
		fc.assert(
			fc.property(fc.integer({min: 0, max: 11}), fc.nat(), (changed, which) => {
				const before = `${distinct}\n`;
				const patch = createTwoFilesPatch('a/f', 'b/f', before, before.replace(`line ${changed}\n`, 'x\n'));
				const rows = patch.split('\n').slice(1);
				const context = rows.flatMap((row, index) => (/^[ -]line/.test(row) ? [index] : []));
				const at = context[which % context.length]!;
				rows[at] = `${rows[at]!} and more`;
				expect(applyEdits(before, readUnifiedDiff(rows, 'closed').files[0]!.edits)).toHaveProperty('refused');
			}),
		);
	});
});
