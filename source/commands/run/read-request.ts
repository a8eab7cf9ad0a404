import {readFile} from 'node:fs/promises';
import {resolve} from 'node:path';
import {text as readStream} from 'node:stream/consumers';
import {type Surroundings, UsageError} from '../command.ts';

/** `--request TEXT`, `@FILE`, or `-` for stdin. */
export async function readRequest(
	given: string | null,
	{folder, stdin}: Surroundings,
): Promise<string | null> {
	if (given === null) return null;
	if (given === '-') return (await readStream(stdin)).trimEnd();
	if (!given.startsWith('@')) return given;
	const path = resolve(folder, given.slice(1));
	try {
		return await readFile(path, 'utf8');
	} catch (error) {
		throw new UsageError(`--request names ${path}, which cannot be read: ${(error as Error).message}`);
	}
}
