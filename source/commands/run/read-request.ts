import type {Surroundings} from '../command.ts';
import {readNamedText, readStdin} from '../read-named-text.ts';

/** `--request TEXT`, `@FILE`, or `-` for stdin. */
export async function readRequest(given: string | null, around: Surroundings): Promise<string | null> {
	if (given === null) return null;
	if (given === '-') return (await readStdin('--request -', around)).trimEnd();
	if (!given.startsWith('@')) return given;
	return readNamedText('--request', given.slice(1), around);
}
