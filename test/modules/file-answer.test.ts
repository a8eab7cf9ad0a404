import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import type {FileSet} from '../../source/core/files/file-set.ts';
import {askForFiles} from '../../source/modules/ask-for-files.ts';
import {applyFileAnswer, readFileAnswer} from '../../source/modules/file-answer.ts';
import {answerWith, createModuleContext} from '../helpers/module-context.ts';

const program = 'import sys\n\ndef run():\n    return 1\n\nprint(run())\n';
const current: FileSet = new Map([
	['main.py', program],
	['lib.py', 'X = 1\n'],
]);
const files = Object.fromEntries(current);

function blocks(path: string, ...edits: [search: string, replace: string][]): string {
	const marked = edits.map(
		([search, replace]) => `<<<<<<< SEARCH\n${search}\n=======\n${replace}\n>>>>>>> REPLACE\n`,
	);
	return `\`${path}\`\n\`\`\`python\n${marked.join('')}\`\`\`\n`;
}

async function apply(answer: string) {
	const {context, seen, files: now} = createModuleContext({files});
	const applied = await applyFileAnswer(context, readFileAnswer(answer, current));
	return {...applied, now: now(), notes: seen.notes.join()};
}

describe('an answer with edits', () => {
	it('changes only what they name', async () => {
		const {written, refused, problems, now} = await apply(
			blocks('main.py', ['    return 1', '    return 2']),
		);
		expect({written, refused, problems}).toEqual({written: ['main.py'], refused: [], problems: []});
		expect(now).toEqual({...files, 'main.py': program.replace('return 1', 'return 2')});
	});

	it('that fit nowhere leaves the file as it is, and tells person and model what stands there', async () => {
		const {written, refused, problems, now, notes} = await apply(blocks('main.py', ['  return 1', 'x']));
		expect(written).toEqual([]);
		expect(now).toEqual(files);
		expect(refused).toEqual([
			{path: 'main.py', reason: expect.stringContaining('nearest to it is line 4: “    return 1”')},
		]);
		expect(problems).toEqual([
			expect.stringMatching(/^`main\.py` was refused because part 1 \(line 3 of the answer\)/),
		]);
		expect(notes).toContain('nearest to it is line 4');
	});

	it('of two files takes the one that fits whole, and nothing of the other', async () => {
		const answer = `${blocks('lib.py', ['X = 1', 'X = 2'])}\n${blocks('main.py', ['    return 1', '    return 2'], ['gone', 'x'])}`;
		const {written, refused, now} = await apply(answer);
		expect(written).toEqual(['lib.py']);
		expect(refused.map(({path}) => path)).toEqual(['main.py']);
		expect(now).toEqual({...files, 'lib.py': 'X = 2\n'});
	});

	it('that were cut off applies none of them to that file', async () => {
		const answer = `${blocks('main.py', ['    return 1', '    return 2'])}\n${blocks('main.py', ['import sys', 'import os']).slice(0, -30)}`;
		const {written, problems, now} = await apply(answer);
		expect(written).toEqual([]);
		expect(problems).toEqual([expect.stringContaining('`main.py` was cut off before its end')]);
		expect(now).toEqual(files);
	});

	it('may delete a file by a diff that holds all of it', async () => {
		const {deleted, now} = await apply('```diff\n--- a/lib.py\n+++ /dev/null\n@@ -1 +0,0 @@\n-X = 1\n```\n');
		expect(deleted).toEqual(['lib.py']);
		expect(now).toEqual({'main.py': program});
	});

	it('may hold whole files beside them', async () => {
		const {written} = await apply(
			`${answerWith({'new.py': 'y\n'})}\n${blocks('lib.py', ['X = 1', 'X = 3'])}`,
		);
		expect(written.toSorted()).toEqual(['lib.py', 'new.py']);
	});
});

describe('a whole file that leaves a part out', () => {
	it('does not replace the one that is there, and is told at which line', async () => {
		const {written, refused} = await apply(
			answerWith({'main.py': 'import os\n\n# ... rest of the code unchanged\n'}),
		);
		expect(written).toEqual([]);
		expect(refused).toEqual([
			{
				path: 'main.py',
				reason:
					'it leaves a part out, at its line 3: “# ... rest of the code unchanged”; give all of it, without such a line',
			},
		]);
	});
});

describe('asking for files', () => {
	it('hands a refused edit back, and takes the file that comes instead', async () => {
		const {
			context,
			seen,
			files: now,
		} = createModuleContext({
			files,
			answers: [blocks('main.py', ['gone', 'x']), answerWith({'main.py': 'print(2)\n'})],
		});
		await askForFiles(context, 'Change it.', {mustChange: true});
		expect(seen.calls[1]!.prompt).toContain(
			'No file could be taken from your answer: `main.py` was refused because',
		);
		expect(now()).toEqual({...files, 'main.py': 'print(2)\n'});
	});

	it('ends in a failure when an edit is refused twice, though another file came', async () => {
		const {context, files: now} = createModuleContext({
			files,
			answers: [
				`${answerWith({'lib.py': 'X = 2\n'})}\n${blocks('main.py', ['gone', 'x'])}`,
				blocks('main.py', ['gone too', 'x']),
			],
		});
		await expect(askForFiles(context, 'Change it.', {mustChange: true})).rejects.toMatchObject({
			kind: 'incomplete-answer',
			message: expect.stringContaining('`main.py` was refused because'),
		});
		expect(now()).toEqual({...files, 'lib.py': 'X = 2\n'});
	});
});

const line = fc.constantFrom(
	...['```', '```python', '```python main.py', '```diff', '````', '~~~', '`main.py`', '### lib.py', 'new.md'],
	...['<<<<<<< SEARCH', '=======', '>>>>>>> REPLACE', '<think>', '</think>', '<file path="a.py">', '</file>'],
	...[
		'--- a/main.py',
		'+++ b/main.py',
		'@@ -1,2 +1,2 @@',
		'@@',
		'-import sys',
		'+import os',
		' ',
		'',
		'print(run())',
	],
	...[
		'diff --git a/lib.py b/lib.py',
		'*** Begin Patch',
		'*** Update File: lib.py',
		'*** End Patch',
		'-X = 1',
		'+Y',
	],
	...[
		'DELETE: lib.py',
		'```markdown README.md',
		'\\ No newline at end of file',
		'Run:',
		'    return 1',
		'X = 1',
	],
);

describe('an answer of anything at all', () => {
	it('is read without an error, and no mark of an edit gets into a file', () => {
		fc.assert(
			fc.property(fc.array(line, {maxLength: 40}), fc.constantFrom('\n', '\r\n'), (lines, newline) => {
				for (const [path, text] of readFileAnswer(lines.join(newline), current).files) {
					if (!path.endsWith('.md')) expect(text).not.toMatch(/^(<{7} SEARCH|>{7} REPLACE)/m);
				}
			}),
			{numRuns: 2000},
		);
	});

	it.each([
		['marks', '<<<<<<< SEARCH\n'],
		['heads of diffs', '--- a/x\n+++ b/x\n'],
		['hunks without numbers', '@@\n-a\n\n\n'],
		['tags', '<file path="a.py">\nx\n'],
		['empty lines of a hunk', '\n', '--- a/main.py\n+++ b/main.py\n@@\n+x\n'],
		['spaces in a head', ' ', '--- a/main.py\n+++ '],
		['attributes in a tag', 'path="a" ', '<file '],
		['a comment of spaces', ' ', '`main.py`\n```python\n/*'],
		['fences with edits', '```\n<<<<<<< SEARCH\na\n=======\nb\n>>>>>>> REPLACE\n```\n', '`main.py`\n'],
	])('is read to its end when it is long: %s', (_, piece, head = '') => {
		const answer = `${head}${piece.repeat(Math.ceil(300_000 / piece.length))}\n\`\`\`\n`;
		expect(readFileAnswer(answer, current).deletions).toEqual([]);
	});
});

describe('an edit in a form that nobody knows', () => {
	const current = new Map([['main.py', 'a = 1\nb = 2\n']]);
	it.each([
		['a hunk below the file’s name', '```python\nmain.py\n@@ -1,2 +1,2 @@\n-a = 1\n+a = 3\n b = 2\n```'],
		[
			'marks with other words',
			'`main.py`\n```python\n<<<<<<< ORIGINAL\na = 1\n=======\na = 3\n>>>>>>> UPDATED\n```',
		],
		[
			'marks as git leaves them',
			'`main.py`\n```python\n<<<<<<< HEAD\na = 1\n=======\na = 3\n>>>>>>> branch\n```',
		],
		['four marks', '`main.py`\n```python\n<<<< SEARCH\na = 1\n====\na = 3\n>>>> REPLACE\n```'],
	])('is never written as if it were content: %s', (_what, answer) => {
		const {files} = readFileAnswer(answer, current);
		expect(files.get('main.py') ?? 'a = 3\nb = 2\n').toBe('a = 3\nb = 2\n');
	});
});
