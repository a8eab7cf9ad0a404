import {createHash} from 'node:crypto';

/** sha256 of the UTF-8 bytes, in hex. */
export function hashText(text: string): string {
	return createHash('sha256').update(text).digest('hex');
}
