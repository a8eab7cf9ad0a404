import {describe, expect, test} from 'vitest';
import {renderCodebase} from '../../../source/core/files/codebase-text.ts';
import {type Extraction, extractFiles} from '../../../source/core/files/extract.ts';

type Case = {
	title: string;
	answer: string[];
	files?: Record<string, string>;
	unnamed?: (string | null)[];
	truncated?: (string | null)[];
	repeated?: string[];
	edited?: string[];
	commands?: string[];
};

const py = (info: string, ...above: string[]) => [...above, `\`\`\`${info}`, 'print(1)', '```'];
const main = {'main.py': 'print(1)\n'};

const corpus: Case[] = [
	{title: 'a name after the language', answer: py('python main.py'), files: main},
	{title: 'a name after a colon', answer: py('python:main.py'), files: main},
	{title: 'a name after a colon and a space', answer: py('python: main.py'), files: main},
	{title: 'a name instead of a language', answer: py('main.py'), files: main},
	{title: 'a title attribute', answer: py('python title="main.py"'), files: main},
	{title: 'a filename attribute in single quotes', answer: py("py filename='main.py' linenums"), files: main},
	{title: 'braces with a file', answer: py('{file=main.py}'), files: main},
	{
		title: 'a language and braces with a path',
		answer: py('python {path: "src/main.py"}'),
		files: {'src/main.py': 'print(1)\n'},
	},
	{title: 'an attribute alone', answer: py('file:main.py'), files: main},
	{
		title: 'line numbers before the path',
		answer: py('1:20:src/main.py'),
		files: {'src/main.py': 'print(1)\n'},
	},
	{title: 'a name with a remark in the info string', answer: py('python main.py (new)'), files: main},
	{
		title: 'a quoted name in the info string',
		answer: py('python "main.py"'),
		files: main,
	},
	{title: 'a Dockerfile', answer: ['```Dockerfile', 'FROM x', '```'], files: {Dockerfile: 'FROM x\n'}},
	{title: 'a bare name above', answer: py('python', 'main.py'), files: main},
	{title: 'a name with a colon above', answer: py('python', 'main.py:'), files: main},
	{title: 'a blank line between name and fence', answer: py('python', 'main.py', ''), files: main},
	{title: 'a bold name', answer: py('python', '**main.py**'), files: main},
	{title: 'a bold name with its colon inside', answer: py('python', '**main.py:**'), files: main},
	{title: 'a bold name in backticks', answer: py('python', '**`main.py`**'), files: main},
	{
		title: 'an underscored name in bold',
		answer: py('python', '**pkg/__init__.py**'),
		files: {'pkg/__init__.py': 'print(1)\n'},
	},
	{title: 'a bare dunder name', answer: py('python', '__init__.py'), files: {'__init__.py': 'print(1)\n'}},
	{title: 'a heading', answer: py('python', '### main.py'), files: main},
	{title: 'a heading in backticks with a number', answer: py('python', '### 1. `main.py`'), files: main},
	{title: 'a heading with File:', answer: py('python', '## File: main.py'), files: main},
	{title: 'a bold label', answer: py('python', '**File: `main.py`**'), files: main},
	{title: 'a bold label apart from its name', answer: py('python', '**File:** `main.py`'), files: main},
	{
		title: 'a label with a path',
		answer: py('python', 'File path: src/app/main.py'),
		files: {'src/app/main.py': 'print(1)\n'},
	},
	{title: 'a heading with a remark', answer: py('python', '### `main.py` (entry point)'), files: main},
	{
		title: 'a heading with a dash and a remark',
		answer: py('python', '### main.py — the entry point'),
		files: main,
	},
	{title: 'a numbered list', answer: py('python', '1. main.py'), files: main},
	{title: 'a numbered list in bold with a colon', answer: py('python', '2. **main.py**:'), files: main},
	{title: 'a bullet', answer: py('python', '- `main.py`'), files: main},
	{title: 'a picture before the name', answer: py('python', '📄 main.py'), files: main},
	{title: 'a sentence', answer: py('python', 'Here is the modified `main.py` file:'), files: main},
	{title: 'a sentence without backticks', answer: py('python', 'And this is main.py:'), files: main},
	{title: 'a sentence in bold', answer: py('python', 'Here is the updated **main.py**:'), files: main},
	{
		title: 'a sentence with two names, the last before the colon',
		answer: py('python', 'As `utils.py` needs it, change `main.py`:'),
		files: main,
	},
	{
		title: 'a sentence with two names, of which one fits the language',
		answer: py('python', 'Add this to `main.py`, which reads `data.json`:'),
		files: main,
	},
	{title: 'a product with a dot is no name', answer: py('js', 'Here is the Node.js code:'), unnamed: ['js']},
	{
		title: 'a first comment',
		answer: ['```python', '# main.py', 'print(1)', '```'],
		files: {'main.py': '# main.py\nprint(1)\n'},
	},
	{
		title: 'a first comment with a label',
		answer: ['```python', '# file: src/main.py', 'x', '```'],
		files: {'src/main.py': '# file: src/main.py\nx\n'},
	},
	{
		title: 'a slash comment',
		answer: ['```js', '// src/a.js', 'x', '```'],
		files: {'src/a.js': '// src/a.js\nx\n'},
	},
	{
		title: 'an HTML comment',
		answer: ['```html', '<!-- index.html -->', '<p>', '```'],
		files: {'index.html': '<!-- index.html -->\n<p>\n'},
	},
	{
		title: 'an HTML comment after the doctype',
		answer: ['```html', '<!DOCTYPE html>', '<!-- index.html -->', '```'],
		files: {'index.html': '<!DOCTYPE html>\n<!-- index.html -->\n'},
	},
	{
		title: 'a CSS comment',
		answer: ['```css', '/* style.css */', 'p{}', '```'],
		files: {'style.css': '/* style.css */\np{}\n'},
	},
	{
		title: 'a comment after a shebang',
		answer: ['```python', '#!/usr/bin/env python3', '# main.py', '```'],
		files: {'main.py': '#!/usr/bin/env python3\n# main.py\n'},
	},
	{
		title: 'a comment that is a sentence is no name',
		answer: ['```python', '# see main.py for more', 'x', '```'],
		unnamed: ['python'],
	},
	{
		title: 'a block without a name',
		answer: ['Like this:', '', '```python', 'x', 'y', '```'],
		unnamed: ['python'],
	},
	{title: 'a block without language and name', answer: ['```', 'x', '```'], unnamed: [null]},
	{
		title: 'a longer fence around fences',
		answer: ['README.md', '````markdown', '# T', '```bash', 'ls', '```', '````'],
		files: {'README.md': '# T\n```bash\nls\n```\n'},
	},
	{
		title: 'tildes around backticks',
		answer: ['~~~md README.md', '```', 'x', '```', '~~~'],
		files: {'README.md': '```\nx\n```\n'},
	},
	{
		title: 'a README with fences as long as its own',
		answer: [
			'**README.md**',
			'```markdown',
			'# T',
			'',
			'```bash',
			'ls',
			'```',
			'',
			'End',
			'```',
			'',
			...py('python main.py'),
		],
		files: {'README.md': '# T\n\n```bash\nls\n```\n\nEnd\n', ...main},
	},
	{
		title: 'a README with bare fences as long as its own',
		answer: [
			'```md README.md',
			'# T',
			'Run:',
			'```',
			'python main.py',
			'```',
			'',
			'Tree:',
			'',
			'```',
			'a',
			'```',
			'```',
			'Bye.',
		],
		files: {'README.md': '# T\nRun:\n```\npython main.py\n```\n\nTree:\n\n```\na\n```\n'},
	},
	{
		title: 'a README, then a bare block of its own',
		answer: ['```md README.md', '# T', '```', '', '```', 'tree', '```'],
		files: {'README.md': '# T\n'},
		unnamed: [null],
	},
	{
		title: 'a README without a language, known by the line above',
		answer: ['### README.md', '```', '# T', '```sh', 'ls', '```', '```'],
		files: {'README.md': '# T\n```sh\nls\n```\n'},
	},
	{
		title: 'a program with balanced fences in a string',
		answer: ['```python main.py', 'P = """', '```json', '{}', '```', '"""', '```'],
		files: {'main.py': 'P = """\n```json\n{}\n```\n"""\n'},
	},
	{
		title: 'a program with half a fence in a string, which may as well be a whole one that was cut,',
		answer: ['```python main.py', 'P = """', '```json', '"""', '```', 'Done.'],
		truncated: ['main.py'],
	},
	{
		title: 'a fence deep inside a string is no end',
		answer: ['```python main.py', 's = """', '    ```', '"""', '```'],
		files: {'main.py': 's = """\n    ```\n"""\n'},
	},
	{
		title: 'an indented block in a list',
		answer: ['1. `main.py`', '', '   ```python', '   if x:', '       y', '', '   ```'],
		files: {'main.py': 'if x:\n    y\n\n'},
	},
	{title: 'an empty file', answer: ['```python pkg/__init__.py', '```'], files: {'pkg/__init__.py': ''}},
	{
		title: 'blank lines at both ends',
		answer: ['```txt a.txt', '', ' x ', '', '```'],
		files: {'a.txt': '\n x \n\n'},
	},
	{
		title: 'thinking with a file in it',
		answer: ['<think>', 'main.py', '```python', 'bad', '```', '</think>', ...py('python main.py')],
		files: main,
	},
	{title: 'thinking on one line', answer: ['<think>hm</think>main.py', ...py('python')], files: main},
	{
		title: 'thinking whose beginning was left out',
		answer: ['bad:', ...py('python old.py'), '</think>', ...py('python main.py')],
		files: main,
	},
	{
		title: 'thinking that never ends',
		answer: [...py('python main.py'), '<think>', ...py('python b.py')],
		files: main,
	},
	{
		title: 'thinking tags inside a file are code',
		answer: ['```html a.html', '<think>', '</think>', '```'],
		files: {'a.html': '<think>\n</think>\n'},
	},
	{
		title: 'an unclosed fence',
		answer: [...py('python main.py'), '```python b.py', 'x = '],
		files: main,
		truncated: ['b.py'],
	},
	{
		title: 'an unclosed README',
		answer: ['```md README.md', '# T', '```sh', 'ls', '```'],
		truncated: ['README.md'],
	},
	{title: 'an unclosed fence without a name', answer: ['```', 'x'], truncated: [null]},
	{title: 'a last fence glued to its line', answer: ['```python main.py', 'x```'], truncated: ['main.py']},
	{
		title: 'a fence left open before the next file',
		answer: ['```python a.py', 'x', '', '**main.py**', ...py('python')],
		files: main,
		truncated: ['a.py'],
	},
	{
		title: 'the same path twice',
		answer: [...py('python ./main.py'), ...py('python main.py').with(1, 'print(2)')],
		files: {'main.py': 'print(2)\n'},
		repeated: ['main.py'],
	},
	{
		title: 'a path that leaves the workspace',
		answer: py('python ../../evil.py'),
		files: {'../../evil.py': 'print(1)\n'},
	},
	{title: 'an absolute path', answer: ['```bash /etc/cron.d/x', 'x', '```'], files: {'/etc/cron.d/x': 'x\n'}},
	{
		title: 'shell blocks as commands',
		answer: [
			...py('python main.py'),
			'```bash',
			'# first',
			'pip install rich',
			'python3 main.py --demo',
			'```',
		],
		files: main,
		commands: ['python3 main.py --demo'],
	},
	{
		title: 'a console with prompts and output',
		answer: ['```console', '$ node index.js', 'Listening', '$ ls', '```'],
		commands: ['node index.js'],
	},
	{
		title: 'commands without a language',
		answer: ['```', 'cd app', 'npm start', '```'],
		commands: ['npm start'],
	},
	{
		title: 'commands in prose, in order and once',
		answer: [
			'Run it with `python3 main.py`.',
			'',
			'```sh',
			'./go.sh',
			'python3 main.py',
			'```',
			'Run: node x.js',
		],
		commands: ['python3 main.py', './go.sh', 'node x.js'],
	},
	{
		title: 'a shell block below a file that it runs',
		answer: [
			'### `main.py`',
			'',
			'```python',
			'print(1)',
			'```',
			'',
			'Run `main.py`:',
			'```bash',
			'python main.py',
			'```',
		],
		files: main,
		commands: ['python main.py'],
	},
	{
		title: 'a shell script with a name',
		answer: ['Save this as `run.sh`:', '```bash', '#!/bin/sh', 'ls', '```'],
		files: {'run.sh': '#!/bin/sh\nls\n'},
	},
	{title: 'a shell script without a name', answer: ['```bash', '#!/bin/sh', 'ls', '```'], unnamed: ['bash']},
	{
		title: 'output of a program is no file',
		answer: ['`main.py` prints:', '```', '1', '```'],
		unnamed: [null],
	},
	{title: 'a diff is no file', answer: ['### main.py', '```diff', '-a', '+b', '```'], edited: ['main.py']},
	{title: 'a diff without a name', answer: ['```diff', '-a', '+b', '```'], unnamed: ['diff']},
	{
		title: 'a heading, an explanation, then the block',
		answer: ['### main.py', 'It prints one.', '', ...py('python')],
		files: main,
	},
	{
		title: 'requirements',
		answer: ['**requirements.txt**', '```', 'rich==13.0.0', '```', '`.gitignore`:', '```', 'venv/', '```'],
		files: {'requirements.txt': 'rich==13.0.0\n', '.gitignore': 'venv/\n'},
	},
	{
		title: 'a name with a space',
		answer: ['**`my notes.txt`**', '```', 'x', '```'],
		files: {'my notes.txt': 'x\n'},
	},
	{title: 'only words', answer: ['I cannot do that.', '', 'Use ``` for code.']},
	{title: 'an empty answer', answer: ['']},
];

describe.each([
	['LF', '\n'],
	['CRLF', '\r\n'],
])('an answer with %s', (_, newline) => {
	test.each(corpus)('is understood: $title', ({title: _title, answer, files = {}, ...expected}) => {
		const found = extractFiles(answer.join(newline));
		expect(summary(found)).toEqual({
			files,
			unnamed: [],
			truncated: [],
			repeated: [],
			edited: [],
			commands: [],
			...expected,
		});
	});
});

function summary({files, edits, unnamed, truncated, repeated, commands}: Extraction) {
	return {
		files: Object.fromEntries(files.map(({path, text}) => [path, text])),
		unnamed: unnamed.map(({language}) => language),
		truncated: truncated.map(({path}) => path),
		repeated: repeated.map(({path}) => path),
		edited: edits.map(({path}) => path),
		commands,
	};
}

test('the text form of a codebase is understood as the same files', () => {
	const files = {
		'README.md': '# T\n\n```sh\nls\n```\n\n````md\nx\n````\n',
		'main.py': 'P = """\n```json\n"""\n',
		'pkg/__init__.py': '',
		'requirements.txt': 'rich==13.9.4\n',
		'run.sh': '#!/bin/sh\npython3 main.py\n',
	};
	const found = extractFiles(renderCodebase(new Map(Object.entries(files))));
	expect(summary(found)).toEqual({files, unnamed: [], truncated: [], repeated: [], edited: [], commands: []});
});

test('line numbers are those of the answer as it came', () => {
	const found = extractFiles(
		'<think>\r\nhm\r\n</think>\r\n\r\n```python a.py\r\nx\r\n```\r\n\r\n```\r\ny\r\nz\r\n```\r\n```py b.py\r\n',
	);
	expect(found.files).toEqual([{path: 'a.py', text: 'x\n', line: 5, excerpt: false}]);
	expect(found.unnamed).toEqual([{line: 9, language: null, lines: 2}]);
	expect(found.truncated).toEqual([{path: 'b.py', line: 13}]);
});

test('a huge answer full of half fences is read to its end', () => {
	const answer = '```python\n```json\n```\n'.repeat(30_000);
	extractFiles(answer);
});
