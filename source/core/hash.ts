import {createHash, hash} from 'node:crypto';
import {inPortions, isPortion} from './portions.ts';

/** sha256 of the UTF-8 bytes, in hex. */
export function hashText(text: string): string {
	if (isPortion(text)) return hash('sha256', text);
	const sum = createHash('sha256');
	// Node makes room for three bytes a character of what it is given at once.
	for (const portion of inPortions(text)) sum.update(portion);
	return sum.digest('hex');
}
