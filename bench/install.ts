/** Installs what ours is measured against, unless it is there already as the lock file has it. */
import {execFileSync} from 'node:child_process';
import {statSync} from 'node:fs';
import {join} from 'node:path';

const madeAt = (file: string) =>
	statSync(join(import.meta.dirname, file), {throwIfNoEntry: false})?.mtimeMs ?? 0;

// npm leaves its own note of what it installed.
if (madeAt('node_modules/.package-lock.json') < madeAt('package-lock.json')) {
	execFileSync('npm', ['ci', '--no-fund', '--no-audit'], {cwd: import.meta.dirname, stdio: ['ignore', 2, 2]});
}
