/**
 * Large files that many measurements read. The first that needs them has them made, in another process, for it would
 * not be a fresh one afterwards; they are made again when what writes them changes.
 */
import {execFileSync} from 'node:child_process';
import {createHash} from 'node:crypto';
import {existsSync, globSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync} from 'node:fs';
import {join} from 'node:path';

const root = join(import.meta.dirname, '../..');
const cache = join(import.meta.dirname, '../node_modules/.cache/made');
/** What has a say in how a log looks. */
const writers = ['source/core/events.ts', 'source/io/memory/*.ts', 'bench/programs/{actions,make}.ts'];

/** The path of a folder that `make.ts` has filled: `log BYTES` or `runs COUNT`. */
export function made(...what: string[]): string {
	const kept = join(cache, keyOfWriters());
	for (const other of existsSync(cache) ? readdirSync(cache) : [])
		if (join(cache, other) !== kept) rmSync(join(cache, other), {recursive: true, force: true});
	const folder = join(kept, what.join('-'));
	if (existsSync(folder)) return folder;
	const half = `${folder}.half`;
	rmSync(half, {recursive: true, force: true});
	mkdirSync(half, {recursive: true});
	execFileSync(process.execPath, [join(import.meta.dirname, 'make.ts'), half, ...what], {stdio: 'inherit'});
	renameSync(half, folder);
	return folder;
}

function keyOfWriters(): string {
	const hash = createHash('sha256');
	for (const path of globSync(writers, {cwd: root}).sort()) hash.update(readFileSync(join(root, path)));
	return hash.digest('hex').slice(0, 16);
}
