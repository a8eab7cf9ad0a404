import {createHash} from 'node:crypto';
import {inPortions} from './portions.ts';

/** sha256 of the UTF-8 bytes, in hex. */
export function hashText(text: string): string {
	const hash = createHash('sha256');
	// Node makes room for three bytes a character of what it is given at once.
	for (const portion of inPortions(text)) hash.update(portion);
	return hash.digest('hex');
}
