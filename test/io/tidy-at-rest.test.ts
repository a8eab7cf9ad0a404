import {execFileSync} from 'node:child_process';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {plainEnvironment} from '../helpers/plain-environment.ts';

test('What is not needed any more is given back once there is nothing to do.', () => {
	const program = join(import.meta.dirname, '../fixtures/tidying.ts');
	expect(execFileSync(process.execPath, [program], {env: plainEnvironment(), encoding: 'utf8'})).toBe(
		'gone\n',
	);
});
