import {describe, expect, it} from 'vitest';
import {OperationFailure} from '../../../source/core/module.ts';
import {findCommand} from '../../../source/modules/debugger/entry.ts';

const files = (...paths: string[]) => new Map(paths.map(path => [path, '']));

describe('the command that runs a file set', () => {
	it.each([
		[['store.py', 'main.py'], 'python3 main.py'],
		[['main.js', 'lib.js'], 'node main.js'],
		[['index.js'], 'node index.js'],
		[['main.mjs'], 'node main.mjs'],
		[['main.ts', 'store.ts'], 'node main.ts'],
		[['main.sh'], 'bash main.sh'],
		[['budget.py', 'README.md'], 'python3 budget.py'],
		[['app/main.py', 'app/store.py'], 'python3 app/main.py'],
		[['my app/main.py', 'my app/store.py'], "python3 'my app/main.py'"],
	])('of %j is %s', (paths, command) => {
		expect(findCommand(files(...paths), {})).toBe(command);
	});

	it('is debug.run before anything the names say', () => {
		expect(findCommand(files('main.py'), {run: 'python3 -m budget'})).toBe('python3 -m budget');
	});

	it('ends with debug.args', () => {
		expect(findCommand(files('main.py'), {args: '--month "May 2026"'})).toBe(
			'python3 main.py --month "May 2026"',
		);
	});

	it.each([[['a.py', 'b.py']], [['a/main.py', 'b/main.py']], [['notes.txt']]])(
		'is a failure that says how to mend it where nothing tells: %j',
		paths => {
			expect(() => findCommand(files(...paths), {})).toThrow(OperationFailure);
			try {
				findCommand(files(...paths), {});
			} catch (error) {
				expect((error as OperationFailure).remedy).toContain('debug.run');
				expect((error as OperationFailure).message).toContain(paths[0]);
			}
		},
	);
});
