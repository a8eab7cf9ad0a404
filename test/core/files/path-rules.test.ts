import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {findCollision, judgeFiles, judgePath} from '../../../source/core/files/path-rules.ts';

describe('judgePath', () => {
	test.each([
		['main.py', 'main.py'],
		['./src//app/./main.py', 'src/app/main.py'],
		[' main.py\n', 'main.py'],
		['\u200Bmain.py\uFEFF', 'main.py'],
		['cafe\u0301.txt', 'caf\u00E9.txt'],
		['.gitignore', '.gitignore'],
		['.github/workflows/ci.yml', '.github/workflows/ci.yml'],
		['app/[...slug]/page.tsx', 'app/[...slug]/page.tsx'],
		['..hidden/x', '..hidden/x'],
		['console.py', 'console.py'],
		['a b `c`.md', 'a b `c`.md'],
		['__init__.py', '__init__.py'],
	])('accepts %j as %j', (raw, path) => {
		expect(judgePath(raw)).toEqual({path});
	});

	test.each([
		['', 'empty'],
		['./', 'empty'],
		['.', 'no file'],
		['../evil.py', 'leaves'],
		['a/../../evil.py', 'leaves'],
		['/etc/passwd', 'absolute'],
		['C:/x.py', 'absolute'],
		['c:x.py', 'absolute'],
		['~/.ssh/authorized_keys', 'home'],
		['./~/x', 'home'],
		['a\\b.py', 'backslash'],
		['a\0b.py', 'control'],
		['a\nb.py', 'control'],
		['a\u0085b.py', 'control'],
		['a\u202Eyp.exe', 'control'],
		['a\u200Bb.py', 'invisible'],
		['a\uD800b', 'control'],
		['CON', 'Windows'],
		['src/nul.txt', 'Windows'],
		['COM1.log', 'Windows'],
		['a./b', 'Windows'],
		['dir /b', 'Windows'],
		['src/', 'folder'],
		['.git/hooks/pre-commit', 'git'],
		['x/.GIT/config', 'git'],
		[`${'é'.repeat(128)}.py`, '255 bytes'],
		[Array.from({length: 90}, () => 'abcdefghij').join('/'), '800 bytes'],
	])('refuses %j and says why', (raw, why) => {
		const judged = judgePath(raw);
		expect('refused' in judged && judged.refused).toContain(why);
	});

	test('a home folder is found behind any number of dots and spaces', () => {
		expect(judgePath('./ ./~')).toEqual({refused: 'it begins with ~, which stands for a home folder'});
		expect(judgePath('./ .//  a')).toEqual({path: 'a'});
	});

	test('a megabyte of dots and spaces is refused unread', () => {
		expect(judgePath('./ '.repeat(350_000))).toEqual({refused: 'it is longer than 800 bytes'});
	});

	test('what it accepts it accepts again unchanged, and never climbs or starts at the root', () => {
		fc.assert(
			fc.property(
				fc.oneof(
					fc.string({unit: 'binary'}),
					fc.string({unit: fc.constantFrom('.', '/', 'a', ' ', '\\', '~')}),
				),
				raw => {
					const judged = judgePath(raw);
					if ('refused' in judged) return;
					expect(judgePath(judged.path)).toEqual(judged);
					expect(judged.path.startsWith('/')).toBe(false);
					expect(judged.path.split('/')).not.toContain('..');
				},
			),
			{numRuns: 2000},
		);
	});
});

describe('findCollision', () => {
	test('finds names that differ only in case', () => {
		expect(findCollision(['README.md', 'readme.MD'])).toMatchObject({path: 'readme.MD'});
	});

	test('finds a name that is both a file and a folder, in either order', () => {
		expect(findCollision(['a', 'a/b'])?.path).toBe('a/b');
		expect(findCollision(['a/b/c', 'A/b'])?.path).toBe('A/b');
	});

	test('finds nothing among files that can stand beside each other', () => {
		expect(findCollision(['a/b', 'a/c', 'ab', 'a.b', 'b/a'])).toBeNull();
	});
});

test('judgeFiles lays new files over the current ones and names each that it refuses', () => {
	const {accepted, refused} = judgeFiles(
		new Map([['src/app.py', 'old']]),
		new Map([
			['./src/app.py', 'new'],
			['SRC/APP.py', 'x'],
			['src', 'x'],
			['../out.py', 'x'],
			['data.txt', 'y'],
		]),
	);
	expect([...accepted]).toEqual([
		['src/app.py', 'new'],
		['data.txt', 'y'],
	]);
	expect(refused.map(({path}) => path)).toEqual(['SRC/APP.py', 'src', '../out.py']);
	for (const {reason} of refused) expect(reason.length).toBeGreaterThan(10);
});
