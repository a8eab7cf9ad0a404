import {describe, expect, test} from 'vitest';
import {applyAnswer} from '../../../source/core/files/apply-answer.ts';
import {extractFiles} from '../../../source/core/files/extract.ts';

const there = {'main.py': 'one\ntwo\nthree\n', 'util.py': 'u = 1\n'};

function applied(answer: string[], current: Record<string, string> = there) {
	const {files, deletions, left} = applyAnswer(
		extractFiles(answer.join('\n')),
		new Map(Object.entries(current)),
	);
	return {files: Object.fromEntries(files), deletions, left};
}

const replace = (before: string, after: string) => [
	'<<<<<<< SEARCH',
	before,
	'=======',
	after,
	'>>>>>>> REPLACE',
];
const nothing = {files: {}, deletions: [], left: []};

describe('an answer with edits', () => {
	test('changes what they name and leaves the rest', () => {
		expect(
			applied(['`main.py`', '```python', ...replace('two', 'TWO'), ...replace('three', 'THREE'), '```']),
		).toEqual({
			...nothing,
			files: {'main.py': 'one\nTWO\nTHREE\n'},
		});
	});

	test('in which one does not fit leaves that file as it is, and changes the others', () => {
		const answer = [
			'`main.py`',
			'```python',
			...replace('two', 'TWO'),
			...replace('four', 'FOUR'),
			'```',
			'`util.py`',
			'```python',
			...replace('u = 1', 'u = 2'),
			'```',
		];
		expect(applied(answer)).toEqual({
			...nothing,
			files: {'util.py': 'u = 2\n'},
			left: [
				{
					path: 'main.py',
					reason: 'its edit 2 of 2 could not be applied: its line “four” is not in the file',
				},
			],
		});
	});

	test('makes, changes and deletes files by a git diff', () => {
		const answer = [
			'```diff',
			'--- a/main.py',
			'+++ b/main.py',
			'@@ -1,3 +1,3 @@',
			' one',
			'-two',
			'+2',
			' three',
			'--- /dev/null',
			'+++ b/pkg/new.py',
			'@@ -0,0 +1,2 @@',
			'+a',
			'+b',
			'\\ No newline at end of file',
			'--- a/util.py',
			'+++ /dev/null',
			'@@ -1 +0,0 @@',
			'-u = 1',
			'```',
		];
		expect(applied(answer)).toEqual({
			...nothing,
			files: {'main.py': 'one\n2\nthree\n', 'pkg/new.py': 'a\nb'},
			deletions: ['util.py'],
		});
	});

	test('of a file that it also gives whole builds on that, in its own order', () => {
		const whole = ['`main.py`', '```python', 'new', '```'];
		const edit = ['`main.py`', '```python', ...replace('new', 'newer'), '```'];
		expect(applied([...whole, ...edit]).files).toEqual({'main.py': 'newer\n'});
		expect(applied([...edit, ...whole]).files).toEqual({'main.py': 'new\n'});
	});

	test('that names no file means the only one there is', () => {
		const answer = ['```', ...replace('two', 'TWO'), '```'];
		expect(applied(answer, {'main.py': 'two\n'}).files).toEqual({'main.py': 'TWO\n'});
		expect(applied(answer).left).toEqual([
			{path: null, reason: 'an edit (line 2 of the answer) names no file'},
		]);
	});

	test('of a file that is not there is refused, unless it makes it', () => {
		expect(applied(['`new.py`', '```', ...replace('x', 'y'), '```']).left).toEqual([
			{path: 'new.py', reason: 'its edit could not be applied: there is no file new.py'},
		]);
		const making = ['`new.py`', '```', '<<<<<<< SEARCH', '=======', 'y', '>>>>>>> REPLACE', '```'];
		expect(applied(making).files).toEqual({'new.py': 'y\n'});
	});

	test('never leaves a mark of its own in a file', () => {
		const answer = ['`main.py`', '```', '<<<<<<< SEARCH', 'two', '=======', 'TWO', '```'];
		expect(applied(answer)).toEqual({
			...nothing,
			left: [
				{
					path: 'main.py',
					reason: 'its edit could not be applied: one of its search/replace blocks has no end',
				},
			],
		});
	});
});

test('A file that comes whole but for a remark in the place of code is left as it is, and the line is told', () => {
	expect(applied(['`main.py`', '```python', 'ONE', '# ... rest of the code unchanged', '```'])).toEqual({
		...nothing,
		left: [
			{
				path: 'main.py',
				reason: 'it leaves a part out: its line 2 is “# ... rest of the code unchanged”',
			},
		],
	});
});
